import { Button, Dropdown, Field, Input, Link, Option, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { clouds, type Cloud } from '#contract/model/clouds.ts'
import type { AppError } from '#contract/errors.ts'
import type { Environment } from '#contract/model/tenants.ts'
import { call, CallError } from '#renderer/api/client.ts'
import { queryClient } from '#renderer/api/queries.ts'
import { AppProof, isProved, noProof, proofInput, type Proof } from './app-proof.tsx'
import { AppRegistration } from './app-registration.tsx'
import { ConnectSteps } from './connect-steps.tsx'
import { words } from './words.ts'

const cloudNames: Readonly<Record<Cloud, string>> = {
  global: clouds.global.title,
  gccHigh: clouds.gccHigh.title,
  dod: clouds.dod.title,
  china: clouds.china.title,
  custom: words.form.customCloud,
}

/** A new tenant captures its Intune policies; more is switched on in its settings. */
const noCaptures = {
  capturesEntra: false,
  capturesDevices: false,
  capturesGroupMembers: false,
  capturesServices: false,
  readsRecipients: false,
}

export interface Props {
  /** Makes the connected tenant the current one. */
  readonly onConnected: (tenantId: string) => void
}

/** The first step: which tenant, in which cloud, and its name in TenantAtlas. */
export function Connect({ onConnected }: Props): ReactNode {
  const [, navigate] = useLocation()
  const [cloud, setCloud] = useState<Cloud>('global')
  const [form, setForm] = useState({
    tenant: '',
    name: '',
    clientId: '',
    graphUrl: '',
    authority: '',
  })
  const [proof, setProof] = useState<Proof>(noProof)
  const [registering, setRegistering] = useState(false)
  const [who, setWho] = useState<'person' | 'app'>('person')
  const [environment, setEnvironment] = useState<Environment>('production')
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (key: keyof typeof form) => (_event: unknown, data: { value: string }) =>
    setForm({ ...form, [key]: data.value })
  const custom = cloud === 'custom'
  const ready =
    form.tenant.trim() !== '' &&
    form.name.trim() !== '' &&
    (!custom || (form.graphUrl !== '' && form.authority !== '')) &&
    (who === 'person' || (form.clientId.trim() !== '' && isProved(proof)))

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const addresses = custom ? { graphUrl: form.graphUrl.trim(), authority: form.authority.trim() } : {}
      const { tenantId } = await call('tenants.lookUp', {
        cloud,
        idOrDomain: form.tenant.trim(),
        ...(custom ? { authority: form.authority.trim() } : {}),
      })
      await call('tenants.connect', {
        id: tenantId,
        name: form.name.trim(),
        environment,
        cloud,
        ...addresses,
        ...(form.clientId.trim() ? { clientId: form.clientId.trim() } : {}),
        ...(who === 'app' ? proofInput(proof) : {}),
      })
      await queryClient.invalidateQueries({ queryKey: ['tenants.list'] })
      onConnected(tenantId)
      navigate(who === 'app' ? '/connect/check' : '/connect/sign-in')
    } catch (thrown) {
      setError(thrown instanceof CallError ? thrown.error : { code: 'unexpected', message: words.form.failed })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <div className="page-head">
        <h1>{words.form.title}</h1>
        <ConnectSteps now={1} />
      </div>
      <form className="pane" onSubmit={(event) => void submit(event)} aria-label={words.form.title}>
        <div className="scroll form">
          <Field label={words.form.cloud}>
            <Dropdown
              value={cloudNames[cloud]}
              selectedOptions={[cloud]}
              onOptionSelect={(_event, data) => setCloud((data.optionValue ?? 'global') as Cloud)}
            >
              {Object.entries(cloudNames).map(([key, name]) => (
                <Option key={key} value={key}>
                  {name}
                </Option>
              ))}
            </Dropdown>
          </Field>
          {custom ? (
            <>
              <Field label={words.form.graphUrl} hint={words.form.graphUrlHint} required>
                <Input type="url" value={form.graphUrl} onChange={set('graphUrl')} />
              </Field>
              <Field label={words.form.authority} required>
                <Input type="url" value={form.authority} onChange={set('authority')} />
              </Field>
            </>
          ) : null}
          <Field label={words.form.tenant} hint={words.form.tenantHint} required>
            <Input autoFocus value={form.tenant} onChange={set('tenant')} />
          </Field>
          <Field label={words.form.name} required>
            <Input value={form.name} maxLength={120} onChange={set('name')} />
          </Field>
          <Field label={words.form.environment} hint={words.form.environmentHint}>
            <RadioGroup
              layout="horizontal"
              value={environment}
              onChange={(_event, data) => setEnvironment(data.value as Environment)}
            >
              <Radio value="production" label={words.form.production} />
              <Radio value="test" label={words.form.test} />
            </RadioGroup>
          </Field>
          <Field label={words.form.who}>
            <RadioGroup
              layout="horizontal"
              value={who}
              onChange={(_event, data) => setWho(data.value === 'app' ? 'app' : 'person')}
            >
              <Radio value="person" label={words.form.person} />
              <Radio value="app" label={words.form.app} />
            </RadioGroup>
          </Field>
          <Field
            label={words.form.clientId}
            required={who === 'app'}
            hint={who === 'app' ? words.form.clientIdHintApp : words.form.clientIdHintPerson}
          >
            <Input value={form.clientId} onChange={set('clientId')} />
          </Field>
          <div>
            <Link as="button" type="button" onClick={() => setRegistering(true)}>
              {words.registration.make}
            </Link>
          </div>
          {who === 'app' ? <AppProof value={proof} onChange={setProof} /> : null}
        </div>
        {error ? (
          <div className="warn-box" role="alert">
            <span>
              <b className="danger">{error.message}</b>
              {error.hint ? (
                <>
                  <br />
                  {error.hint}
                </>
              ) : null}
            </span>
          </div>
        ) : null}
        <div className="pane-foot">
          <span>{words.form.readOnly}</span>
          <span className="row end">
            <Button onClick={() => navigate('/')}>{words.form.cancel}</Button>
            <Button appearance="primary" type="submit" disabled={!ready || busy}>
              {who === 'app' ? words.form.nextCheck : words.form.nextSignIn}
            </Button>
          </span>
        </div>
      </form>
      {registering ? (
        <AppRegistration
          cloud={cloud}
          signIn={who}
          captures={noCaptures}
          clientId={form.clientId}
          onUse={(clientId, signIn) => {
            setForm({ ...form, clientId })
            setWho(signIn)
            setRegistering(false)
          }}
          onClose={() => setRegistering(false)}
        />
      ) : null}
    </>
  )
}
