import { Checkbox, Dropdown, Field, Input, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { AlertKind, AlertTiming, type AlertChannel, type AlertRules } from '#contract/model/alerts.ts'
import { Severity } from '#contract/model/severity.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { ZoneInput } from '#renderer/ui/zone-input.tsx'
import { emptyTarget, TargetFields, targetOf, type Typed } from './target-fields.tsx'
import { words } from './words.ts'

const usualRules = (): AlertRules => ({
  kinds: [...AlertKind.options],
  timing: { high: 'now', medium: 'daily', low: 'off' },
  dailyAt: '07:00',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

/** Adds a channel for alerts, or changes one. Its address is only asked for, and never shown. */
export function ChannelDialog({
  tenant,
  channel,
  onClose,
}: {
  readonly tenant: Tenant
  readonly channel: AlertChannel | null
  readonly onClose: () => void
}): ReactNode {
  const isDesktop = useRead('shell.get', {}).data?.isDesktop ?? false
  const kinds = (['teams', 'webhook', 'mail', 'system'] as const).filter((kind) => kind !== 'system' || isDesktop)
  const [name, setName] = useState(channel?.name ?? '')
  const [typed, setTyped] = useState<Typed>({ ...emptyTarget, kind: channel?.kind ?? 'teams' })
  const [changes, setChanges] = useState(channel === null)
  const [rules, setRules] = useState<AlertRules>(() => channel?.rules ?? usualRules())
  const save = useAction('alerts.saveChannel', onClose)
  const target = changes ? targetOf(typed) : undefined
  const set = (more: Partial<AlertRules>) => setRules((before) => ({ ...before, ...more }))
  return (
    <FormDialog
      wide
      title={channel ? words.dialog.edit(channel.name) : words.dialog.add}
      action={words.dialog.save}
      disabled={name.trim() === '' || target === null || rules.kinds.length === 0 || save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate({
          tenantId: tenant.id,
          ...(channel ? { channelId: channel.id } : {}),
          name,
          rules,
          ...(target ? { target } : {}),
        })
      }
    >
      <div className="row bottom wrap">
        {channel ? null : (
          <Field label={words.dialog.kind}>
            <Dropdown
              className="min-220"
              value={words.channels[typed.kind]}
              selectedOptions={[typed.kind]}
              onOptionSelect={(_event, data) =>
                setTyped((before) => ({
                  ...before,
                  kind: kinds.find((kind) => kind === data.optionValue) ?? before.kind,
                }))
              }
            >
              {kinds.map((kind) => (
                <Option key={kind} value={kind}>
                  {words.channels[kind]}
                </Option>
              ))}
            </Dropdown>
          </Field>
        )}
        <Field label={words.dialog.name} required>
          <Input value={name} maxLength={100} onChange={(_event, data) => setName(data.value)} />
        </Field>
      </div>
      {channel && channel.kind !== 'system' ? (
        <Field hint={words.dialog.sealed}>
          <Checkbox
            label={words.dialog.change}
            checked={changes}
            onChange={(_event, data) => setChanges(data.checked === true)}
          />
        </Field>
      ) : null}
      {changes ? (
        <TargetFields typed={typed} onChange={(more) => setTyped((before) => ({ ...before, ...more }))} />
      ) : null}
      <Field label={words.dialog.what}>
        <Dropdown
          multiselect
          value={
            rules.kinds.length === AlertKind.options.length ? words.dialog.all : words.dialog.some(rules.kinds.length)
          }
          selectedOptions={rules.kinds}
          onOptionSelect={(_event, data) =>
            set({ kinds: AlertKind.options.filter((kind) => data.selectedOptions.includes(kind)) })
          }
        >
          {AlertKind.options.map((kind) => (
            <Option key={kind} value={kind}>
              {words.kinds[kind]}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <div className="row bottom wrap">
        {Severity.options.map((severity) => (
          <Field key={severity} label={words.dialog.when(severity)}>
            <Dropdown
              className="min-140"
              value={words.timings[rules.timing[severity]]}
              selectedOptions={[rules.timing[severity]]}
              onOptionSelect={(_event, data) =>
                set({
                  timing: {
                    ...rules.timing,
                    [severity]: AlertTiming.options.find((timing) => timing === data.optionValue) ?? 'off',
                  },
                })
              }
            >
              {AlertTiming.options.map((timing) => (
                <Option key={timing} value={timing}>
                  {words.timings[timing]}
                </Option>
              ))}
            </Dropdown>
          </Field>
        ))}
      </div>
      <div className="row bottom wrap">
        <Field label={words.dialog.at}>
          <Input
            type="time"
            value={rules.dailyAt}
            onChange={(_event, data) => set({ dailyAt: data.value.slice(0, 5) || '07:00' })}
          />
        </Field>
        <ZoneInput label={words.dialog.zone} zone={rules.zone} onZone={(zone) => set({ zone })} />
      </div>
    </FormDialog>
  )
}
