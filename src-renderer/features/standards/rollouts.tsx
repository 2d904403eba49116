import { Button, Dropdown, Option } from '@fluentui/react-components'
import { PlayRegular, RocketRegular, StopRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { Rollout, RolloutStep, Standard } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, count } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { StepPill } from './state-pill.tsx'
import { StepDetails } from './step-details.tsx'
import { words as all } from './words.ts'

const words = all.rollout

/** A tenant of a rollout, with its place. */
interface Row {
  readonly step: RolloutStep
  readonly order: number
  readonly name: string
}

/** The rollouts of a standard, the newest first. */
export function Rollouts({
  standard,
  tenants,
}: {
  readonly standard: Standard
  readonly tenants: readonly Tenant[]
}): ReactNode {
  const rollouts = useRead('rollouts.list', { tenantId: TenantId.parse(standard.tenantId), standardId: standard.id })
  const [chosen, setChosen] = useState<string | null>(null)
  if (rollouts.error) return <ErrorState error={rollouts.error.error} retry={() => void rollouts.refetch()} />
  if (!rollouts.data) return <Loading />
  const rollout = rollouts.data.find(({ id }) => id === chosen) ?? rollouts.data[0]
  if (!rollout)
    return (
      <div className="pane">
        <EmptyState icon={<RocketRegular fontSize={28} />} title={words.none.title}>
          {words.none.body}
        </EmptyState>
      </div>
    )
  const nameOf = (of: Rollout): string => words.name(of.title, at(of.createdAt))
  return (
    <RolloutView
      key={rollout.id}
      rollout={rollout}
      tenants={tenants}
      choice={
        <Dropdown
          className="min-200"
          size="small"
          aria-label={words.choose}
          value={nameOf(rollout)}
          selectedOptions={[rollout.id]}
          onOptionSelect={(_event, data) => setChosen(data.optionValue ?? null)}
        >
          {rollouts.data.map((each) => (
            <Option key={each.id} value={each.id} text={nameOf(each)}>
              {nameOf(each)}
            </Option>
          ))}
        </Dropdown>
      }
    />
  )
}

function RolloutView({
  rollout,
  tenants,
  choice,
}: {
  readonly rollout: Rollout
  readonly tenants: readonly Tenant[]
  readonly choice: ReactNode
}): ReactNode {
  const [current, setCurrent] = useState<string | null>(null)
  const stop = useAction('rollouts.stop')
  const rows = rollout.steps.map((step, index): Row => ({
    step,
    order: index + 1,
    name: tenants.find(({ id }) => id === step.tenantId)?.name ?? step.tenantId,
  }))
  // Until somebody chooses a tenant, the one that waits for a person is shown.
  const row =
    rows.find(({ step }) => step.tenantId === current) ??
    rows.find(({ step }) => step.state === 'failed' || step.state === 'planFailed') ??
    rows.find(({ step }) => step.state === 'ready') ??
    rows[0]
  const tenant = tenants.find(({ id }) => id === row?.step.tenantId)
  const isStopped = rollout.stoppedAt !== null
  return (
    <div className="page two standards">
      <section className="pane" aria-label={words.list}>
        <div className="tool-row wrap">
          {choice}
          {rollout.groups.length > 0 ? <span className="small quiet">{words.groups(rollout.groups)}</span> : null}
          {rollout.isDone ? null : (
            <Button
              size="small"
              className="end"
              icon={isStopped ? <PlayRegular /> : <StopRegular />}
              disabled={stop.isPending}
              onClick={() =>
                stop.mutate({ tenantId: TenantId.parse(rollout.tenantId), rolloutId: rollout.id, stopped: !isStopped })
              }
            >
              {isStopped ? words.goOn : words.stop}
            </Button>
          )}
        </div>
        {rollout.stoppedFor !== null ? (
          <div className="warn-box flush-sides" role="status" dir="auto">
            {words.stopped(rollout.stoppedFor)}
          </div>
        ) : null}
        <DataGrid
          label={words.steps}
          rows={rows}
          columns={columns}
          id={({ step }) => step.tenantId}
          current={row?.step.tenantId ?? null}
          onCurrent={setCurrent}
        />
      </section>
      {row && tenant ? <StepDetails key={row.step.tenantId} rollout={rollout} step={row.step} tenant={tenant} /> : null}
    </div>
  )
}

const blockedIn = ({ summary }: RolloutStep): number => (summary?.blocked ?? 0) + (summary?.conflict ?? 0)
const number = (key: string, title: string, of: (step: RolloutStep) => number): Column<Row> => ({
  key,
  title,
  width: '56px',
  number: true,
  sort: ({ step }) => of(step),
  render: ({ step }) => (step.summary ? count(of(step)) : ''),
})
const columns: readonly Column<Row>[] = [
  { key: 'order', title: words.columns.order, width: '24px', render: ({ order }) => order },
  {
    key: 'tenant',
    title: words.columns.tenant,
    width: 'minmax(90px, 1fr)',
    render: ({ name }) => (
      <span dir="auto" title={name}>
        {name}
      </span>
    ),
  },
  {
    key: 'state',
    title: words.columns.state,
    width: '96px',
    render: ({ step }) => <StepPill state={step.state} />,
  },
  number('create', words.columns.create, ({ summary }) => summary?.create ?? 0),
  number('update', words.columns.update, ({ summary }) => summary?.update ?? 0),
  number('blocked', words.columns.blocked, blockedIn),
  {
    key: 'rehearsal',
    title: words.columns.rehearsal,
    width: '84px',
    render: ({ step }) => <span className="small">{words.rehearsed(step.rehearsalProblems)}</span>,
  },
]
