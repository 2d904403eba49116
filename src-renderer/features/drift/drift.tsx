import { Button, Dropdown, Link, Option } from '@fluentui/react-components'
import {
  AddRegular,
  ArrowDownloadRegular,
  ArrowSyncRegular,
  BranchCompareRegular,
  CheckmarkCircleRegular,
  CheckmarkRegular,
  DeleteRegular,
  EyeOffRegular,
  HistoryRegular,
} from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { TenantId } from '#contract/model/ids.ts'
import type { Baseline, Finding } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column, type Grouping } from '#renderer/ui/data-grid.tsx'
import { at, counted, when } from '#renderer/ui/format.ts'
import { csv, saveFile } from '#renderer/ui/save-file.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { FindingMark, findingLine, findingName, findingTitle } from './finding-words.tsx'
import { IgnoreDialog } from './ignore-dialog.tsx'
import { NewBaselineDialog } from './new-baseline-dialog.tsx'
import { RulesDialog } from './rules-dialog.tsx'

const columns: readonly Column<Finding>[] = [
  {
    key: 'mark',
    title: <span className="hidden-word">Kind</span>,
    width: '18px',
    render: (finding) => <FindingMark finding={finding} />,
  },
  {
    key: 'name',
    title: 'Finding',
    width: 'minmax(0, 1fr)',
    render: (finding) => (
      <span className="two-lines">
        <span className="ellipsis" dir="auto">
          {findingName(finding)}
        </span>
        <span className="small quiet ellipsis" dir="auto" title={findingLine(finding)}>
          {findingLine(finding)}
        </span>
      </span>
    ),
  },
  {
    key: 'by',
    title: <span title="Changed by">By</span>,
    width: 'minmax(0, 0.5fr)',
    render: (finding) => (
      <span className="small quiet ellipsis" title={finding.changedBy ?? undefined}>
        {finding.changedBy ?? ''}
      </span>
    ),
  },
  {
    key: 'state',
    title: 'State',
    width: '118px',
    render: (finding) =>
      finding.state === 'acknowledged' ? (
        <span className="row small">
          <CheckmarkCircleRegular /> Acknowledged
        </span>
      ) : (
        'Open'
      ),
  },
]
const groups: Grouping<Finding> = {
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
const states: Readonly<Record<string, string>> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  all: 'Open and acknowledged',
}

/** What the tenant is held against, and where it is otherwise. */
export function Drift({
  tenant,
  baselineId,
}: {
  readonly tenant: Tenant
  readonly baselineId: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const [making, setMaking] = useState(false)
  const check = useAction('drift.check')
  const checking =
    useRead('runs.list', { tenantId: tenant.id }).data?.some((run) => run.kind === 'drift' && isRunning(run)) === true
  const baseline = baselines.data?.find((entry) => entry.id === baselineId) ?? baselines.data?.[0]
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Drift</h1>
          <span className="sub" dir="auto">
            {baseline
              ? `${checking ? 'Checking now. Until then: ' : ''}${counted(baseline.open, 'open finding')} against ${baseline.name}, ${baseline.source}. ${baseline.checkedAt ? `Checked ${when(baseline.checkedAt)}.` : 'Not checked yet.'}`
              : 'Whether the tenant still is what it should be'}
          </span>
        </div>
        <div className="actions">
          <Button icon={<AddRegular />} onClick={() => setMaking(true)}>
            New baseline…
          </Button>
          {baseline ? (
            <Button
              appearance="primary"
              icon={<ArrowSyncRegular />}
              disabled={check.isPending || checking}
              onClick={() => check.mutate({ tenantId: tenant.id, baselineId: baseline.id })}
            >
              Check now
            </Button>
          ) : null}
        </div>
      </div>
      {making ? (
        <NewBaselineDialog
          tenant={tenant}
          onClose={() => setMaking(false)}
          onMade={(id) => {
            setMaking(false)
            navigate(`/drift/${id}`)
            check.mutate({ tenantId: tenant.id, baselineId: id })
          }}
        />
      ) : null}
      {baselines.error ? (
        <ErrorState error={baselines.error.error} retry={() => void baselines.refetch()} />
      ) : !baselines.data ? (
        <Loading />
      ) : !baseline ? (
        <div className="pane">
          <EmptyState
            icon={<BranchCompareRegular fontSize={28} />}
            title="Nothing to hold the tenant against"
            action={
              <Button appearance="primary" onClick={() => setMaking(true)}>
                Choose a baseline
              </Button>
            }
          >
            A baseline is a state that should stay: a backup set, a moment, or the golden set of another tenant. A check
            reads the tenant and shows each setting that is otherwise.
          </EmptyState>
        </div>
      ) : (
        <Findings
          key={baseline.id}
          tenant={tenant}
          baseline={baseline}
          baselines={baselines.data}
          checking={checking}
          error={check.error?.error.message ?? null}
        />
      )}
    </>
  )
}

