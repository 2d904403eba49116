import { Dropdown, Field, Input, Option, SpinButton } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { AlertTarget } from '#contract/model/alerts.ts'
import { words } from './words.ts'

/** What somebody types for a target, of whatever kind. */
export interface Typed {
  readonly kind: AlertTarget['kind']
  readonly url: string
  readonly key: string
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string
  readonly password: string
  readonly from: string
  readonly to: string
}

export const emptyTarget: Typed = {
  kind: 'teams',
  url: '',
  key: '',
  host: '',
  port: 587,
  security: 'starttls',
  user: '',
  password: '',
  from: '',
  to: '',
}

const shortestKey = 16

/** The target; null while something is missing. The core says what is wrong with it. */
export function targetOf(typed: Typed): AlertTarget | null {
  const url = typed.url.trim()
  switch (typed.kind) {
    case 'teams':
      return url === '' ? null : { kind: 'teams', url }
    case 'webhook':
      return url === '' || typed.key.length < shortestKey ? null : { kind: 'webhook', url, key: typed.key }
    case 'system':
      return { kind: 'system' }
    case 'mail': {
      const to = typed.to
        .split(/[,;\s]+/)
        .map((address) => address.trim())
        .filter(Boolean)
      if (typed.host.trim() === '' || typed.from.trim() === '' || to.length === 0) return null
      return {
        kind: 'mail',
        host: typed.host.trim(),
        port: typed.port,
        security: typed.security,
        user: typed.user === '' ? null : typed.user,
        password: typed.password === '' ? null : typed.password,
        from: typed.from.trim(),
        to,
      }
    }
  }
}

/** The usual port of each kind of security (RFC 8314). */
const ports = { tls: 465, starttls: 587, none: 25 } as const

/** The fields of an address, depending on the kind of channel. */
export function TargetFields({
  typed,
  onChange,
}: {
  readonly typed: Typed
  readonly onChange: (more: Partial<Typed>) => void
}): ReactNode {
  const text = (field: 'url' | 'key' | 'host' | 'user' | 'password' | 'from' | 'to', label: string, hint?: string) => (
    <Field label={label} required={field !== 'user' && field !== 'password'} {...(hint ? { hint } : {})}>
      <Input
        type={field === 'password' || field === 'key' ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        value={typed[field]}
        maxLength={4_000}
        onChange={(_event, data) => onChange({ [field]: data.value })}
      />
    </Field>
  )
  if (typed.kind === 'system') return <p className="small quiet flush">{words.dialog.systemHint}</p>
  if (typed.kind === 'teams') return text('url', words.dialog.url, words.dialog.teamsHint)
  if (typed.kind === 'webhook')
    return (
      <>
        {text('url', words.dialog.url, words.dialog.webhookHint)}
        {text('key', words.dialog.key, words.dialog.keyHint)}
      </>
    )
  return (
    <>
      <div className="row bottom wrap">
        {text('host', words.dialog.host)}
        <Field label={words.dialog.security}>
          <Dropdown
            className="min-120"
            value={words.dialog.securities[typed.security]}
            selectedOptions={[typed.security]}
            onOptionSelect={(_event, data) => {
              const security = (['starttls', 'tls', 'none'] as const).find((one) => one === data.optionValue)
              if (security) onChange({ security, port: ports[security] })
            }}
          >
            {Object.entries(words.dialog.securities).map(([security, word]) => (
              <Option key={security} value={security}>
                {word}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field label={words.dialog.port}>
          <SpinButton
            className="w-92"
            min={1}
            max={65_535}
            value={typed.port}
            onChange={(_event, data) =>
              onChange({ port: Math.min(65_535, Math.max(1, Number(data.value ?? data.displayValue) || typed.port)) })
            }
          />
        </Field>
      </div>
      <div className="row bottom wrap">
        {text('user', words.dialog.user)}
        {text('password', words.dialog.password)}
        <span className="small quiet">{words.dialog.signInHint}</span>
      </div>
      {text('from', words.dialog.from)}
      {text('to', words.dialog.to, words.dialog.toHint)}
    </>
  )
}
