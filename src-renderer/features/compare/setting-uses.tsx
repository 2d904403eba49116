import { Checkbox, Input } from '@fluentui/react-components'
import { FilterRegular, SettingsRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import type { SettingUse } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'

import { EmptyState, ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { SettingHolder } from './setting-holder.tsx'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'

const values = (use: SettingUse): number => new Set(use.uses.map(({ value }) => value)).size

/** Conflicts come first, then what may be one, what is settled, what differs for different people, and equal values. */
function stateIn(use: SettingUse): { readonly rank: number; readonly text: string; readonly tone: Tone } {
  if (use.conflicts) return { rank: 0, text: words.uses.conflict, tone: 'danger' }
  if (use.conflict?.settledBy) return { rank: 2, text: words.uses.settled[use.conflict.settledBy], tone: 'plain' }
  if (use.conflict) return { rank: 1, text: words.uses.possible, tone: 'warning' }
  return values(use) > 1
    ? { rank: 3, text: words.uses.valuesDiffer, tone: 'plain' }
    : { rank: 4, text: words.uses.sameValue, tone: 'plain' }
}

const stateOf = (use: SettingUse): string => stateIn(use).text

const columns: readonly Column<SettingUse>[] = [
  {
    key: 'name',
    title: words.uses.columns.setting,
    width: 'minmax(0, 1fr)',
    sort: (use) => use.name,
    render: (use) => (
      <span dir="auto" title={use.name}>
        {use.name}
      </span>
    ),
  },
  {
    key: 'uses',
    title: words.uses.columns.policies,
    width: '60px',
    number: true,
    sort: (use) => use.uses.length,
    render: (use) => use.uses.length,
  },
  { key: 'values', title: words.uses.columns.values, width: '50px', number: true, sort: values, render: values },
  {
    key: 'state',
    title: words.uses.columns.state,
    width: '128px',
    sort: (use) => stateIn(use).rank,
    group: stateOf,
    render: (use) => {
      const { rank, text, tone } = stateIn(use)
      return rank === 4 ? <span className="quiet">{text}</span> : <Pill tone={tone}>{text}</Pill>
    },
  },
]

/** A row for each policy that configures the setting: with its value. */
const settingsTable = (rows: readonly SettingUse[]) =>
  tableOf(
    rows.flatMap((use) => use.uses.map((entry) => ({ ...entry, setting: use }))),
    [
      [words.uses.columns.setting, ({ setting }) => setting.name],
      [words.uses.fileColumns.id, ({ setting }) => setting.id],
      [words.uses.fileColumns.policy, ({ policyName }) => policyName],
      [words.uses.fileColumns.value, ({ value }) => value],
      [words.uses.columns.state, ({ setting }) => stateOf(setting)],
    ],
  )

/** Which policies configure a setting, with which values, and whether they conflict for the same users or devices. */
export function SettingUses({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [all, setAll] = useState(false)
  const [filter, setFilter] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const uses = useRead('compare.settings', { tenantId: tenant.id, severalOnly: !all })
  const rows = useMemo(() => {
    return (uses.data ?? []).filter((use) => hasWords(filter, `${use.name} ${use.id}`))
  }, [uses.data, filter])
  if (uses.error) return <ErrorState error={uses.error.error} retry={() => void uses.refetch()} />
  if (!uses.data) return <Loading label={words.uses.loading} />
  const shown = rows.find((use) => use.id === current) ?? rows[0]
  return (
    <div className="page two setting-uses">
      <section className="pane" aria-label={words.uses.label}>
        <div className="tool-row wrap">
          <Input
            size="small"
            contentBefore={<FilterRegular />}
            aria-label={words.uses.filter}
            placeholder={words.uses.filterPlaceholder(uses.data.length)}
            value={filter}
            onChange={(_event, data) => setFilter(data.value)}
          />
          <Checkbox
            label={words.uses.includeSingle}
            checked={all}
            onChange={(_event, data) => setAll(data.checked === true)}
          />
          <span className="end small">{words.uses.conflicts(rows.filter((use) => use.conflicts).length)}</span>
        </div>
        {rows.length === 0 ? (
          <EmptyState
            icon={<SettingsRegular fontSize={28} />}
            title={uses.data.length === 0 ? words.uses.none.title : words.uses.noMatch.title}
          >
            {uses.data.length === 0 ? words.uses.none.body : words.uses.noMatch.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.uses.label}
            name="settings across policies"
            file={settingsTable}
            rows={rows}
            columns={columns}
            id={(use) => use.id}
            current={shown?.id ?? null}
            onCurrent={setCurrent}
            sortedBy={{ key: 'state', down: false }}
          />
        )}
      </section>
      <section className="pane" aria-label={words.uses.policies}>
        {shown ? (
          <>
            <div className="pane-head block">
              <h2 dir="auto">{shown.name}</h2>
              <span className="small mono quiet break">{shown.id}</span>
              {shown.conflict ? <p className="small space-above">{words.uses.hint(shown.conflict)}</p> : null}
            </div>
            <ScrollArea>
              {shown.uses.map((use) => (
                <SettingHolder key={`${use.policyId}/${use.value}`} use={use} opens />
              ))}
            </ScrollArea>
          </>
        ) : null}
      </section>
    </div>
  )
}
