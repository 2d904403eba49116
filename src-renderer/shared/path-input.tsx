import { Button, Input, type InputProps } from '@fluentui/react-components'
import { FolderOpenRegular } from '@fluentui/react-icons'
import type { DragEvent, ReactNode } from 'react'
import type { PathKind } from '#contract/model/shell.ts'
import { useAction } from '#renderer/api/queries.ts'
import { isDesktop } from '#renderer/api/transport.ts'
import { words } from './words.ts'

type Props = Omit<InputProps, 'value' | 'onChange' | 'contentAfter'> & {
  readonly what: PathKind
  readonly value: string
  readonly onChange: (path: string) => void
  /** Beside the button that opens the dialog. */
  readonly contentAfter?: ReactNode
}

/** A path on this computer: typed, chosen with the dialog of the system, or dropped from the file manager. */
export function PathInput({ what, value, onChange, contentAfter, ...field }: Props): ReactNode {
  const choose = useAction('shell.choosePath', ({ path }) => {
    if (path !== null) onChange(path)
  })
  const drop = (event: DragEvent): void => {
    const [file] = event.dataTransfer.files
    const path = file && window.atlas?.pathOf(file)
    if (!path) return
    event.preventDefault()
    event.stopPropagation()
    onChange(path)
  }
  return (
    <Input
      {...field}
      value={value}
      maxLength={1000}
      onChange={(_event, data) => onChange(data.value)}
      onDragOver={(event) => {
        if (isDesktop && event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={drop}
      contentAfter={
        <>
          {isDesktop ? (
            <Button size="small" icon={<FolderOpenRegular />} onClick={() => choose.mutate({ what })}>
              {words.choosePath}
            </Button>
          ) : null}
          {contentAfter}
        </>
      }
    />
  )
}
