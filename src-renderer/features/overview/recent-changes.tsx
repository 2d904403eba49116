import { Link } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AuthoredVersion, Policy } from '#contract/model/policies.ts'
import type { ChangeAbout } from '#contract/model/severity.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { SeverityPill, severityRank, severityText } from '#renderer/shared/severity.tsx'
import { words as sharedWords } from '#renderer/shared/words.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, dayOf, exactly } from '#renderer/ui/format.ts'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { endOf, startOf } from './calendar-days.ts'
import { Authors } from '#renderer/shared/authors.tsx'
import { words } from './words.ts'

interface Change {
  readonly id: string
  readonly policy: Policy
  readonly version: AuthoredVersion | null
  readonly about: ChangeAbout | null
}

/** When the change was captured, or the policy was seen last. */
const momentOf = ({ policy, version }: Change): string => version?.capturedAt ?? policy.lastSeenAt

const columns: readonly Column<Change>[] = [
  {
    key: 'mark',
    title: <span className="hidden-word">{words.recent.columns.kind}</span>,
    width: '18px',
    render: ({ version }) =>
      version ? <span className="mark changed">~</span> : <span className="mark removed">−</span>,
  },
  {
    key: 'name',
    title: words.recent.columns.policy,
    width: 'minmax(0, 1fr)',
    sort: ({ policy }) => policy.name,
    render: ({ policy }) => (
      <span className="two-lines">
        <span className="ellipsis" dir="auto" title={policy.name}>
          {policy.name}
        </span>
        <span className="small quiet ellipsis">{policy.kind}</span>
      </span>
    ),
  },
  {
    key: 'what',
    title: words.recent.columns.what,
    width: '170px',
    sort: ({ about }) => -severityRank(about),
    group: ({ about }) => severityText(about),
    render: ({ version, about }) => (
      <span className="two-lines">
        <SeverityPill about={about} />
        <span className="small quiet">{version ? words.recent.version(version.number) : words.recent.missing}</span>
      </span>
    ),
  },
  {
    key: 'by',
    title: words.recent.columns.by,
    width: 'minmax(0, 0.5fr)',
    sort: ({ version }) => version?.changedBy[0] ?? '',
    group: ({ version }) => version?.changedBy.join(', ') ?? '',
    render: ({ version }) => <Authors names={version?.changedBy ?? []} />,
  },
  {
    key: 'when',
    title: words.recent.columns.when,
    width: '136px',
    sort: momentOf,
    group: (change) => dayOf(momentOf(change)),
    render: (change) => <span title={exactly(momentOf(change))}>{at(momentOf(change))}</span>,
  },
]

const fileColumns: readonly FileColumn<Change>[] = [
  [words.recent.columns.policy, ({ policy }) => policy.name],
  [words.recent.columns.type, ({ policy }) => policy.kind],
  [words.recent.columns.what, ({ version }) => (version ? words.recent.version(version.number) : words.recent.missing)],
  [sharedWords.severity.title, ({ about }) => severityText(about)],
  [words.recent.columns.by, ({ version }) => version?.changedBy.join(', ') ?? ''],
  [words.recent.columns.when, momentOf],
]

const most = { recent: 50, day: 1000 }
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

interface Props {
  readonly tenant: Tenant
  readonly policies: readonly Policy[]
  /** The day to show, as `YYYY-MM-DD`; null for the latest changes. */
  readonly day: string | null
  readonly onAllDays: () => void
}

/** What changed lately or on one day, with who did it and how much it matters. */
export function RecentChanges({ tenant, policies, day, onAllDays }: Props): ReactNode {
  const [, navigate] = useLocation()
  const [current, setCurrent] = useState<string | null>(null)
  const changes = useRead('versions.recent', {
    tenantId: tenant.id,
    ...(day === null ? { limit: most.recent } : { limit: most.day, from: startOf(day), until: endOf(day) }),
  })
  const byId = new Map<string, Policy>(policies.map((policy) => [policy.id, policy]))
  const rows: Change[] = [
    ...(changes.data ?? []).flatMap((version) =>
      byId.has(version.policyId)
        ? [{ id: version.id, policy: byId.get(version.policyId)!, version, about: version.change }]
        : [],
    ),
    ...policies
      .filter(
        (policy) =>
          policy.state === 'missing' && policy.recreatedAs === null && (day === null || isOn(day, policy.lastSeenAt)),
      )
      .map((policy): Change => ({ id: policy.id, policy, version: null, about: aboutMissing(policy) })),
  ]
  const title = day === null ? words.recent.title : words.recent.onDay(dayFormat.format(new Date(`${day}T12:00:00`)))
  return (
    <section className="card fill" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <Link as="button" onClick={day === null ? () => navigate('/inventory') : onAllDays}>
          {day === null ? words.recent.inventory : words.recent.allDays}
        </Link>
      </div>
      {rows.length === 0 ? (
        <p className="quiet inset">{day === null ? words.recent.none : words.recent.noneOnDay}</p>
      ) : (
        <DataGrid
          label={title}
          name="changes"
          file={(shown) => tableOf(shown, fileColumns)}
          rows={rows}
          columns={columns}
          id={(row) => row.id}
          current={current}
          onCurrent={setCurrent}
          sortedBy={{ key: 'when', down: true }}
          tall
          onOpen={(id) => {
            const row = rows.find((entry) => entry.id === id)
            if (row) navigate(`/versions/${row.policy.id}`)
          }}
        />
      )}
    </section>
  )
}

const isOn = (day: string, moment: string): boolean => moment >= startOf(day) && moment <= endOf(day)

/** A policy that somebody had and that is gone matters most. */
const aboutMissing = ({ assignmentCount }: Policy): ChangeAbout =>
  (assignmentCount ?? 0) > 0 ? { severity: 'high', reasons: ['removed'] } : { severity: 'low', reasons: [] }
