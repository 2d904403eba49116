import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { PassphraseFields } from './passphrase-fields.tsx'
import { RecoveryKey } from './recovery-key.tsx'
import { words } from './words.ts'

const text = words.encryptDialog

/** Chooses what keeps the key, shows the recovery key, and begins to encrypt the database. */
export function EncryptDialog({
  vault,
  folder,
  onClose,
}: {
  readonly vault: string | null
  readonly folder: string
  readonly onClose: () => void
}): ReactNode {
  const [how, setHow] = useState(vault === null ? 'passphrase' : 'vault')
  const [passphrase, setPassphrase] = useState<string | null>(null)
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null)
  const [isKept, setKept] = useState(false)
  const encrypt = useAction('storage.encrypt', onClose)
  const isComplete = isKept && (how === 'vault' || passphrase !== null)
  return (
    <FormDialog
      title={text.title}
      action={text.confirm}
      disabled={!isComplete || encrypt.isPending}
      error={encrypt.error}
      onSubmit={() =>
        recoveryKey !== null && encrypt.mutate({ recoveryKey, passphrase: how === 'passphrase' ? passphrase : null })
      }
      onClose={onClose}
    >
      <p className="flush">{text.body}</p>
      {vault === null ? null : (
        <Field label={text.how}>
          <RadioGroup value={how} onChange={(_event, data) => setHow(data.value)}>
            <Radio value="vault" label={text.vault(vault)} />
            <Radio value="passphrase" label={text.passphrase} />
          </RadioGroup>
        </Field>
      )}
      {how === 'passphrase' ? <PassphraseFields onPassphrase={setPassphrase} /> : null}
      <RecoveryKey folder={folder} isKept={isKept} onKey={setRecoveryKey} onKept={setKept} />
    </FormDialog>
  )
}
