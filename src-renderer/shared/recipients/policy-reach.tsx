import { Link } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { outcomes, type PolicyReach } from '#contract/model/recipients.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { count } from '#renderer/ui/format.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { OutcomePill } from './outcome-pill.tsx'
import { words } from './words.ts'
import './recipients.css'

type Reached = PolicyReach['subjects'][number]

const columns: readonly Column<Reached>[] = [
  {
    key: 'outcome',
    title: words.reach.columns.outcome,
    width: '108px',
    sort: ({ outcome }) => outcomes.indexOf(outcome),
    group: ({ outcome }) => words.outcomes[outcome],
    render: ({ outcome }) => <OutcomePill outcome={outcome} />,
  },
  {
    key: 'name',
    title: words.reach.columns.who,
    width: 'minmax(0, 1fr)',
    sort: ({ name }) => name,
    render: ({ name }) => (
      <span className="ellipsis" dir="auto" title={name}>
        {name}
      </span>
    ),
  },
  {
    key: 'detail',
    title: words.reach.columns.detail,
    width: 'minmax(0, 1fr)',
    sort: ({ detail }) => detail,
    render: ({ detail }) => <span className="quiet small">{detail}</span>,
  },
]

const idOf = ({ kind, id }: Reached): string => `${kind}~${id}`

/** How many users and devices a policy reaches, and which. */
export function PolicyReachView({
  tenantId,
  policyId,
}: {
  readonly tenantId: string
  readonly policyId: string
}): ReactNode {
  const [, navigate] = useLocation()
  const [current, setCurrent] = useState<string | null>(null)
  const reach = useRead('recipients.reach', { tenantId, policyId })
  if (reach.error) return <ErrorState error={reach.error.error} retry={() => void reach.refetch()} />
  if (reach.data === undefined) return <Loading />
  if (reach.data === null)
    return (
      <p className="quiet small inset">
        {words.notRead}{' '}
        <Link as="button" onClick={() => navigate('/who-gets')}>
          {words.open}
        </Link>
      </p>
    )
  const { byIntent, readAt, unread } = reach.data
  // The assignments above say so.
  if (byIntent.length === 0) return null
  return (
    <section aria-label={words.reach.label}>
      <div className="pane-head">
        <h3>{words.reach.label}</h3>
        <span className="quiet small">{words.readAt(readAt)}</span>
      </div>
      {unread.length > 0 ? (
        <p className="warning small inset flush" role="note">
          {unread.join(' ')}
        </p>
      ) : null}
      {byIntent.map((entry) => (
        <section key={entry.intent} aria-label={words.intents[entry.intent] || words.reach.counts}>
          <table className="reach-counts">
            <thead>
              <tr>
                <th scope="col">{words.intents[entry.intent] || words.reach.counts}</th>
                <th scope="col">{words.reach.users}</th>
                <th scope="col">{words.reach.devices}</th>
              </tr>
            </thead>
            <tbody>
              {outcomes.map((outcome) => (
                <tr key={outcome}>
                  <th scope="row">
                    <OutcomePill outcome={outcome} />
                  </th>
                  <td>{count(entry.users[outcome])}</td>
                  <td>{count(entry.devices[outcome])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {entry.subjects.length === 0 ? null : (
            <div className="reach-list">
              <DataGrid
                label={words.reach.list}
                name="policy-reach"
                rows={entry.subjects}
                columns={columns}
                id={idOf}
                current={current}
                onCurrent={setCurrent}
                onOpen={(id) => navigate(`/who-gets/${encodeURIComponent(id)}`)}
                file={(rows) =>
                  tableOf(rows, [
                    [words.reach.columns.outcome, ({ outcome }) => words.outcomes[outcome]],
                    [words.reach.columns.who, ({ name }) => name],
                    [words.reach.columns.detail, ({ detail }) => detail],
                  ])
                }
              />
            </div>
          )}
          {entry.more ? <p className="quiet small inset">{words.reach.more}</p> : null}
        </section>
      ))}
    </section>
  )
}
