import { Field, Input, Radio, RadioGroup, Switch } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { CaptureSwitches, type Environment, type Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** Colours that carry white text above 6:1. */
const colours = ['#7A1F3D', '#0B6266', '#4B3B8F', '#1F5C2E', '#8A3707', '#204E8A', '#6B2E77', '#5C4813', '#4F5B67']

/** Name, environment and colour of a tenant, and what it captures beside its Intune policies. */
export function EditTenantDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const [name, setName] = useState(tenant.name)
  const [environment, setEnvironment] = useState<Environment>(tenant.environment)
  const [colour, setColour] = useState(tenant.colour ?? colours[0]!)
  const [captures, setCaptures] = useState<CaptureSwitches>(() => CaptureSwitches.parse(tenant))
  const [allowsAssistant, setAllowsAssistant] = useState(tenant.allowsAssistant)
  const [repository, setRepository] = useState(tenant.repository ?? '')
  const [clientSecret, setClientSecret] = useState('')
  const change = useAction('tenants.change', onClose)
  return (
    <FormDialog
      title={words.edit.title(tenant.name)}
      action={words.edit.save}
      disabled={name.trim() === '' || change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={() =>
        change.mutate({
          tenantId: tenant.id,
          name: name.trim(),
          colour,
          ...captures,
          allowsAssistant,
          repository: repository.trim() === '' ? null : repository.trim(),
          ...(clientSecret.trim() === '' ? {} : { clientSecret: clientSecret.trim() }),
          ...(tenant.signIn === 'demo' ? {} : { environment }),
        })
      }
    >
      <Field label={words.edit.name} required>
        <Input value={name} maxLength={120} onChange={(_event, data) => setName(data.value)} />
      </Field>
      {tenant.signIn === 'demo' ? null : (
        <Field label={words.edit.environment}>
          <RadioGroup
            layout="horizontal"
            value={environment}
            onChange={(_event, data) => setEnvironment(data.value as Environment)}
          >
            <Radio value="production" label={words.edit.production} />
            <Radio value="test" label={words.edit.test} />
          </RadioGroup>
        </Field>
      )}
      {tenant.hasClientSecret ? (
        <Field label={words.edit.clientSecret} hint={words.edit.clientSecretHint}>
          <Input
            type="password"
            autoComplete="new-password"
            value={clientSecret}
            onChange={(_event, data) => setClientSecret(data.value)}
          />
        </Field>
      ) : null}
      <Field label={words.edit.colour}>
        <RadioGroup
          className="wrap"
          layout="horizontal"
          value={colour}
          onChange={(_event, data) => setColour(data.value)}
        >
          {colours.map((entry, index) => (
            <Radio
              key={entry}
              value={entry}
              label={
                <span className="swatch" style={{ '--colour': entry }} title={entry}>
                  <span className="hidden-word">{words.edit.colourNumber(index + 1)}</span>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {CaptureSwitches.keyof().options.map((name) => (
        <Field key={name} hint={words.edit.captures[name].hint}>
          <Switch
            checked={captures[name]}
            label={words.edit.captures[name].label}
            onChange={(_event, data) => setCaptures({ ...captures, [name]: data.checked })}
          />
        </Field>
      ))}
      <Field hint={words.edit.assistantHint}>
        <Switch
          checked={allowsAssistant}
          label={words.edit.assistant}
          onChange={(_event, data) => setAllowsAssistant(data.checked)}
        />
      </Field>
      {tenant.signIn === 'imported' ? null : (
        <Field label={words.edit.repository} hint={words.edit.repositoryHint}>
          <PathInput what="folder" value={repository} onChange={setRepository} />
        </Field>
      )}
    </FormDialog>
  )
}
