import { SettingsRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import { coverageStates, type CoverageState, type CoveredSetting, type Side } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { PickSide } from '#renderer/shared/pick-side.tsx'
import { Choice } from '#renderer/ui/choice.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { EmptyState, ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { DeviationNote } from './deviation-note.tsx'
import { SettingHolder } from './setting-holder.tsx'
import { words } from './words.ts'

const tones: Readonly<Record<CoverageState, Tone>> = {
  conflicting: 'danger',
  otherValue: 'danger',
  missing: 'danger',
  unassigned: 'warning',
  partly: 'warning',
  accepted: 'plain',
  met: 'plain',
}

/** A value of a setting. */
type Row = Omit<CoveredSetting, 'values'> & CoveredSetting['values'][number]

const rowsIn = ({ values, ...setting }: CoveredSetting): Row[] => values.map((value) => ({ ...setting, ...value }))
const keyOf = ({ id, key }: Row): string => `${id}\n${key}`
const policiesOf = ({ uses }: Row): number => uses.length

const columns: readonly Column<Row>[] = [
  {
    key: 'state',
    title: words.coverage.columns.state,
    width: '112px',
    sort: ({ state }) => coverageStates.indexOf(state),
    group: ({ state }) => words.coverage.states[state],
    render: ({ state }) => <Pill tone={tones[state]}>{words.coverage.states[state]}</Pill>,
  },
  {
    key: 'setting',
    title: words.coverage.columns.setting,
    width: 'minmax(0, 1.4fr)',
    sort: ({ name }) => name,
    render: ({ name }) => (
      <span className="ellipsis" dir="auto" title={name}>
        {name}
      </span>
    ),
  },
  {
    key: 'value',
    title: words.coverage.columns.value,
    width: 'minmax(0, 1fr)',
    sort: ({ value }) => value,
    render: ({ value }) => (
      <span className="ellipsis" dir="auto" title={value}>
        {value}
      </span>
    ),
  },
  {
    key: 'policies',
    title: <span title={words.coverage.policiesHint}>{words.coverage.columns.policies}</span>,
    width: '72px',
    number: true,
    sort: policiesOf,
    render: policiesOf,
  },
]

const coverageTable = (rows: readonly Row[]) =>
  tableOf(rows, [
    [words.coverage.columns.state, ({ state }) => words.coverage.states[state]],
    [words.coverage.columns.setting, ({ name }) => name],
    [words.coverage.fileColumns.id, ({ id }) => id],
    [words.coverage.columns.value, ({ value }) => value],
    [
      words.coverage.fileColumns.inTenant,
      ({ uses }) => uses.map((use) => words.coverage.use(use.policyName, use.value, use.assigned)).join('\n'),
    ],
    [words.coverage.fileColumns.inBaseline, ({ baseline }) => baseline.map(({ policyName }) => policyName).join('\n')],
    [words.coverage.fileColumns.reason, ({ deviation }) => deviation?.reason ?? ''],
    [words.coverage.fileColumns.owner, ({ deviation }) => deviation?.owner ?? ''],
    [words.coverage.fileColumns.until, ({ deviation }) => deviation?.until ?? ''],
  ])

const searchedIn = ({ name, id, value, uses, baseline }: Row): string =>
  [name, id, value, ...uses.map(({ policyName }) => policyName), ...baseline.map(({ policyName }) => policyName)].join(
    ' ',
  )

/** Each setting of a baseline, and how a tenant meets it, whatever the policies are called. */
export function Coverage({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const tenants = useRead('tenants.list', {})
  const [chosen, setChosen] = useState<{ readonly baseline?: Side; readonly side?: Side }>({})
  const [state, setState] = useState<CoverageState | ''>('')
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const now = (tenantId: string): Side => ({ tenantId: TenantId.parse(tenantId), from: { now: true } })
  const side = chosen.side ?? now(tenant.id)
  // Another tenant is a likelier baseline than the tenant itself.
  const baseline = chosen.baseline ?? now(tenants.data?.find(({ id }) => id !== tenant.id)?.id ?? tenant.id)
  const found = useRead('compare.coverage', tenants.data ? { tenantId: tenant.id, baseline, side } : null)
  const all = useMemo(
    () =>
      (found.data?.settings ?? [])
        .flatMap(rowsIn)
        .toSorted((left, right) => coverageStates.indexOf(left.state) - coverageStates.indexOf(right.state)),
    [found.data],
  )
  const rows = useMemo(
    () => all.filter((row) => (state === '' || row.state === state) && hasWords(text, searchedIn(row))),
    [all, state, text],
  )
  const notCompared = found.data && words.coverage.notCompared(found.data.notCompared)
  const counts = coverageStates
    .map((one) => [one, all.filter((row) => row.state === one).length] as const)
    .filter(([one, number]) => number > 0 || one === state)
  const shown = rows.find((row) => keyOf(row) === current) ?? rows[0]
  return (
    <div className="compare">
      <section className="pane compare-sides" aria-label={words.coverage.sides}>
        <PickSide
          side={baseline}
          onSide={(next) => setChosen({ ...chosen, baseline: next })}
          tenantLabel={words.coverage.baselineTenant}
          stateLabel={words.coverage.baselineState}
        />
        <PickSide
          side={side}
          onSide={(next) => setChosen({ ...chosen, side: next })}
          tenantLabel={words.coverage.tenant}
          stateLabel={words.coverage.state}
        />
      </section>
      {found.error ? (
        <ErrorState error={found.error.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading label={words.coverage.loading} />
      ) : all.length === 0 ? (
        <div className="pane">
          <EmptyState icon={<SettingsRegular fontSize={28} />} title={words.coverage.none.title}>
            {words.coverage.none.body} {notCompared}
          </EmptyState>
        </div>
      ) : (
        <div className="page two setting-uses">
          <section className="pane" aria-label={words.coverage.label}>
            <div className="tool-row wrap">
              <FilterInput
                label={words.coverage.filter}
                placeholder={words.coverage.filter}
                value={text}
                onChange={setText}
              />
              <Choice
                label={words.coverage.columns.state}
                every={words.coverage.every}
                value={state}
                options={counts.map(([one, number]) => [
                  one,
                  words.coverage.counted(words.coverage.states[one], number),
                ])}
                onChoose={(value) => setState(coverageStates.find((one) => one === value) ?? '')}
              />
              <b className="end small" role="status" title={words.coverage.metHint}>
                {words.coverage.met(
                  all.filter((row) => row.state === 'met').length,
                  all.length,
                  all.filter((row) => row.state === 'accepted').length,
                )}
              </b>
            </div>
            {notCompared ? <p className="quiet small inset flush">{notCompared}</p> : null}
            {rows.length === 0 ? (
              <EmptyState icon={<SettingsRegular fontSize={28} />} title={words.coverage.noMatch.title}>
                {words.coverage.noMatch.body}
              </EmptyState>
            ) : (
              <DataGrid
                label={words.coverage.label}
                name="coverage"
                file={coverageTable}
                rows={rows}
                columns={columns}
                id={keyOf}
                current={shown ? keyOf(shown) : null}
                onCurrent={setCurrent}
                sortedBy={{ key: 'state', down: false }}
              />
            )}
          </section>
          <section className="pane" aria-label={words.coverage.details}>
            {shown ? <Details setting={shown} tenant={side.tenantId === tenant.id ? tenant : null} /> : null}
          </section>
        </div>
      )}
    </div>
  )
}

/**
 * The policies of both sides, with their values.
 *
 * @param tenant null if another tenant than the current one is held against the baseline
 */
function Details({ setting, tenant }: { readonly setting: Row; readonly tenant: Tenant | null }): ReactNode {
  return (
    <>
      <div className="pane-head block">
        <h2 dir="auto">{setting.name}</h2>
        <span className="small mono quiet break">{setting.id}</span>
        <p className="small space-above">{words.coverage.hints[setting.state]}</p>
        {setting.state === 'met' ? null : <DeviationNote key={keyOf(setting)} setting={setting} tenant={tenant} />}
      </div>
      <ScrollArea>
        <h3 className="inset space-above">{words.coverage.inBaseline}</h3>
        {setting.baseline.map(({ policyId, policyName }) => (
          <div key={policyId} className="grid-row plain setting-use">
            <span className="ellipsis" dir="auto" title={policyName}>
              {policyName}
            </span>
            <b className="break" dir="auto">
              {setting.value}
            </b>
          </div>
        ))}
        <h3 className="inset space-above">{words.coverage.inTenant}</h3>
        {setting.uses.length === 0 ? <p className="quiet inset flush">{words.coverage.nothing}</p> : null}
        {setting.uses.map((use) => (
          <SettingHolder key={use.policyId} use={use} opens={tenant !== null} />
        ))}
      </ScrollArea>
    </>
  )
}
