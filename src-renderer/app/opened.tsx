import { useCallback, useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useSession } from '#renderer/shared/session.ts'
import { pageOfLink } from '#renderer/shared/links.ts'
import { importPage } from './import-address.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'

/** Shows the atlas file or the page that somebody opened from outside, and any file that is dropped onto the window. */
export function Opened(): ReactNode {
  const [, navigate] = useLocation()
  const countOpened = useSession((session) => session.countOpened)
  const open = useCallback(
    (path: string) => {
      countOpened()
      navigate(importPage(path))
    },
    [countOpened, navigate],
  )
  const { data, dataUpdatedAt, refetch } = useRead('shell.get', {})
  const isWaiting = data?.hasOpened ?? false
  const { mutate, isError } = useAction('shell.takeOpened', ({ opened }) => {
    if (opened === null) return
    const page = pageOfLink(opened)
    if (page === null) open(opened)
    else navigate(page)
  })
  // Another file may have come by the next answer, and the one before may not have been told.
  useEffect(() => {
    if (isWaiting) mutate({})
  }, [isWaiting, dataUpdatedAt, mutate])
  useEffect(() => {
    if (isError) void refetch()
  }, [isError, refetch])
  useEffect(() => {
    // Text that is dragged into a field stays the browser's.
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      // A field for a path takes it itself.
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      const path = file && window.atlas?.pathOf(file)
      if (path) open(path)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [open])
  return null
}
