import { DesktopRegular, LaptopRegular, PhoneRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Policy } from '#contract/model/policies.ts'
import type { Column } from '#renderer/ui/data-grid.tsx'
import { at, exactly } from '#renderer/ui/format.ts'
import { Pill, type Tone } from '#renderer/ui/states.tsx'
import type { FileColumn } from '#renderer/ui/table-file.ts'
import { words } from './words.ts'

const icons: Readonly<Record<string, ReactNode>> = {
  Windows: <DesktopRegular />,
  macOS: <LaptopRegular />,
  'iOS/iPadOS': <PhoneRegular />,
  Android: <PhoneRegular />,
}

/** The state of a policy, and the tone of its pill. */
function state(policy: Policy): readonly [string, Tone] {
  if (policy.archivedAt !== null) return [words.list.states.archived, 'plain']
  if (policy.recreatedAs !== null) return [words.list.states.recreated, 'plain']
  if (policy.state === 'missing') return [words.list.states.missing, 'danger']
  if (policy.openFindings > 0) return [words.list.states.drift, 'warning']
  if (policy.ignoredAt !== null) return [words.list.states.ignored, 'plain']
  if (policy.versionCount === 0) return [words.list.states.uncaptured, 'plain']
  return [words.list.states.captured, 'plain']
}

const assignments = (policy: Policy): string =>
  policy.assignmentCount === null
    ? ''
    : policy.assignmentCount === 0
      ? words.list.notAssigned
      : words.list.assignments(policy.assignmentCount)

const columns: Readonly<Record<string, Column<Policy>>> = {
  name: {
    key: 'name',
    title: words.list.columns.name,
    width: 'minmax(160px, 1fr)',
    sort: (policy) => policy.name,
    render: (policy) => (
      <span dir="auto" title={policy.name}>
        {policy.name}
      </span>
    ),
  },
  kind: {
    key: 'kind',
    title: words.list.columns.type,
    width: 'minmax(0, 160px)',
    sort: (policy) => policy.kind,
    group: (policy) => policy.kind,
    render: (policy) => <span title={policy.kind}>{policy.kind}</span>,
  },
  platformIcon: {
    key: 'platform',
    title: <span className="hidden-word">{words.list.columns.platform}</span>,
    width: '20px',
    render: (policy) => (
      <span title={policy.platform} aria-label={policy.platform}>
        {icons[policy.platform]}
      </span>
    ),
  },
  platform: {
    key: 'platformWord',
    title: words.list.columns.platform,
    width: '90px',
    sort: (policy) => policy.platform,
    group: (policy) => policy.platform,
    render: (policy) => policy.platform,
  },
  assigned: {
    key: 'assigned',
    title: words.list.columns.assigned,
    width: '110px',
    sort: (policy) => policy.assignmentCount ?? -1,
    group: assignments,
    render: assignments,
  },
  tags: {
    key: 'tags',
    title: words.list.columns.scopeTags,
    width: '100px',
    sort: (policy) => policy.scopeTags.join(', '),
    group: (policy) => policy.scopeTags.join(', '),
    render: (policy) => policy.scopeTags.join(', '),
  },
  modified: {
    key: 'modified',
    title: words.list.columns.modified,
    width: '112px',
    sort: (policy) => policy.modifiedAt ?? '',
    render: (policy) => <span title={exactly(policy.modifiedAt)}>{at(policy.modifiedAt)}</span>,
  },
  version: {
    key: 'version',
    title: words.list.columns.version,
    width: '64px',
    number: true,
    sort: (policy) => policy.versionCount,
    render: ({ versionCount }) =>
      versionCount > 1 ? <b>{versionCount}</b> : <span className="quiet">{versionCount}</span>,
  },
  state: {
    key: 'state',
    title: words.list.columns.state,
    width: '96px',
    sort: (policy) => state(policy)[0],
    render: (policy) =>
      state(policy)[0] === words.list.states.captured ? (
        <span className="quiet">{words.list.states.captured}</span>
      ) : (
        <Pill tone={state(policy)[1]}>{state(policy)[0]}</Pill>
      ),
  },
}

/** What there is room for: beside a detail, beside one on a wide screen, alone, or alone on a wide screen. */
const layouts = {
  narrow: ['name', 'platformIcon', 'modified', 'state'],
  beside: ['name', 'kind', 'platformIcon', 'modified', 'state'],
  medium: ['name', 'kind', 'platformIcon', 'assigned', 'modified', 'version', 'state'],
  wide: ['name', 'kind', 'platform', 'assigned', 'tags', 'modified', 'version', 'state'],
} as const

const onlyNow = new Set(['modified', 'state', 'assigned', 'tags'])
const ofPast = ({ key }: Column<Policy>): boolean => !onlyNow.has(key)

const made = Object.fromEntries(
  Object.entries(layouts).map(([layout, keys]) => {
    const now = keys.map((key) => columns[key]!)
    const past = now.filter(ofPast)
    return [layout, { now, past: past.includes(columns['version']!) ? past : [...past, columns['version']!] }]
  }),
)

/** The columns of the inventory. For a moment in the past, the time of modification and the state aren't known. */
export const columnsFor = (layout: keyof typeof layouts, isPast: boolean): readonly Column<Policy>[] =>
  isPast ? made[layout]!.past : made[layout]!.now

/** What a file has of the inventory. */
export const fileColumns: readonly FileColumn<Policy>[] = [
  [words.list.columns.name, (policy) => policy.name],
  [words.list.columns.type, (policy) => policy.kind],
  [words.list.columns.platform, (policy) => policy.platform],
  [words.list.columns.assigned, assignments],
  [words.list.columns.scopeTags, (policy) => policy.scopeTags.join(', ')],
  [words.list.columns.modified, (policy) => policy.modifiedAt],
  [words.list.columns.state, (policy) => state(policy)[0]],
  [words.list.columns.version, (policy) => policy.versionCount],
  [words.list.columns.id, (policy) => policy.externalId],
]
