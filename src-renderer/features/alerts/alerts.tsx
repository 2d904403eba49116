import { Button, Dropdown, Option } from '@fluentui/react-components'
import { AlertRegular, ArrowSyncRegular, FilterRegular, SettingsRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Alert } from '#contract/model/alerts.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { levelRank, SeverityLevel } from '#renderer/shared/severity.tsx'
import { words as sharedWords } from '#renderer/shared/words.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { at, when } from '#renderer/ui/format.ts'
import { hasWords } from '#renderer/ui/has-words.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { words } from '#renderer/shared/alerts/words.ts'

const most = 500

const factsOf = ({ facts }: Alert): string => facts.map(({ name, value }) => `${name}: ${value}`).join(' · ')
const sentToOf = ({ messages }: Alert): string =>
  messages.map(({ channelName, state }) => `${channelName}: ${words.states[state]}`).join(', ') || words.list.nobody

const columns: readonly Column<Alert>[] = [
  {
    key: 'severity',
    title: words.list.columns.severity,
    width: '96px',
    sort: ({ severity }) => -levelRank(severity),
    group: ({ severity }) => sharedWords.severity.levels[severity],
    render: ({ severity }) => <SeverityLevel severity={severity} />,
  },
  {
    key: 'alert',
    title: words.list.columns.alert,
    width: 'minmax(0, 1.6fr)',
    sort: ({ title }) => title,
    render: (alert) => (
      <span className="two-lines">
        <span className="ellipsis" dir="auto" title={alert.title}>
          {alert.title}
        </span>
        <span className="small quiet ellipsis" dir="auto" title={factsOf(alert)}>
          {factsOf(alert)}
        </span>
      </span>
    ),
  },
  {
    key: 'kind',
    title: words.list.columns.kind,
    width: 'minmax(0, 0.6fr)',
    sort: ({ kind }) => words.kinds[kind],
    group: ({ kind }) => words.kinds[kind],
    render: ({ kind }) => <span className="quiet ellipsis">{words.kinds[kind]}</span>,
  },
  {
    key: 'since',
    title: words.list.columns.since,
    width: '112px',
    sort: ({ raisedAt }) => raisedAt,
    render: ({ raisedAt }) => <span title={at(raisedAt)}>{when(raisedAt)}</span>,
  },
  {
    key: 'until',
    title: words.list.columns.until,
    width: '112px',
    sort: ({ endedAt }) => endedAt ?? '9',
    render: ({ endedAt }) => (endedAt === null ? null : <span title={at(endedAt)}>{when(endedAt)}</span>),
  },
  {
    key: 'sentTo',
    title: words.list.columns.sentTo,
    width: 'minmax(0, 0.6fr)',
    render: (alert) => (
      <span className="quiet ellipsis" dir="auto" title={sentToOf(alert)}>
        {sentToOf(alert)}
      </span>
    ),
  },
]

const alertsTable = (rows: readonly Alert[]) =>
  tableOf(rows, [
    [words.list.columns.severity, ({ severity }) => sharedWords.severity.levels[severity]],
    [words.list.columns.alert, ({ title }) => title],
    ['', factsOf],
    [words.list.columns.kind, ({ kind }) => words.kinds[kind]],
    [words.list.columns.since, ({ raisedAt }) => raisedAt],
    [words.list.columns.until, ({ endedAt }) => endedAt ?? ''],
    [words.list.columns.sentTo, sentToOf],
  ])

/** What needs somebody in a tenant, and whom it was told. A row opens what it is about. */
export function Alerts({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const alerts = useRead('alerts.list', { tenantId: tenant.id, limit: most })
  const check = useAction('alerts.check', () => void alerts.refetch())
  const [showsAll, setShowsAll] = useState(false)
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const holding = alerts.data?.filter(({ endedAt }) => endedAt === null).length ?? 0
  const rows = useMemo(
    () =>
      (alerts.data ?? [])
        .filter((alert) => showsAll || alert.endedAt === null)
        .filter((alert) => hasWords(text, `${alert.title} ${factsOf(alert)} ${words.kinds[alert.kind]}`))
        .toSorted(
          (left, right) =>
            Number(left.endedAt !== null) - Number(right.endedAt !== null) ||
            levelRank(right.severity) - levelRank(left.severity),
        ),
    [alerts.data, showsAll, text],
  )
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub" dir="auto">
            {alerts.data ? words.status(holding, tenant.name) : null}{' '}
            {alerts.data?.length === most ? words.list.limit(most) : null}
          </span>
        </div>
        <div className="actions">
          {check.error ? (
            <span className="danger small" role="alert">
              {check.error.error.message} {check.error.error.hint}
            </span>
          ) : check.data ? (
            <span className="quiet small" role="status">
              {words.list.checked(check.data)}
            </span>
          ) : null}
          <Button icon={<SettingsRegular />} onClick={() => navigate('/settings')}>
            {words.list.settings}
          </Button>
          <Button
            appearance="primary"
            icon={<ArrowSyncRegular />}
            disabled={check.isPending}
            onClick={() => check.mutate({})}
          >
            {words.list.checkNow}
          </Button>
        </div>
      </div>
      {alerts.error ? (
        <ErrorState error={alerts.error.error} retry={() => void alerts.refetch()} />
      ) : !alerts.data ? (
        <Loading />
      ) : (
        <section className="pane" aria-label={words.list.label}>
          <div className="tool-row wrap">
            <Dropdown
              className="min-120"
              size="small"
              aria-label={words.list.show}
              value={showsAll ? words.list.all : words.list.holding}
              selectedOptions={[showsAll ? 'all' : 'open']}
              onOptionSelect={(_event, data) => setShowsAll(data.optionValue === 'all')}
            >
              <Option value="open">{words.list.holding}</Option>
              <Option value="all">{words.list.all}</Option>
            </Dropdown>
            <FilterInput label={words.list.filter} value={text} onChange={setText} />
            <span className="end small">{words.list.count(rows.length)}</span>
          </div>
          {rows.length > 0 ? (
            <DataGrid
              label={words.list.label}
              name="alerts"
              rows={rows}
              columns={showsAll ? columns : columns.filter(({ key }) => key !== 'until')}
              id={({ id }) => id}
              current={current}
              onCurrent={setCurrent}
              onOpen={(id) => {
                const opened = rows.find((alert) => alert.id === id)
                if (opened) navigate(opened.page)
              }}
              tall
              file={alertsTable}
            />
          ) : text === '' ? (
            <EmptyState icon={<AlertRegular fontSize={28} />} title={words.list.empty}>
              {words.list.emptyHint}
            </EmptyState>
          ) : (
            <EmptyState icon={<FilterRegular fontSize={28} />} title={words.list.noMatch}>
              {words.list.noMatchHint}
            </EmptyState>
          )}
        </section>
      )}
    </>
  )
}
