import { Button, Checkbox, Spinner } from '@fluentui/react-components'
import { CopyRegular, PrintRegular, SaveRegular } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useAction } from '#renderer/api/queries.ts'
import { save } from '#renderer/shared/save.ts'
import { words } from './words.ts'
import './storage.css'

const text = words.recoveryKey

/** Shows a new recovery key, once, with ways to keep it. Somebody has to say that they did. */
export function RecoveryKey({
  folder,
  isKept,
  onKey,
  onKept,
}: {
  readonly folder: string
  readonly isKept: boolean
  readonly onKey: (recoveryKey: string) => void
  readonly onKept: (kept: boolean) => void
}): ReactNode {
  const [hasCopied, setCopied] = useState(false)
  const make = useAction('storage.newRecoveryKey', ({ recoveryKey }) => onKey(recoveryKey))
  const { mutate } = make
  useEffect(() => mutate({}), [mutate])
  const recoveryKey = make.data?.recoveryKey
  if (recoveryKey === undefined) return <Spinner size="tiny" />
  return (
    <div className="stack gap-s">
      <b>{text.title}</b>
      <p className="flush">{text.why}</p>
      <output className="recovery-key mono" aria-label={text.title}>
        {recoveryKey}
      </output>
      <div className="row wrap">
        <Button
          size="small"
          icon={<CopyRegular />}
          onClick={() => void navigator.clipboard.writeText(recoveryKey).then(() => setCopied(true))}
        >
          {hasCopied ? text.copied : text.copy}
        </Button>
        <Button size="small" icon={<PrintRegular />} onClick={() => window.print()}>
          {text.print}
        </Button>
        <Button
          size="small"
          icon={<SaveRegular />}
          onClick={() => void save(text.fileName, text.file(recoveryKey, folder), 'text/plain')}
        >
          {text.save}
        </Button>
      </div>
      <Checkbox label={text.kept} checked={isKept} onChange={(_event, data) => onKept(data.checked === true)} />
      {createPortal(<pre className="print-sheet">{text.file(recoveryKey, folder)}</pre>, document.body)}
    </div>
  )
}
