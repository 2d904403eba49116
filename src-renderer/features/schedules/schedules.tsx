import { Button, Switch } from '@fluentui/react-components'
import { AddRegular, CalendarClockRegular, DeleteRegular, EditRegular, PlayRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Schedule } from '#contract/model/schedules.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { at, exactly, timeZone } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { timingWords } from './timing.ts'
import { words } from './words.ts'

const fileColumns: readonly FileColumn<Schedule>[] = [
  [words.list.columns.name, (schedule) => schedule.name],
  [words.list.columns.timing, (schedule) => words.list.timing(timingWords(schedule.cron), schedule.zone)],
  [words.list.columns.next, (schedule) => schedule.nextAt ?? schedule.problem ?? words.list.off],
  [words.list.columns.what, (schedule) => schedule.types.join(', ') || words.list.everything],
  [words.list.columns.keep, (schedule) => words.list.keep(schedule.keep)],
  [words.list.columns.drift, (schedule) => (schedule.baselineId ? words.list.driftChecked : words.list.driftUnchecked)],
]

/** The scheduled backups of a tenant: when they run and what they keep. */
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
      title: words.list.columns.name,
      width: 'minmax(0, 1fr)',
      sort: (schedule) => schedule.name,
      render: (schedule) => (
        <span className="two-lines">
          <span className="ellipsis strong" dir="auto">
            {schedule.name}
          </span>
          <span className="small quiet ellipsis">{words.list.timing(timingWords(schedule.cron), schedule.zone)}</span>
        </span>
      ),
    },
    {
      key: 'next',
      title: words.list.columns.next,
      width: '116px',
      sort: (schedule) => schedule.nextAt ?? '',
      render: (schedule) =>
        schedule.nextAt ? (
          <span title={exactly(schedule.nextAt)}>{at(schedule.nextAt)}</span>
        ) : schedule.problem ? (
          <Pill tone="danger">{schedule.problem}</Pill>
        ) : (
          <span className="quiet">{words.list.off}</span>
        ),
    },
    {
      key: 'last',
      title: words.list.columns.last,
      width: '76px',
      render: (schedule) =>
        schedule.lastRunId ? (
          <a href={`#/runs/${schedule.lastRunId}`}>{words.list.viewRun}</a>
        ) : (
          <span className="quiet">{words.list.noRun}</span>
        ),
    },
    {
      key: 'what',
      title: words.list.columns.what,
      width: '90px',
      render: (schedule) =>
        schedule.types.length === 0 ? words.list.everything : words.list.types(schedule.types.length),
    },
    {
      key: 'keep',
      title: words.list.columns.keep,
      width: 'minmax(0, 0.9fr)',
      render: (schedule) => (
        <span className="small" title={words.list.keep(schedule.keep)}>
          {words.list.keep(schedule.keep)}
        </span>
      ),
    },
    {
      key: 'drift',
      title: words.list.columns.drift,
      width: '84px',
      render: (schedule) =>
        schedule.baselineId ? words.list.driftChecked : <span className="quiet">{words.list.driftUnchecked}</span>,
    },
    {
      key: 'on',
      title: words.list.columns.on,
      width: '56px',
      render: (schedule) => {
        const { id, nextAt: _next, problem: _problem, lastRunId: _run, lastDueAt: _due, enabled, ...rest } = schedule
        return (
          <Switch
            aria-label={words.list.isOn(schedule.name)}
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
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle(timeZone())}</span>
        </div>
        <div className="actions">
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setEditing('new')}>
            {words.newSchedule}
          </Button>
        </div>
      </div>
      {schedules.error ? (
        <ErrorState error={schedules.error.error} retry={() => void schedules.refetch()} />
      ) : !schedules.data ? (
        <Loading />
      ) : (
        <section className="pane" aria-label={words.list.label}>
          {error ? (
            <div className="warn-box" role="alert">
              {error.error.message} {error.error.hint}
            </div>
          ) : null}
          {schedules.data.length === 0 ? (
            <EmptyState
              icon={<CalendarClockRegular fontSize={28} />}
              title={words.empty.title}
              action={
                <Button appearance="primary" onClick={() => setEditing('new')}>
                  {words.empty.action}
                </Button>
              }
            >
              {words.empty.body}
            </EmptyState>
          ) : (
            <>
              <DataGrid
                label={words.list.label}
                name="schedules"
                file={(rows) => tableOf(rows, fileColumns)}
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
                  {words.list.appClosed.before} <span className="mono">{words.list.appClosed.command}</span>
                  {words.list.appClosed.after}
                </span>
                {chosen ? (
                  <span className="row end">
                    <Button
                      size="small"
                      icon={<DeleteRegular />}
                      aria-label={words.list.removeNamed(chosen.name)}
                      title={words.list.removeHint}
                      onClick={() => remove.mutate({ tenantId: tenant.id, scheduleId: chosen.id })}
                    >
                      {words.list.remove}
                    </Button>
                    <Button
                      size="small"
                      icon={<EditRegular />}
                      aria-label={words.list.editNamed(chosen.name)}
                      onClick={() => setEditing(chosen)}
                    >
                      {words.list.edit}
                    </Button>
                    <Button
                      size="small"
                      appearance="primary"
                      icon={<PlayRegular />}
                      aria-label={words.list.runNowNamed(chosen.name)}
                      disabled={run.isPending}
                      onClick={() => run.mutate({ tenantId: tenant.id, scheduleId: chosen.id })}
                    >
                      {words.list.runNow}
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
