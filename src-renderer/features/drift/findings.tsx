import { Button, Dropdown, Option } from '@fluentui/react-components'
import { CheckmarkCircleRegular, DeleteRegular, FilterRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Baseline, Finding } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column, type Grouping } from '#renderer/ui/data-grid.tsx'
import { at } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { FindingActions } from './finding-actions.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { FindingMark, findingName } from './finding-mark.tsx'
import { findingsTable } from './findings-table.ts'
import { IgnoreDialog } from './ignore-dialog.tsx'
import { RemoveBaselineDialog } from './remove-baseline-dialog.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import { useKinds } from '#renderer/shared/use-kinds.ts'
import { SeverityPill, severityRank, severityText } from '#renderer/shared/severity.tsx'
import { words as sharedWords } from '#renderer/shared/words.ts'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { Authors } from '#renderer/shared/authors.tsx'
import { words } from './words.ts'

const columns: readonly Column<Finding>[] = [
  {
    key: 'mark',
    title: <span className="hidden-word">{words.list.columns.kind}</span>,
    width: '18px',
    render: (finding) => <FindingMark finding={finding} />,
  },
  {
    key: 'name',
    title: words.list.columns.finding,
    width: 'minmax(0, 1fr)',
    render: (finding) => (
      <span className="two-lines">
        <span className="ellipsis" dir="auto">
          {findingName(finding)}
        </span>
        <span className="small quiet ellipsis" dir="auto" title={words.finding.line(finding)}>
          {words.finding.line(finding)}
        </span>
      </span>
    ),
  },
  {
    key: 'by',
    title: <span title={words.list.columns.byHint}>{words.list.columns.by}</span>,
    group: ({ changedBy }) => changedBy ?? '',
    width: 'minmax(0, 0.5fr)',
    render: (finding) => (
      <span className="small quiet">
        <Authors names={finding.changedBy === null ? [] : [finding.changedBy]} />
      </span>
    ),
  },
  {
    key: 'severity',
    title: sharedWords.severity.title,
    width: '150px',
    sort: ({ about }) => -severityRank(about),
    group: ({ about }) => severityText(about),
    render: ({ about }) => <SeverityPill about={about} />,
  },
]
const stateColumn: Column<Finding> = {
  key: 'state',
  title: words.list.columns.state,
  width: '118px',
  render: (finding) =>
    finding.state === 'acknowledged' ? (
      <span className="row small">
        <CheckmarkCircleRegular /> {words.list.states.acknowledged}
      </span>
    ) : (
      words.list.states.open
    ),
}
const groups: Grouping<Finding> = {
  title: words.finding.policy,
  of: (finding) => `${finding.type}\n${finding.policyName}`,
  head: (key, rows) => (
    <>
      <span className="ellipsis" dir="auto">
        {key.split('\n')[1]}
      </span>
      <span className="quiet regular">{rows.length}</span>
    </>
  ),
}
const states: Readonly<Record<string, string>> = words.list.states

/** Policies with the worst findings come first, and each policy's findings stay together. */
function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const policies = Map.groupBy(findings, groups.of)
  const worst = (rows: readonly Finding[]) => Math.max(...rows.map(({ about }) => severityRank(about)))
  return [...policies.values()].toSorted((left, right) => worst(right) - worst(left)).flat()
}

