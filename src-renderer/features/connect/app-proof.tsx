import { Dropdown, Field, Input, Option, Radio, RadioGroup } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { at } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** With what an app proves who it is, and what was entered for each way. */
export interface Proof {
  readonly kind: 'certificate' | 'store' | 'secret'
  readonly certificateFile: string
  readonly certificateVariable: string
  readonly certificateThumbprint: string
  readonly clientSecret: string
}
export const noProof: Proof = {
  kind: 'certificate',
  certificateFile: '',
  certificateVariable: '',
  certificateThumbprint: '',
  clientSecret: '',
}

const filled = (proof: Proof): string =>
  proof.kind === 'secret'
    ? proof.clientSecret
    : proof.kind === 'store'
      ? proof.certificateThumbprint
      : proof.certificateFile

export const isProved = (proof: Proof): boolean => filled(proof).trim() !== ''

/** The proof as `tenants.connect` takes it. */
export function proofInput(proof: Proof): Record<string, string> {
  const value = filled(proof).trim()
  if (proof.kind === 'secret') return { clientSecret: value }
  if (proof.kind === 'store') return { certificateThumbprint: value }
  const variable = proof.certificateVariable.trim()
  return { certificateFile: value, ...(variable ? { certificateVariable: variable } : {}) }
}

/** The fields for a certificate file, a certificate of the system, or a client secret. */
export function AppProof({
  value,
  onChange,
}: {
  readonly value: Proof
  readonly onChange: (proof: Proof) => void
}): ReactNode {
  const hasStore = useRead('tenants.signInWays', {}).data?.certificateStore ?? false
  const stored = useRead('tenants.certificates', value.kind === 'store' ? {} : null)
  const certificates = stored.data ?? []
  const set = (key: keyof Proof) => (_event: unknown, data: { value: string }) =>
    onChange({ ...value, [key]: data.value })
  return (
    <>
      <Field label={words.form.proof}>
        <RadioGroup
          layout="horizontal"
          value={value.kind}
          onChange={(_event, data) => onChange({ ...value, kind: data.value as Proof['kind'] })}
        >
          <Radio value="certificate" label={words.form.withCertificate} />
          {!hasStore ? null : <Radio value="store" label={words.form.withStore} />}
          <Radio value="secret" label={words.form.withSecret} />
        </RadioGroup>
      </Field>
      {value.kind === 'secret' ? (
        <Field label={words.form.clientSecret} hint={words.form.clientSecretHint} required>
          <Input
            type="password"
            autoComplete="new-password"
            value={value.clientSecret}
            onChange={set('clientSecret')}
          />
        </Field>
      ) : null}
      {value.kind === 'store' ? (
        <Field
          label={words.form.storedCertificate}
          hint={stored.data?.length === 0 ? words.form.noStoredCertificates : words.form.storedCertificateHint}
          {...(stored.error
            ? { validationMessage: `${stored.error.error.message} ${stored.error.error.hint ?? ''}` }
            : {})}
          required
        >
          <Dropdown
            selectedOptions={value.certificateThumbprint === '' ? [] : [value.certificateThumbprint]}
            value={certificates.find((entry) => entry.thumbprint === value.certificateThumbprint)?.subject ?? ''}
            disabled={certificates.length === 0}
            onOptionSelect={(_event, data) => onChange({ ...value, certificateThumbprint: data.optionValue ?? '' })}
          >
            {certificates.map(({ thumbprint, subject, expiresAt }) => (
              <Option key={thumbprint} value={thumbprint} text={subject}>
                {words.form.expires(subject, at(expiresAt))}
              </Option>
            ))}
          </Dropdown>
        </Field>
      ) : null}
      {value.kind === 'certificate' ? (
        <>
          <Field label={words.form.certificate} hint={words.form.certificateHint} required>
            <PathInput
              what="certificate"
              value={value.certificateFile}
              onChange={(certificateFile) => onChange({ ...value, certificateFile })}
            />
          </Field>
          <Field label={words.form.passphrase} hint={words.form.passphraseHint}>
            <Input value={value.certificateVariable} onChange={set('certificateVariable')} />
          </Field>
        </>
      ) : null}
    </>
  )
}
