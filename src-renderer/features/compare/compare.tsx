import { Button, Tab, TabList } from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  ArrowRightRegular,
  ArrowSwapRegular,
  ColumnDoubleCompareRegular,
} from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { BackupSetId, TenantId } from '#contract/model/ids.ts'
import type { BackupSet } from '#contract/model/backups.ts'
import type { ComparedPair, Side } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { useSession } from '#renderer/shared/session.ts'
import { PickSide, useSideName } from '#renderer/shared/pick-side.tsx'
import { call, CallError } from '#renderer/api/client.ts'
import { csv } from '#contract/csv.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { save } from '#renderer/shared/save.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { Coverage } from './coverage.tsx'
import { comparisonTable } from './comparison-table.ts'
import { diffInput } from './diff-input.ts'
import { KindMatrix } from './kind-matrix.tsx'
import { PairDiff } from './pair-diff.tsx'
import { isPromotable, pairKey } from './kinds.ts'
import { useLastSides } from './last-sides.ts'
import { Pairs } from './pairs.tsx'
import { SettingUses } from './setting-uses.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { words } from './words.ts'
import './compare.css'

/** Two states side by side, of one tenant or of two; what is selected on the left is promoted to the right. */
export function Compare({ tenant, states }: { readonly tenant: Tenant; readonly states: string | null }): ReactNode {
  const [tab, setTab] = useState('states')
  const sets = useRead('backups.list', { tenantId: tenant.id })
  const tenants = useRead('tenants.list', {})
  const last = useLastSides(({ sides }) => sides[tenant.id])
  // A set or a tenant may be gone by now. The sets of another tenant are known once its side is drawn.
  const isThere = ({ tenantId, from }: Side): boolean =>
    tenants.data?.some(({ id }) => id === tenantId) === true &&
    (tenantId !== tenant.id || !('setId' in from) || sets.data?.some(({ id }) => id === from.setId) === true)
  const given = statesIn(states)
  const sidesOf = ([left, right]: readonly [left: Side['from'], right: Side['from']]) =>
    [
      { tenantId: TenantId.parse(tenant.id), from: left },
      { tenantId: TenantId.parse(tenant.id), from: right },
    ] as const
  return (
    <>
      {tab === 'states' && sets.data ? (
        <States
          tenant={tenant}
          key={states}
          first={
            given
              ? sidesOf(given)
              : last?.every(isThere)
                ? last
                : sidesOf([newestWhole(sets.data) ?? { at: weekAgo() }, { now: true }])
          }
          tabs={<Tabs tab={tab} onTab={setTab} />}
        />
      ) : tab === 'states' && sets.error ? (
        <ErrorState error={sets.error.error} retry={() => void sets.refetch()} />
      ) : tab === 'states' ? (
        <Loading />
      ) : (
        <>
          <div className="page-head">
            <h1>{words.title}</h1>
            <Tabs tab={tab} onTab={setTab} />
          </div>
          {tab === 'settings' ? <SettingUses tenant={tenant} /> : <Coverage key={tenant.id} tenant={tenant} />}
        </>
      )}
    </>
  )
}

/**
 * The states in an address: `set-<id>` or a point in time, compared with now, or two of them with `..` between them.
 *
 * @returns null if there are none
 */
function statesIn(text: string | null): readonly [left: Side['from'], right: Side['from']] | null {
  if (text === null) return null
  const [left, right] = text.split('..').map((state): Side['from'] => {
    const setId = BackupSetId.safeParse(/^set-(.+)$/.exec(state)?.[1])
    return setId.success ? { setId: setId.data } : { at: state }
  })
  return [left!, right ?? { now: true }]
}

/** The newest set of the whole tenant: one of a few policies would differ in all others. */
function newestWhole(sets: readonly BackupSet[]): Side['from'] | null {
  const most = Math.max(0, ...sets.map(({ versions }) => versions))
  const set = sets.find(({ versions }) => versions * 2 > most)
  return set ? { setId: set.id } : null
}

/** Without a backup set, what changed in the last week says more than now against now. */
const weekAgo = (): string => new Date(Date.now() - 7 * 86_400_000).toISOString()

function Tabs({ tab, onTab }: { readonly tab: string; readonly onTab: (tab: string) => void }): ReactNode {
  return (
    <TabList size="small" selectedValue={tab} onTabSelect={(_event, data) => onTab(String(data.value))}>
      <Tab value="states">{words.tabs.states}</Tab>
      <Tab value="settings">{words.tabs.settings}</Tab>
      <Tab value="coverage">{words.tabs.coverage}</Tab>
    </TabList>
  )
}

