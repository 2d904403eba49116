import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useAction, useRead } from '#renderer/api/queries.ts'

/** The page on which a file is looked at before it is imported. */
export const importPage = (path: string): string => `/import/${encodeURIComponent(path)}`

/** Shows the atlas file that somebody opened, and any file that is dropped onto the window. */
export function OpenedFile(): ReactNode {
  const [, navigate] = useLocation()
  const isWaiting = useRead('shell.get', {}).data?.hasOpenedFile ?? false
  const { mutate } = useAction('shell.takeOpenedFile', ({ path }) => {
    if (path !== null) navigate(importPage(path))
  })
  useEffect(() => {
    if (isWaiting) mutate({})
  }, [isWaiting, mutate])
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      // A field for a path takes it itself.
      if (event.defaultPrevented) return
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      const path = file && window.atlas?.pathOf(file)
      if (path) navigate(importPage(path))
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [navigate])
  return null
}
