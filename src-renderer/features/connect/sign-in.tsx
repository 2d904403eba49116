import { Button, Checkbox, Link, Spinner } from '@fluentui/react-components'
import { CopyRegular, DesktopRegular, GlobePersonRegular, PhoneRegular } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { SignInWay } from '#contract/model/clouds.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { ConnectSteps } from './connect-steps.tsx'
import { words } from './words.ts'
import './connect.css'

/** The second step: who signs in, and with what. Also where you sign in again later. */
export function SignIn({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const info = useRead('app.info', {})
  const ways = useRead('tenants.signInWays', {})
  const [consented, setConsented] = useState(false)
  const [write, setWrite] = useState(false)
  const [withGroups, setWithGroups] = useState(false)
  const [runId, setRunId] = useState<string | null>(null)
  const run = useRead('runs.get', runId === null ? null : { tenantId: tenant.id, runId })
  const start = useAction('tenants.signIn', (accepted) => setRunId(accepted.runId))
  const cancel = useAction('runs.cancel')
  const done = runId !== null && run.data?.status === 'succeeded'
  useEffect(() => {
    if (done) navigate('/connect/check', { replace: true })
  }, [done, navigate])
  const begin = (how: SignInWay) =>
    start.mutate({
      tenantId: tenant.id,
      how,
      access: consented ? 'consented' : !write ? 'read' : withGroups ? 'writeGroups' : 'write',
    })
  const waiting = runId !== null && run.data && isRunning(run.data)
  const error = start.error?.error ?? (waiting ? null : run.data?.error)
  return (
    <>
      <div className="page-head">
        <h1>{words.signIn.title(tenant.name)}</h1>
        <ConnectSteps now={2} />
      </div>
      <section className="pane" aria-label={words.signIn.label}>
        {waiting ? (
          <Waiting run={run.data!} onCancel={() => cancel.mutate({ tenantId: tenant.id, runId })} />
        ) : (
          <div className="state-box">
            <span className="disc">
              <GlobePersonRegular fontSize={28} />
            </span>
            <h2>{tenant.account ? words.signIn.signedInAs(tenant.account) : words.signIn.notSignedIn}</h2>
            <p>
              {write ? words.signIn.readAndWrite : `${words.signIn.readOnly} ${words.signIn.writeLater}`}{' '}
              {info.data?.vault ? words.signIn.vault(info.data.vault) : words.signIn.noVault}
            </p>
            {error ? (
              <div role="alert">
                <p className="danger strong">{error.message}</p>
                <p>{error.hint}</p>
                {error.requestId ? <p className="mono small">{words.signIn.traceId(error.requestId)}</p> : null}
              </div>
            ) : null}
            <div className="row">
              <Button
                appearance="primary"
                icon={<GlobePersonRegular />}
                disabled={start.isPending}
                onClick={() => begin('browser')}
              >
                {words.signIn.withBrowser}
              </Button>
              <Button icon={<PhoneRegular />} disabled={start.isPending} onClick={() => begin('deviceCode')}>
                {words.signIn.withCode}
              </Button>
              {ways.data?.broker ? (
                <Button icon={<DesktopRegular />} disabled={start.isPending} onClick={() => begin('broker')}>
                  {words.signIn.withWindows}
                </Button>
              ) : null}
            </div>
            <div className="stack">
              <Checkbox
                label={words.signIn.askForWrite}
                checked={write}
                disabled={consented}
                onChange={(_event, data) => setWrite(data.checked === true)}
              />
              {write ? (
                <Checkbox
                  label={words.signIn.askForGroups}
                  checked={withGroups}
                  disabled={consented}
                  onChange={(_event, data) => setWithGroups(data.checked === true)}
                />
              ) : null}
              <Checkbox
                label={words.signIn.onlyConsented}
                checked={consented}
                onChange={(_event, data) => setConsented(data.checked === true)}
              />
            </div>
            {tenant.account ? (
              <Button appearance="subtle" onClick={() => navigate('/connect/check')}>
                {words.signIn.continueAs(tenant.account)}
              </Button>
            ) : null}
          </div>
        )}
      </section>
    </>
  )
}

/** What the user has to do to sign in. */
function Waiting({ run, onCancel }: { readonly run: Run; readonly onCancel: () => void }): ReactNode {
  const prompt = resultOf(run, 'sign-in').prompt ?? null
  return (
    <div className="state-box" data-sign-in={prompt?.how ?? 'starting'}>
      <Spinner label={words.signIn.waiting} />
      {prompt === null ? null : prompt.how === 'broker' ? (
        <p>{words.signIn.windowsOpened}</p>
      ) : prompt.how === 'browser' ? (
        <p>
          {words.signIn.browserOpened}{' '}
          <Link href={prompt.url} target="_blank" rel="noreferrer">
            {words.signIn.openPage}
          </Link>
          .
        </p>
      ) : (
        <>
          <p>
            {words.signIn.codeBefore}{' '}
            <Link href={prompt.url} target="_blank" rel="noreferrer">
              {prompt.url}
            </Link>{' '}
            {words.signIn.codeAfter}
          </p>
          <div className="row">
            <span className="code-word mono">{prompt.code}</span>
            <Button icon={<CopyRegular />} onClick={() => void navigator.clipboard.writeText(prompt.code)}>
              {words.signIn.copy}
            </Button>
          </div>
        </>
      )}
      <Button onClick={onCancel}>{words.signIn.cancel}</Button>
    </div>
  )
}
