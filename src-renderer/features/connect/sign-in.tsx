import { Button, Checkbox, Link, Spinner } from '@fluentui/react-components'
import { CopyRegular, GlobePersonRegular, PhoneRegular } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { ConnectSteps } from './connect-steps.tsx'
import './connect.css'

/** The second step: who signs in, and with what. Later it is where one signs in again. */
export function SignIn({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const info = useRead('app.info', {})
  const [consented, setConsented] = useState(false)
  const [write, setWrite] = useState(false)
  const [runId, setRunId] = useState<string | null>(null)
  const run = useRead('runs.get', runId === null ? null : { tenantId: tenant.id, runId })
  const start = useAction('tenants.signIn', (accepted) => setRunId(accepted.runId))
  const cancel = useAction('runs.cancel')
  const done = runId !== null && run.data?.status === 'succeeded'
  useEffect(() => {
    if (done) navigate('/connect/check', { replace: true })
  }, [done, navigate])
  const begin = (how: 'browser' | 'deviceCode') =>
    start.mutate({ tenantId: tenant.id, how, access: consented ? 'consented' : write ? 'write' : 'read' })
  const waiting = runId !== null && run.data && isRunning(run.data)
  const error = start.error?.error ?? (waiting ? null : run.data?.error)
  return (
    <>
      <div className="page-head">
        <h1>Sign in to {tenant.name}</h1>
        <ConnectSteps now={2} />
      </div>
      <section className="pane" aria-label="Sign in">
        {waiting ? (
          <Waiting run={run.data!} onCancel={() => cancel.mutate({ tenantId: tenant.id, runId })} />
        ) : (
          <div className="state-box">
            <span className="disc">
              <GlobePersonRegular fontSize={28} />
            </span>
            <h2>{tenant.account ? `Signed in as ${tenant.account}` : 'Nobody is signed in'}</h2>
            <p>
              TenantAtlas asks for reading only.{' '}
              {write ? 'With writing, an administrator may have to consent.' : 'Writing is asked for when you need it.'}{' '}
              {info.data?.vault
                ? `The sign-in is kept, sealed by ${info.data.vault}.`
                : 'No keychain here: the sign-in is forgotten when TenantAtlas ends.'}
            </p>
            {error ? (
              <div role="alert">
                <p className="danger strong">{error.message}</p>
                <p>{error.hint}</p>
                {error.requestId ? <p className="mono small">Trace id {error.requestId}</p> : null}
              </div>
            ) : null}
            <div className="row">
              <Button
                appearance="primary"
                icon={<GlobePersonRegular />}
                disabled={start.isPending}
                onClick={() => begin('browser')}
              >
                Sign in with the browser
              </Button>
              <Button icon={<PhoneRegular />} disabled={start.isPending} onClick={() => begin('deviceCode')}>
                Use a code
              </Button>
            </div>
            <div className="stack">
              <Checkbox
                label="Ask for writing too"
                checked={write}
                disabled={consented}
                onChange={(_event, data) => setWrite(data.checked === true)}
              />
              <Checkbox
                label="Ask for nothing that was not consented to before"
                checked={consented}
                onChange={(_event, data) => setConsented(data.checked === true)}
              />
            </div>
            {tenant.account ? (
              <Button appearance="subtle" onClick={() => navigate('/connect/check')}>
                Go on as {tenant.account}
              </Button>
            ) : null}
          </div>
        )}
      </section>
    </>
  )
}

/** What the person has to do now. */
function Waiting({ run, onCancel }: { readonly run: Run; readonly onCancel: () => void }): ReactNode {
  const prompt = (run.result['prompt'] ?? null) as { how: string; url: string; code?: string } | null
  return (
    <div className="state-box" data-sign-in={prompt?.how ?? 'starting'}>
      <Spinner label="Waiting for the sign-in" />
      {prompt === null ? null : prompt.code === undefined ? (
        <p>
          The browser has opened. If it has not,{' '}
          <Link href={prompt.url} target="_blank" rel="noreferrer">
            open the sign-in page
          </Link>
          .
        </p>
      ) : (
        <>
          <p>
            Open{' '}
            <Link href={prompt.url} target="_blank" rel="noreferrer">
              {prompt.url}
            </Link>{' '}
            on any device and enter the code
          </p>
          <div className="row">
            <span className="code-word mono">{prompt.code}</span>
            <Button icon={<CopyRegular />} onClick={() => void navigator.clipboard.writeText(prompt.code!)}>
              Copy
            </Button>
          </div>
        </>
      )}
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  )
}
