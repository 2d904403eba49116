import { Button, Card, Link } from '@fluentui/react-components'
import { BeakerRegular, GlobeRegular, LockClosedRegular, PlugConnectedRegular } from '@fluentui/react-icons'
import { useLayoutEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { words } from './words.ts'
import './welcome.css'

/** The first screen: the demo in one click, and how a tenant is connected. */
export function Welcome(): ReactNode {
  const [, navigate] = useLocation()
  const open = useAction('tenants.openDemo')
  const info = useRead('app.info', {})
  const { mutate } = open
  // Before the button has the focus: who sees that presses the key at once.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === words.demo.key) mutate({ history: true })
      if (event.key === words.connect.key) navigate('/connect')
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
        <h1>{words.title}</h1>
        <p className="quiet">{words.subtitle}</p>
      </div>
      <div className="cards">
        <Card className="card">
          <BeakerRegular fontSize={28} />
          <span className="strong">{words.demo.title}</span>
          <span className="quiet">{words.demo.body}</span>
          <span className="row">
            <Button
              appearance="primary"
              autoFocus
              disabled={open.isPending}
              onClick={() => open.mutate({ history: true })}
            >
              {open.isPending ? words.demo.preparing : words.demo.action}
            </Button>
            <kbd className="quiet">{words.demo.key}</kbd>
          </span>
          <Link as="button" disabled={open.isPending} onClick={() => open.mutate({ history: false })}>
            {words.demo.empty}
          </Link>
          {open.error ? (
            <span className="danger" role="alert">
              {open.error.message}
            </span>
          ) : null}
        </Card>
        <Card className="card">
          <PlugConnectedRegular fontSize={28} />
          <span className="strong">{words.connect.title}</span>
          <span className="quiet">{words.connect.body}</span>
          <span className="row">
            <Button onClick={() => navigate('/connect')}>{words.connect.action}</Button>
            <kbd className="quiet">{words.connect.key}</kbd>
          </span>
          <Link as="button" onClick={() => navigate('/import')}>
            {words.import}
          </Link>
        </Card>
      </div>
      <span className="row quiet">
        <LockClosedRegular /> {words.local} {info.data?.vault ? words.vault(info.data.vault) : words.noVault}{' '}
        {info.data ? words.version(info.data.version) : null}
      </span>
    </main>
  )
}
