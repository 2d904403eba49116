import { Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { words } from './words.ts'

const text = words.encryptDialog

/** A new passphrase, typed twice. Tells the passphrase once both are the same, and null until then. */
export function PassphraseFields({
  onPassphrase,
}: {
  readonly onPassphrase: (passphrase: string | null) => void
}): ReactNode {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== passphrase
  function type(first: string, second: string): void {
    setPassphrase(first)
    setAgain(second)
    onPassphrase(first !== '' && first === second ? first : null)
  }
  return (
    <>
      <Field label={text.newPassphrase} hint={text.passphraseHint}>
        <Input
          type="password"
          autoComplete="new-password"
          value={passphrase}
          onChange={(_event, data) => type(data.value, again)}
        />
      </Field>
      <Field label={text.again} {...(differs ? { validationMessage: text.differs } : {})}>
        <Input
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={(_event, data) => type(passphrase, data.value)}
        />
      </Field>
    </>
  )
}