/** The findings of one baseline: the list with what can be done, and the current finding beside it. */
export function Findings({
  tenant,
  baseline,
  baselines,
  checking,
  findingId,
  error,
}: {
  readonly checking: boolean
  /** The finding that is shown first; null for the worst. */
  readonly findingId: string | null
  readonly tenant: Tenant
  readonly baseline: Baseline
  readonly baselines: readonly Baseline[]
  readonly error: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const findings = useRead('drift.findings', { tenantId: tenant.id, baselineId: baseline.id })
  const kindOf = useKinds(tenant.id)
  const rules = useRead('drift.rules', { tenantId: tenant.id })
  // A link can lead to a finding that somebody has acknowledged.
  const [state, setState] = useState(findingId === null ? 'open' : 'all')
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(findingId)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [ignoring, setIgnoring] = useState<Finding | null>(null)
  const [showRules, setShowRules] = useState(false)

  const [removing, setRemoving] = useState(false)
  const rows = useMemo(
    () =>
      worstFirst(
        (findings.data ?? []).filter(
          (finding) =>
            (state === 'all' || finding.state === state) &&
            hasWords(
              text,
              `${finding.policyName} ${findingName(finding)} ${words.finding.line(finding)} ${finding.changedBy ?? ''} ${severityText(finding.about)}`,
            ),
        ),
      ),
    [findings.data, state, text],
  )
  if (findings.error) return <ErrorState error={findings.error.error} retry={() => void findings.refetch()} />
  if (!findings.data) return <Loading />
  const shown = rows.find((finding) => finding.id === current) ?? rows[0]
  // Without a selection, actions apply to the current finding.
  const targets = selected.size > 0 ? rows.filter((finding) => selected.has(finding.id)) : shown ? [shown] : []

  return (
    <div className="page findings">
      <section className="pane" aria-label={words.list.label}>
        <div className="tool-row wrap">
          <Dropdown
            size="small"
            aria-label={words.list.baseline}
            value={baseline.name}
            selectedOptions={[baseline.id]}
            onOptionSelect={(_event, data) => navigate(`/drift/${data.optionValue}`)}
          >
            {baselines.map((entry) => (
              <Option key={entry.id} value={entry.id} text={entry.name}>
                {words.list.baselineOption(entry.name, entry.open)}
              </Option>
            ))}
          </Dropdown>
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-label={words.removeBaseline.title(baseline.name)}
            title={words.removeBaseline.title(baseline.name)}
            onClick={() => setRemoving(true)}
          />
          <Dropdown
            className="min-120"
            size="small"
            aria-label={words.list.state}
            value={states[state] ?? ''}
            selectedOptions={[state]}
            onOptionSelect={(_event, data) => setState(data.optionValue ?? 'open')}
          >
            {Object.entries(states).map(([key, word]) => (
              <Option key={key} value={key}>
                {word}
              </Option>
            ))}
          </Dropdown>
          <FilterInput label={words.list.filter} value={text} onChange={setText} />
          <span className="end small">{words.list.count(rows.length)}</span>
        </div>
        {error ? (
          <div className="warn-box" role="alert">
            {error}
          </div>
        ) : null}
        {baseline.unread.length > 0 ? (
          <div className="warn-box" role="note">
            {words.list.unread(baseline.unread)}
          </div>
        ) : null}
        {rows.length === 0 && text !== '' ? (
          <EmptyState icon={<FilterRegular fontSize={28} />} title={words.empty.noMatch}>
            {words.empty.noMatchHint}
          </EmptyState>
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<CheckmarkCircleRegular fontSize={28} />}
            title={
              checking
                ? words.empty.checking
                : baseline.checkedAt === null
                  ? words.empty.notChecked
                  : baseline.unread.length > 0
                    ? words.empty.partlyRead
                    : state === 'acknowledged'
                      ? words.empty.noneAcknowledged
                      : state === 'open' && baseline.acknowledged > 0
                        ? words.empty.noneOpen
                        : words.empty.matches
            }
          >
            {baseline.checkedAt === null
              ? words.empty.notCheckedHint
              : checking
                ? words.empty.lastCheck(at(baseline.checkedAt))
                : words.empty.checked(at(baseline.checkedAt))}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.list.label}
            name="findings"
            file={(some) => findingsTable(some, kindOf)}
            rows={rows}
            columns={state === 'all' ? [...columns, stateColumn] : columns}
            id={(finding) => finding.id}
            current={shown?.id ?? null}
            onCurrent={setCurrent}
            selected={selected}
            onSelected={setSelected}
            groups={groups}
            tall
            onOpen={(id) => {
              const policyId = rows.find((finding) => finding.id === id)?.policyId
              if (policyId) navigate(`/versions/${policyId}`)
            }}
          />
        )}
        <FindingActions
          tenant={tenant}
          baseline={baseline}
          targets={targets}
          selected={selected.size}
          rules={rules.data?.length ?? 0}
          onRules={() => setShowRules(true)}
          onIgnore={setIgnoring}
          onAcknowledged={() => {
            // Its neighbor is next, and not the first of all.
            const index = rows.findIndex(({ id }) => id === shown?.id)
            setCurrent((rows[index + 1] ?? rows[index - 1])?.id ?? null)
            setSelected(new Set())
          }}
        />
      </section>
      {shown ? (
        <FindingDetail finding={shown} baseline={baseline} />
      ) : (
        <section className="pane" aria-label={words.finding.label}>
          <p className="quiet inset">{words.finding.none}</p>
        </section>
      )}
      {removing ? (
        <RemoveBaselineDialog tenant={tenant} baseline={baseline} onClose={() => setRemoving(false)} />
      ) : null}
      {ignoring ? <IgnoreDialog tenant={tenant} finding={ignoring} onClose={() => setIgnoring(null)} /> : null}
      <RulesDialog tenant={tenant} rules={rules.data ?? []} open={showRules} onClose={() => setShowRules(false)} />
    </div>
  )
}