function Findings({
  tenant,
  baseline,
  baselines,
  checking,
  error,
}: {
  readonly checking: boolean
  readonly tenant: Tenant
  readonly baseline: Baseline
  readonly baselines: readonly Baseline[]
  readonly error: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const findings = useRead('drift.findings', { tenantId: tenant.id, baselineId: baseline.id })
  const rules = useRead('drift.rules', { tenantId: tenant.id })
  const [state, setState] = useState('open')
  const [current, setCurrent] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [ignoring, setIgnoring] = useState<Finding | null>(null)
  const [showRules, setShowRules] = useState(false)
  const acknowledge = useAction('drift.acknowledge', () => setSelected(new Set()))
  const remove = useAction('drift.removeBaseline', () => navigate('/drift'))
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const rows = useMemo(
    () => (findings.data ?? []).filter((finding) => state === 'all' || finding.state === state),
    [findings.data, state],
  )
  if (findings.error) return <ErrorState error={findings.error.error} retry={() => void findings.refetch()} />
  if (!findings.data) return <Loading />
  const shown = rows.find((finding) => finding.id === current) ?? rows[0]
  // Without ticks the finding in front is meant.
  const meant = selected.size > 0 ? rows.filter((finding) => selected.has(finding.id)) : shown ? [shown] : []
  const versions = [...new Set(meant.flatMap((finding) => finding.baselineVersionId ?? []))]
  const allSeen = meant.length > 0 && meant.every((finding) => finding.state === 'acknowledged')
  return (
    <div className="page findings">
      <section className="pane" aria-label="Findings">
        <div className="tool-row wrap">
          <Dropdown
            size="small"
            aria-label="Baseline"
            value={baseline.name}
            selectedOptions={[baseline.id]}
            onOptionSelect={(_event, data) => navigate(`/drift/${data.optionValue}`)}
          >
            {baselines.map((entry) => (
              <Option key={entry.id} value={entry.id} text={entry.name}>{`${entry.name} (${entry.open})`}</Option>
            ))}
          </Dropdown>
          <Dropdown
            className="min-120"
            size="small"
            aria-label="State"
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
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-label={`Remove the baseline ${baseline.name}`}
            title="Remove this baseline and its findings. The versions stay."
            onClick={() => remove.mutate({ tenantId: tenant.id, baselineId: baseline.id })}
          />
          <span className="end small">{counted(rows.length, 'finding')}</span>
        </div>
        {(error ?? acknowledge.error?.error.message ?? plan.error?.error.message) ? (
          <div className="warn-box" role="alert">
            {error ?? acknowledge.error?.error.message ?? plan.error?.error.message}
          </div>
        ) : null}
        {baseline.unread.length > 0 ? (
          <div className="warn-box" role="note">
            The last check could not read {baseline.unread.join(', ')}: of{' '}
            {baseline.unread.length === 1 ? 'it' : 'them'} this page says nothing.
          </div>
        ) : null}
        {rows.length === 0 ? (
          <EmptyState
            icon={<CheckmarkCircleRegular fontSize={28} />}
            title={
              checking
                ? 'Checking now'
                : baseline.checkedAt === null
                  ? 'Not checked yet'
                  : baseline.unread.length > 0
                    ? 'No finding in what could be read'
                    : state === 'open' && baseline.acknowledged > 0
                      ? 'No open finding'
                      : 'The tenant is as the baseline has it'
            }
          >
            {baseline.checkedAt === null
              ? 'A check captures the tenant and compares.'
              : checking
                ? `The last check, ${at(baseline.checkedAt)}, found nothing.`
                : `Checked ${at(baseline.checkedAt)}.`}
          </EmptyState>
        ) : (
          <DataGrid
            label="Findings"
            rows={rows}
            columns={columns}
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
        <div className="pane-foot wrap">
          <span className="small">
            {selected.size > 0 ? (
              <b>{selected.size} selected</b>
            ) : (
              <Link as="button" onClick={() => setShowRules(true)}>
                {counted(rules.data?.length ?? 0, 'ignore rule')}
              </Link>
            )}
          </span>
          <span className="row end wrap">
            <Button
              size="small"
              icon={<ArrowDownloadRegular />}
              disabled={rows.length === 0}
              onClick={() =>
                saveFile(
                  `drift-${baseline.name}.csv`,
                  csv([
                    [
                      'Policy',
                      'Type',
                      'Finding',
                      'Name',
                      'Path',
                      'Baseline',
                      'Now',
                      'Changed by',
                      'First seen',
                      'State',
                    ],
                    ...rows.map((finding) => [
                      finding.policyName,
                      finding.type,
                      findingTitle(finding),
                      finding.name,
                      finding.path,
                      finding.before,
                      finding.after,
                      finding.changedBy,
                      finding.firstSeenAt,
                      finding.state,
                    ]),
                  ]),
                )
              }
            >
              Export
            </Button>
            <Button
              size="small"
              icon={<CheckmarkRegular />}
              disabled={meant.length === 0}
              onClick={() =>
                acknowledge.mutate({
                  tenantId: tenant.id,
                  findingIds: meant.map((finding) => finding.id),
                  acknowledged: !allSeen,
                })
              }
            >
              {allSeen ? 'Open again' : 'Acknowledge'}
            </Button>
            <Button
              size="small"
              icon={<EyeOffRegular />}
              disabled={meant.length !== 1 || meant[0]?.path === ''}
              title={meant[0]?.path === '' ? 'A whole policy is ignored in the inventory' : undefined}
              onClick={() => setIgnoring(meant[0] ?? null)}
            >
              Ignore path…
            </Button>
            <Button
              size="small"
              appearance="primary"
              icon={<HistoryRegular />}
              disabled={versions.length === 0 || plan.isPending}
              onClick={() =>
                plan.mutate({
                  tenantId: tenant.id,
                  sourceTenantId: TenantId.parse(baseline.sourceTenantId),
                  from: { versionIds: versions },
                })
              }
            >
              Restore{versions.length > 1 ? ` ${versions.length}` : ''}…
            </Button>
          </span>
        </div>
      </section>
      {shown ? (
        <FindingDetail finding={shown} baseline={baseline} />
      ) : (
        <section className="pane" aria-label="Finding">
          <p className="quiet inset">No finding chosen.</p>
        </section>
      )}
      {ignoring ? <IgnoreDialog tenant={tenant} finding={ignoring} onClose={() => setIgnoring(null)} /> : null}
      <RulesDialog tenant={tenant} rules={rules.data ?? []} open={showRules} onClose={() => setShowRules(false)} />
    </div>
  )
}
