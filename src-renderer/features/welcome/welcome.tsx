import { Button, Card } from '@fluentui/react-components'
import { BeakerRegular, GlobeRegular, LockClosedRegular, PlugConnectedRegular } from '@fluentui/react-icons'
import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useAction, useRead } from '#renderer/api/queries.ts'
import './welcome.css'

/** The first screen: the demo in one click, and how a tenant is connected. */
export function Welcome(): ReactNode {
  const [, navigate] = useLocation()
  const open = useAction('tenants.openDemo')
  const info = useRead('app.info', {})
  const { mutate } = open
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '1') mutate({})
      if (event.key === '2') navigate('/connect')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [mutate, navigate])
  return (
    <main className="welcome">
      <div>
        <span className="logo">
          <GlobeRegular fontSize={32} />
        </span>
        <h1>Welcome to TenantAtlas</h1>
        <p className="quiet">
          Back up a Microsoft Intune tenant to this computer, read it offline, see what changed, and put any of it back
          after a preview.
        </p>
      </div>
      <div className="cards">
        <Card className="card">
          <BeakerRegular fontSize={28} />
          <span className="strong">Explore the demo tenant</span>
          <span className="quiet">
            A made-up retailer with more than 120 policies. Try backup, comparison and restore without risk. Works
            offline, with no sign-in.
          </span>
          <span className="row">
            <Button appearance="primary" autoFocus disabled={open.isPending} onClick={() => open.mutate({})}>
              Open the demo
            </Button>
            <kbd className="quiet">1</kbd>
          </span>
          {open.error ? (
            <span className="danger" role="alert">
              {open.error.message}
            </span>
          ) : null}
        </Card>
        <Card className="card">
          <PlugConnectedRegular fontSize={28} />
          <span className="strong">Connect a tenant</span>
          <span className="quiet">
            Sign in with the browser or a code. It asks for reading only, and stays read-only until you unlock writing.
          </span>
          <span className="row">
            <Button onClick={() => navigate('/connect')}>Connect a tenant…</Button>
            <kbd className="quiet">2</kbd>
          </span>
        </Card>
      </div>
      <span className="row quiet">
        <LockClosedRegular /> Backups stay on this computer.{' '}
        {info.data?.vault
          ? `Secrets are sealed by ${info.data.vault}.`
          : 'No keychain here: secret values are not kept.'}{' '}
        Version {info.data?.version}
      </span>
    </main>
  )
}
