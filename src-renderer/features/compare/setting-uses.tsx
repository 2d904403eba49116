import { Checkbox, Input } from '@fluentui/react-components'
import { FilterRegular, SettingsRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { SettingUse } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { counted } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'

const values = (use: SettingUse): number => new Set(use.uses.map(({ value }) => value)).size

const columns: readonly Column<SettingUse>[] = [
  {
    key: 'name',
    title: 'Setting',
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
    title: 'Policies',
    width: '60px',
    number: true,
    sort: (use) => use.uses.length,
    render: (use) => use.uses.length,
  },
  { key: 'values', title: 'Values', width: '50px', number: true, sort: values, render: values },
  {
    key: 'state',
    title: 'State',
    width: '96px',
    sort: (use) => (use.conflicts ? 0 : values(use) > 1 ? 1 : 2),
    render: (use) =>
      use.conflicts ? (
        <Pill tone="danger">Conflict</Pill>
      ) : values(use) > 1 ? (
        <Pill tone="warning">Values differ</Pill>
      ) : (
        <span className="quiet">Same value</span>
      ),
  },
]

/** Which policies set a setting, to what, and whether they disagree for somebody whom several of them reach. */
export function SettingUses({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const [all, setAll] = useState(false)
  const [words, setWords] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const uses = useRead('compare.settings', { tenantId: tenant.id, severalOnly: !all })
  const rows = useMemo(() => {
    const asked = words.toLowerCase().split(/\s+/).filter(Boolean)
    return (uses.data ?? []).filter((use) =>
      asked.every((word) => `${use.name} ${use.id}`.toLowerCase().includes(word)),
    )
  }, [uses.data, words])
  if (uses.error) return <ErrorState error={uses.error.error} retry={() => void uses.refetch()} />
  if (!uses.data) return <Loading label="Reading every setting" />
  const shown = rows.find((use) => use.id === current) ?? rows[0]
  return (
    <div className="page two setting-uses">
      <section className="pane" aria-label="Settings">
        <div className="tool-row wrap">
          <Input
            size="small"
            contentBefore={<FilterRegular />}
            aria-label="Filter settings"
            placeholder={`Filter ${counted(uses.data.length, 'setting')}`}
            value={words}
            onChange={(_event, data) => setWords(data.value)}
          />
          <Checkbox
            label="Also those of one policy"
            checked={all}
            onChange={(_event, data) => setAll(data.checked === true)}
          />
          <span className="end small">{counted(rows.filter((use) => use.conflicts).length, 'conflict')}</span>
        </div>
        {rows.length === 0 ? (
          <EmptyState
            icon={<SettingsRegular fontSize={28} />}
            title={uses.data.length === 0 ? 'No setting is set twice' : 'No such setting'}
          >
            {uses.data.length === 0
              ? 'Settings that several captured policies set stand here, with their values.'
              : 'No setting of these has these words.'}
          </EmptyState>
        ) : (
          <DataGrid
            label="Settings"
            rows={rows}
            columns={columns}
            id={(use) => use.id}
            current={shown?.id ?? null}
            onCurrent={setCurrent}
            sortedBy={{ key: 'state', down: false }}
          />
        )}
      </section>
      <section className="pane" aria-label="Policies that set it">
        {shown ? (
          <>
            <div className="pane-head block">
              <h2 dir="auto">{shown.name}</h2>
              <span className="small mono quiet break">{shown.id}</span>
              {shown.conflicts ? (
                <p className="small space-above">
                  Policies that reach somebody in common set it to different values: which one wins is not said.
                </p>
              ) : null}
            </div>
            {/* A list that scrolls must be reachable by the keyboard (WCAG 2.1.1). */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className="scroll" tabIndex={0}>
              {shown.uses.map((use) => (
                <button
                  key={`${use.policyId}/${use.value}`}
                  type="button"
                  className="grid-row plain setting-use"
                  onClick={() => navigate(`/inventory/${use.policyId}`)}
                >
                  <span className="ellipsis" dir="auto" title={use.policyName}>
                    {use.policyName}
                  </span>
                  <b className="break" dir="auto">
                    {use.value}
                  </b>
                  {use.assigned ? (
                    <span className="quiet small">Assigned</span>
                  ) : (
                    <span className="quiet small">Not assigned</span>
                  )}
                </button>
              ))}
            </div>
          </>
        ) : null}
      </section>
    </div>
  )
}
