import { Button, Radio, RadioGroup, Switch } from '@fluentui/react-components'
import { BugRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { appearances, useAppearance } from '#renderer/ui/appearance.ts'
import { words } from './words.ts'

/** How the app looks here, and what the system does for it: opening at sign-in, schedules while it is closed. */
export function ThisComputer(): ReactNode {
  const shell = useRead('shell.get', {})
  const schedule = useRead('shell.systemSchedule', {})
  const { appearance, choose } = useAppearance()
  const open = useAction('shell.openAtSignIn')
  const register = useAction('shell.registerSchedule')
  const report = useAction('shell.reportProblem')
  const error = (open.error ?? register.error ?? report.error)?.error
  const { opensAtSignIn = null, isDesktop = false } = shell.data ?? {}
  const { scheduler = null, isRegistered = false, lastRun = null } = schedule.data ?? {}
  return (
    <section className="pane" aria-label={words.computer.title}>
      <div className="pane-head">
        <h2>{words.computer.title}</h2>
        {error ? (
          <span className="danger" role="alert">
            {error.message} {error.hint}
          </span>
        ) : null}
      </div>
      <dl className="fact-list">
        {opensAtSignIn === null ? null : (
          <>
            <dt>{words.computer.signIn}</dt>
            <dd>
              <Switch
                aria-label={words.computer.signIn}
                label={opensAtSignIn ? words.computer.signInOn : words.computer.signInOff}
                checked={opensAtSignIn}
                onChange={(_event, data) => open.mutate({ open: data.checked })}
              />
            </dd>
          </>
        )}
        <dt>{words.computer.appearance}</dt>
        <dd>
          <RadioGroup
            layout="horizontal"
            aria-label={words.computer.appearance}
            value={appearance}
            onChange={(_event, data) => choose(appearances.find((entry) => entry === data.value) ?? 'system')}
          >
            {appearances.map((entry) => (
              <Radio key={entry} value={entry} label={words.computer.appearances[entry]} />
            ))}
          </RadioGroup>
        </dd>
        <dt>{words.computer.schedules}</dt>
        <dd>
          {scheduler === null ? (
            words.computer.noScheduler
          ) : (
            <span className="row wrap">
              <Switch
                aria-label={words.computer.schedules}
                label={isRegistered ? words.computer.registered(scheduler) : words.computer.notRegistered(scheduler)}
                checked={isRegistered}
                disabled={register.isPending}
                onChange={(_event, data) => register.mutate({ registered: data.checked })}
              />
              {isRegistered ? (
                <span className="quiet small">
                  {lastRun === null ? words.computer.neverRan : words.computer.lastRan(when(lastRun))}
                </span>
              ) : null}
            </span>
          )}
        </dd>
      </dl>
      {isDesktop ? (
        <div className="fact-foot">
          <Button size="small" icon={<BugRegular />} onClick={() => report.mutate({})}>
            {words.computer.report}
          </Button>
          {report.data ? <span className="quiet small">{words.computer.reported(report.data.folder)}</span> : null}
        </div>
      ) : null}
    </section>
  )
}
