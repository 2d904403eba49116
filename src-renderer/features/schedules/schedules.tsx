import { Button, Switch } from '@fluentui/react-components'
import { AddRegular, CalendarClockRegular, DeleteRegular, EditRegular, PlayRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Schedule } from '#contract/model/schedules.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, counted, exactly, timeZone } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { timingWords } from './timing.ts'

const keepWords = ({ keep }: Schedule): string =>
  [
    keep.last > 0 ? `last ${keep.last}` : '',
    keep.daily > 0 ? counted(keep.daily, 'day') : '',
    keep.weekly > 0 ? counted(keep.weekly, 'week') : '',
    keep.monthly > 0 ? counted(keep.monthly, 'month') : '',
  ]
    .filter(Boolean)
    .join(', ') || 'nothing'

/** What is backed up by itself, when, and what is kept of it. */
export function Schedules({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const schedules = useRead('schedules.list', { tenantId: tenant.id })
  const save = useAction('schedules.save')
  const remove = useAction('schedules.remove')
  const run = useAction('schedules.runNow', ({ runId }) => navigate(`/runs/${runId}`))
  const [current, setCurrent] = useState<string | null>(null)
  const [editing, setEditing] = useState<Schedule | 'new' | null>(null)
  const chosen = schedules.data?.find((schedule) => schedule.id === current) ?? schedules.data?.[0]
  const columns: readonly Column<Schedule>[] = [
    {
      key: 'name',
      title: 'Schedule',
      width: 'minmax(0, 1fr)',
      sort: (schedule) => schedule.name,
      render: (schedule) => (
        <span className="two-lines">
          <span className="ellipsis strong" dir="auto">
            {schedule.name}
          </span>
          <span className="small quiet ellipsis">
            {timingWords(schedule.cron)}, {schedule.zone}
          </span>
        </span>
      ),
    },
    {
      key: 'next',
      title: 'Next',
      width: '140px',
      sort: (schedule) => schedule.nextAt ?? '',
      render: (schedule) =>
        schedule.nextAt ? (
          <span title={exactly(schedule.nextAt)}>{at(schedule.nextAt)}</span>
        ) : schedule.problem ? (
          <Pill tone="danger">{schedule.problem}</Pill>
        ) : (
          <span className="quiet">Switched off</span>
        ),
    },
    {
      key: 'last',
      title: 'Last run',
      width: '96px',
      render: (schedule) =>
        schedule.lastRunId ? (
          <a href={`#/runs/${schedule.lastRunId}`}>View run</a>
        ) : (
          <span className="quiet">None yet</span>
        ),
    },
    {
      key: 'what',
      title: 'What',
      width: '110px',
      render: (schedule) => (schedule.types.length === 0 ? 'Everything' : counted(schedule.types.length, 'type')),
    },
    {
      key: 'keep',
      title: 'Keeps',
      width: 'minmax(0, 0.6fr)',
      render: (schedule) => (
        <span className="small" title={keepWords(schedule)}>
          {keepWords(schedule)}
        </span>
      ),
    },
    {
      key: 'drift',
      title: 'Drift',
      width: '84px',
      render: (schedule) => (schedule.baselineId ? 'Checked' : <span className="quiet">No</span>),
    },
    {
      key: 'on',
      title: 'On',
      width: '56px',
      render: (schedule) => {
        const { id, nextAt: _next, problem: _problem, lastRunId: _run, lastDueAt: _due, enabled, ...rest } = schedule
        return (
          <Switch
            aria-label={`${schedule.name} is on`}
            checked={enabled}
            onChange={(_event, data) =>
              save.mutate({ tenantId: tenant.id, scheduleId: id, ...rest, enabled: data.checked })
            }
          />
        )
      },
    },
  ]
  const error = save.error ?? remove.error ?? run.error
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Schedules</h1>
          <span className="sub">
            What was missed while the computer slept is made up for once. Times shown in {timeZone()}.
          </span>
        </div>
        <div className="actions">
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setEditing('new')}>
            New schedule…
          </Button>
        </div>
      </div>
      {schedules.error ? (
        <ErrorState error={schedules.error.error} retry={() => void schedules.refetch()} />
      ) : !schedules.data ? (
        <Loading />
      ) : (
        <section className="pane" aria-label="Schedules">
          {error ? (
            <div className="warn-box" role="alert">
              {error.error.message} {error.error.hint}
            </div>
          ) : null}
          {schedules.data.length === 0 ? (
            <EmptyState
              icon={<CalendarClockRegular fontSize={28} />}
              title="Nothing runs by itself yet"
              action={
                <Button appearance="primary" onClick={() => setEditing('new')}>
                  Back up every night
                </Button>
              }
            >
              A schedule backs the tenant up at its time, keeps as many sets as you say, and can check for drift behind
              it.
            </EmptyState>
          ) : (
            <>
              <DataGrid
                label="Schedules"
                rows={schedules.data}
                columns={columns}
                id={(schedule) => schedule.id}
                current={chosen?.id ?? null}
                onCurrent={setCurrent}
                onOpen={(id) => setEditing(schedules.data?.find((schedule) => schedule.id === id) ?? null)}
                tall
              />
              <div className="pane-foot">
                <span className="small">
                  Without the app open, <span className="mono">atlas schedule run-due</span> does it for the scheduler
                  of the operating system.
                </span>
                {chosen ? (
                  <span className="row end">
                    <Button
                      size="small"
                      icon={<DeleteRegular />}
                      aria-label={`Remove ${chosen.name}`}
                      title="Its backup sets stay."
                      onClick={() => remove.mutate({ tenantId: tenant.id, scheduleId: chosen.id })}
                    >
                      Remove
                    </Button>
                    <Button
                      size="small"
                      icon={<EditRegular />}
                      aria-label={`Change… ${chosen.name}`}
                      onClick={() => setEditing(chosen)}
                    >
                      Change…
                    </Button>
                    <Button
                      size="small"
                      appearance="primary"
                      icon={<PlayRegular />}
                      aria-label={`Run now: ${chosen.name}`}
                      disabled={run.isPending}
                      onClick={() => run.mutate({ tenantId: tenant.id, scheduleId: chosen.id })}
                    >
                      Run now
                    </Button>
                  </span>
                ) : null}
              </div>
            </>
          )}
        </section>
      )}
      {editing ? (
        <ScheduleDialog
          tenant={tenant}
          schedule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  )
}