function States({
  tenant,
  first,
  tabs,
}: {
  readonly tenant: Tenant
  /** What is compared until somebody chooses something else. */
  readonly first: readonly [left: Side, right: Side]
  readonly tabs: ReactNode
}): ReactNode {
  const [, navigate] = useLocation()
  const setTenant = useSession((session) => session.setTenant)
  const [[left, right], setSides] = useState(first)
  const remember = useLastSides((choices) => choices.remember)
  const [byHand, setByHand] = useState<Readonly<Record<string, string | null>>>({})
  const { kind, pair: current } = useLastSides(({ places }) => places[tenant.id]) ?? { kind: null, pair: null }
  const openPlace = useLastSides((choices) => choices.open)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState('')
  const [onlyDifferent, setOnlyDifferent] = useState(true)
  const tenants = useRead('tenants.list', {})
  const matrix = useRead('compare.matrix', { tenantId: tenant.id, left, right, byHand: { ...byHand } })
  const plan = useAction('restore.plan', ({ runId }) => {
    if (right.tenantId !== tenant.id) setTenant(right.tenantId)
    navigate(`/restore/planning/${runId}`)
  })
  const neverCaptured = (side: Side): string | null => {
    const found = tenants.data?.find(({ id }) => id === side.tenantId)
    return found && found.lastSyncAt === null && matrix.data && matrix.data.length > 0 ? found.name : null
  }
  const nameOf = (side: Side) => tenants.data?.find((entry) => entry.id === side.tenantId)?.name ?? ''
  const states = [useSideName(left), useSideName(right)] as const
  const titles = left.tenantId === right.tenantId ? states : ([nameOf(left), nameOf(right)] as const)
  function start(sides: readonly [left: Side, right: Side]): void {
    setSides(sides)
    remember(tenant.id, sides)
    setByHand({})
    setPicked(new Set())
    openPlace(tenant.id, { kind, pair: null })
  }
  const pairs = matrix.data ?? []
  const tableFor = (some: readonly ComparedPair[]) =>
    comparisonTable(some, titles, async (entry) => call('versions.settingsDiff', diffInput(entry, left, right)))
  const exporting = useMutation<void, CallError>({
    mutationFn: async () => save(words.actions.fileName, csv(await tableFor(pairs))),
  })
  const found = pairs.filter((pair) => hasWords(text, `${pair.name} ${pair.kind}`))
  const kinds = [...new Set(found.map((pair) => pair.kind))]
  const shownKind =
    kind !== null && kinds.includes(kind)
      ? kind
      : (found.find((pair) => pair.state !== 'same')?.kind ?? kinds[0] ?? null)
  const ofKind = found.filter((pair) => pair.kind === shownKind)
  const pair =
    ofKind.find((entry) => pairKey(entry) === current) ??
    ofKind.find((entry) => entry.state === 'different') ??
    ofKind[0]
  const chosen = pairs.filter((entry) => picked.has(pairKey(entry)) && isPromotable(entry))
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        {tabs}
        <div className="actions">
          <ReportButton subject={{ about: 'comparison', left, right }} disabled={pairs.length === 0} />
          <Button
            icon={<ArrowDownloadRegular />}
            disabled={pairs.length === 0 || exporting.isPending}
            onClick={() => exporting.mutate()}
          >
            {exporting.isPending ? words.actions.exporting : words.actions.export}
          </Button>
          <Button
            appearance="primary"
            icon={<ArrowRightRegular />}
            disabled={chosen.length === 0 || plan.isPending}
            title={chosen.length === 0 ? words.actions.promoteNothing(nameOf(right)) : undefined}
            onClick={() =>
              plan.mutate({
                tenantId: TenantId.parse(right.tenantId),
                sourceTenantId: TenantId.parse(left.tenantId),
                from: { versionIds: chosen.flatMap((entry) => (entry.leftVersionId ? [entry.leftVersionId] : [])) },
              })
            }
          >
            {words.actions.promote(chosen.length, nameOf(right))}
          </Button>
        </div>
      </div>
      {exporting.error ? (
        <div role="alert">
          <p className="danger strong">{exporting.error.error.message}</p>
          <p className="quiet">{exporting.error.error.hint}</p>
        </div>
      ) : null}
      <div className="compare">
        <section className="pane compare-sides" aria-label={words.sides.label}>
          <PickSide
            side={left}
            onSide={(side) => start([side, right])}
            tenantLabel={words.sides.leftTenant}
            stateLabel={words.sides.leftState}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowSwapRegular />}
            aria-label={words.sides.swap}
            onClick={() => start([right, left])}
          />
          <PickSide
            side={right}
            onSide={(side) => start([left, side])}
            tenantLabel={words.sides.rightTenant}
            stateLabel={words.sides.rightState}
          />
          {plan.error ? (
            <span className="danger" role="alert">
              {plan.error.error.message}
            </span>
          ) : null}
        </section>
        {[left, right]
          .flatMap((side) => neverCaptured(side) ?? [])
          .map((name) => (
            <div key={name} className="warn-box flush-sides" role="note">
              {words.neverCaptured(name)}
            </div>
          ))}
        {matrix.error ? (
          <ErrorState error={matrix.error.error} retry={() => void matrix.refetch()} />
        ) : !matrix.data ? (
          <Loading label={words.comparing} />
        ) : pairs.length === 0 ? (
          <div className="pane">
            <EmptyState icon={<ColumnDoubleCompareRegular fontSize={28} />} title={words.empty.title}>
              {words.empty.body}
            </EmptyState>
          </div>
        ) : (
          <div className="page compare-panes">
            <KindMatrix
              pairs={found}
              text={text}
              onText={setText}
              onlyDifferent={onlyDifferent}
              onOnlyDifferent={setOnlyDifferent}
              current={shownKind}
              onCurrent={(next) => openPlace(tenant.id, { kind: next, pair: null })}
              titles={titles}
            />
            <div className="compare-right">
              <Pairs
                key={shownKind}
                file={tableFor}
                pairs={ofKind}
                titles={titles}
                current={pair ? pairKey(pair) : null}
                onCurrent={(next) => openPlace(tenant.id, { kind: shownKind, pair: next })}
                picked={picked}
                onPicked={setPicked}
                byHand={byHand}
                onByHand={(leftId, rightId) => setByHand((before) => ({ ...before, [leftId]: rightId }))}
              />
              {pair ? <PairDiff pair={pair} left={left.tenantId} right={right.tenantId} titles={titles} /> : null}
            </div>
          </div>
        )}
      </div>
    </>
  )
}
