import { Button, Checkbox } from '@fluentui/react-components'
import { SettingsRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { PickSide } from '#renderer/shared/pick-side.tsx'
import { Choice } from '#renderer/ui/choice.tsx'
import { DataGrid } from '#renderer/ui/data-grid.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import {
  columnsOf,
  coverageTable,
  keyOf,
  rowsOf,
  rowStates,
  rowSteps,
  searchedIn,
  type Row,
  type RowState,
  type RowStep,
} from './coverage-rows.tsx'
import { DeviationNote } from './deviation-note.tsx'
import { SetSettingsDialog } from './set-settings-dialog.tsx'
import { SettingHolder } from './setting-holder.tsx'
import { words } from './words.ts'

interface Chosen {
  readonly baseline?: Side
  readonly side?: Side
  /** An earlier release of the baseline; null for none. */
  readonly earlier: Side | null
}

/** Each setting of a baseline, and how a tenant meets it, whatever the policies are called. */
export function Coverage({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const tenants = useRead('tenants.list', {})
  const [chosen, setChosen] = useState<Chosen>({ earlier: null })
  const now = (tenantId: string): Side => ({ tenantId: TenantId.parse(tenantId), from: { now: true } })
  const side = chosen.side ?? now(tenant.id)
  // Another tenant is a likelier baseline than the tenant itself.
  const baseline = chosen.baseline ?? now(tenants.data?.find(({ id }) => id !== tenant.id)?.id ?? tenant.id)
  const { earlier } = chosen
  const found = useRead('compare.coverage', tenants.data ? { tenantId: tenant.id, baseline, side, earlier } : null)
  const all = useMemo(() => (found.data ? rowsOf(found.data) : []), [found.data])
  const notCompared = found.data && words.coverage.notCompared(found.data.notCompared)
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
        <Checkbox
          label={words.coverage.withEarlier}
          checked={earlier !== null}
          onChange={(_event, data) => setChosen({ ...chosen, earlier: data.checked ? baseline : null })}
        />
        {earlier === null ? null : (
          <PickSide
            side={earlier}
            onSide={(next) => setChosen({ ...chosen, earlier: next })}
            tenantLabel={words.coverage.earlierTenant}
            stateLabel={words.coverage.earlierState}
          />
        )}
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
        <Settings
          all={all}
          tenant={tenant}
          baseline={baseline}
          side={side}
          earlier={earlier}
          note={notCompared ?? ''}
        />
      )}
    </div>
  )
}

/** The settings of both sides, and what can be done about them. */
function Settings({
  all,
  tenant,
  baseline,
  side,
  earlier,
  note,
}: {
  readonly all: readonly Row[]
  readonly tenant: Tenant
  readonly baseline: Side
  readonly side: Side
  readonly earlier: Side | null
  readonly note: string
}): ReactNode {
  const [state, setState] = useState<RowState | ''>('')
  const [step, setStep] = useState<RowStep | ''>('')
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isSetting, setIsSetting] = useState(false)
  const withSteps = earlier !== null
  const columns = useMemo(() => columnsOf(withSteps), [withSteps])
  const wantedStep = withSteps ? step : ''
  const rows = useMemo(
    () =>
      all.filter(
        (row) =>
          (state === '' || row.state === state) &&
          (wantedStep === '' || row.step === wantedStep) &&
          hasWords(text, searchedIn(row)),
      ),
    [all, state, wantedStep, text],
  )
  const withCounts = <One extends string>(some: readonly One[], of: (row: Row) => One | null, kept: One | '') =>
    some
      .map((one) => [one, all.filter((row) => of(row) === one).length] as const)
      .filter(([one, number]) => number > 0 || one === kept)
  // Only what the tenant is like now can be changed, and what is met or accepted needs nothing.
  const isOwn = side.tenantId === tenant.id
  const isLive = isOwn && 'now' in side.from
  const following = all.filter((row) => row.step === 'follow' || row.step === 'dropped')
  const open = all.filter((row) => row.state !== 'met' && row.state !== 'accepted' && selected.has(keyOf(row)))
  const shown = rows.find((row) => keyOf(row) === current) ?? rows[0]
  const ofBaseline = all.filter((row) => row.state !== 'dropped')
  return (
    <div className={`page two setting-uses${withSteps ? ' with-steps' : ''}`}>
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
            options={withCounts(rowStates, (row) => row.state, state).map(([one, number]) => [
              one,
              words.coverage.counted(words.coverage.states[one], number),
            ])}
            onChoose={(value) => setState(rowStates.find((one) => one === value) ?? '')}
          />
          {withSteps ? (
            <Choice
              label={words.coverage.since}
              every={words.coverage.everyStep}
              value={step}
              options={withCounts(rowSteps, (row) => row.step, step).map(([one, number]) => [
                one,
                words.coverage.counted(words.coverage.steps[one], number),
              ])}
              onChoose={(value) => setStep(rowSteps.find((one) => one === value) ?? '')}
            />
          ) : null}
          {isLive && following.length > 0 ? (
            <Button size="small" onClick={() => setSelected(new Set(following.map(keyOf)))}>
              {words.coverage.selectFollowing}
            </Button>
          ) : null}
          {isLive ? (
            <Button
              size="small"
              disabled={open.length === 0}
              title={words.coverage.set.hint}
              onClick={() => setIsSetting(true)}
            >
              {words.coverage.set.open(open.length)}
            </Button>
          ) : null}
          <b className="end small" role="status" title={words.coverage.metHint}>
            {words.coverage.met(
              ofBaseline.filter((row) => row.state === 'met').length,
              ofBaseline.length,
              ofBaseline.filter((row) => row.state === 'accepted').length,
            )}
          </b>
        </div>
        {note === '' ? null : <p className="quiet small inset flush">{note}</p>}
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
            {...(isLive ? { selected, onSelected: setSelected } : {})}
            sortedBy={{ key: 'state', down: false }}
          />
        )}
      </section>
      <section className="pane" aria-label={words.coverage.details}>
        {shown ? <Details setting={shown} tenant={isOwn ? tenant : null} /> : null}
      </section>
      {isSetting ? (
        <SetSettingsDialog
          tenant={tenant}
          baseline={baseline}
          earlier={earlier}
          rows={open}
          onClose={() => setIsSetting(false)}
        />
      ) : null}
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
        {setting.step === null || setting.step === 'none' || setting.step === 'dropped' ? null : (
          <p className="small">{words.coverage.stepHints[setting.step]}</p>
        )}
        {setting.state === 'met' || setting.key === null ? null : (
          <DeviationNote key={keyOf(setting)} setting={{ ...setting, key: setting.key }} tenant={tenant} />
        )}
      </div>
      <ScrollArea>
        <h3 className="inset space-above">{words.coverage.inBaseline}</h3>
        {setting.baseline.length === 0 ? (
          <p className="quiet inset flush break" dir="auto">
            {words.coverage.droppedFrom(setting.value)}
          </p>
        ) : null}
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
