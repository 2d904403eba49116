import { Button, Dropdown, Option } from '@fluentui/react-components'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { MappedReference, Plan, Tenant } from '#contract/model/values.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { counted } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { ArrowSwapRegular } from '@fluentui/react-icons'
import { isDoubtful, keyOf, kindName } from './references.ts'
import { Steps } from './steps.tsx'
import { usePlan } from './use-plan.ts'

/** How sure a proposal is, in words that say why. */
const proposals: Readonly<Record<MappedReference['how'], readonly [string, Tone]>> = {
  'same-id': ['Same ID', 'success'], 'same-name': ['Same name', 'brand'], 'chosen': ['Chosen', 'success'], 'remembered': ['As last time', 'success'], 'created': ['Made by this restore', 'success'],
  'fixed': ['The same everywhere', 'success'], 'ambiguous': ['Choose one', 'danger'], 'missing': ['Not in the target', 'warning'], 'skipped': ['Left out', 'plain'],
}

const createWord = 'create'
const leaveOut = '\u0000leave-out'

/** The step before the preview: every reference to something outside, what it becomes, and a choice. */
export function RestoreMapping({ tenant, planId }: { readonly tenant: Tenant; readonly planId: string }): ReactNode {
  const [, navigate] = useLocation()
  const plan = usePlan(tenant.id, planId)
  const [choices, setChoices] = useState<Readonly<Record<string, string | null>>>({})
  const [current, setCurrent] = useState<string | null>(null)
  const again = useAction('restore.planAgain', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const chosen = Object.keys(choices).length
  const columns = useMemo(() => columnsFor(tenant, planId, choices, (key, choice) => setChoices((before) => ({ ...before, [key]: choice }))), [tenant, planId, choices])
  if (plan.error) return <ErrorState error={plan.error.error} retry={() => void plan.refetch()} />
  if (!plan.data) return <Loading label="Reading the plan" />
  const rows = order(plan.data)
  const open = rows.filter((row) => isDoubtful(row) && !(keyOf(row) in choices)).length
  return (
    <>
      <div className="page-head"><h1>Restore to {tenant.name}</h1><span className="sub" dir="auto">from {plan.data.source}</span><Steps now={2} /></div>
      <section className="pane">
        {rows.length === 0 ? <EmptyState icon={<ArrowSwapRegular fontSize={28} />} title="Nothing to map">What is restored refers to nothing outside of itself.</EmptyState> : (
          <>
            <div className="notice"><span aria-live="polite"><b>{open === 0 ? `${counted(rows.length, 'reference')} mapped.` : `${counted(open, 'reference')} of ${rows.length} to look at.`}</b> A name that occurs twice is never guessed. Choices are kept for these two tenants.</span></div>
            <DataGrid label="References" rows={rows} columns={columns} id={keyOf} current={current} onCurrent={setCurrent} tall />
          </>
        )}
        <div className="pane-foot">
          <span>{chosen === 0 ? 'Nothing has been written.' : `${counted(chosen, 'choice')} made. The plan is made again with ${chosen === 1 ? 'it' : 'them'}.`}</span>
          {again.error ? <span className="danger" role="alert">{again.error.error.message} {again.error.error.hint}</span> : null}
          <span className="row" style={{ marginLeft: 'auto' }}>
            <Button onClick={() => history.back()}>Back</Button>
            <Button appearance="primary" disabled={again.isPending} onClick={() => (chosen === 0 ? navigate(`/restore/plan/${planId}`) : again.mutate({ tenantId: tenant.id, planId, choices }))}>Next: preview</Button>
          </span>
        </div>
      </section>
    </>
  )
}

/** What needs a look comes first. */
const order = (plan: Plan): MappedReference[] => plan.references.toSorted((left, right) => Number(isDoubtful(right)) - Number(isDoubtful(left)) || left.kind.localeCompare(right.kind) || left.name.localeCompare(right.name))

function columnsFor(tenant: Tenant, planId: string, choices: Readonly<Record<string, string | null>>, onChoose: (key: string, choice: string | null) => void): readonly Column<MappedReference>[] {
  return [
    { key: 'kind', title: 'Kind', width: '140px', sort: (row) => kindName(row.kind), render: (row) => kindName(row.kind) },
    { key: 'name', title: 'In the source', width: 'minmax(0, 1fr)', sort: (row) => row.name, render: (row) => <span className="ellipsis" dir="auto" title={row.sourceId}>{row.name}</span> },
    { key: 'used', title: 'Used by', width: '80px', number: true, sort: (row) => row.usedBy, render: (row) => row.usedBy },
    { key: 'how', title: 'Proposal', width: '160px', sort: (row) => row.how, render: (row) => <Pill tone={proposals[row.how][1]}>{proposals[row.how][0]}</Pill> },
    { key: 'choice', title: 'In the target', width: 'minmax(0, 1.2fr)', render: (row) => <Choice tenant={tenant} planId={planId} reference={row} choice={choices[keyOf(row)]} onChoose={(choice) => onChoose(keyOf(row), choice)} /> },
  ]
}

/** What a reference becomes. The candidates are read when the list is opened. */
function Choice({ tenant, planId, reference, choice, onChoose }: { readonly tenant: Tenant; readonly planId: string; readonly reference: MappedReference; readonly choice: string | null | undefined; readonly onChoose: (choice: string | null) => void }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const candidates = useRead('restore.candidates', isOpen ? { tenantId: tenant.id, planId, kind: reference.kind } : null)
  const known = candidates.data ?? reference.candidates
  const named = (id: string) => known.find((entry) => entry.id === id)?.name ?? id
  const shown = choice === null ? 'Left out' : choice === createWord ? `Make "${reference.name}"` : choice === undefined ? reference.targetName ?? '' : named(choice)
  return (
    <Dropdown size="small" style={{ width: '100%', minWidth: 0 }} aria-label={`${reference.name} in the target`} placeholder={reference.how === 'ambiguous' ? `Choose one of ${reference.candidates.length}` : 'Left out unless you choose'}
      value={shown} selectedOptions={choice === undefined ? [] : [choice ?? leaveOut]} onOpenChange={(_event, data) => setOpen(data.open)}
      onOptionSelect={(_event, data) => (data.optionValue === undefined ? undefined : onChoose(data.optionValue === leaveOut ? null : data.optionValue))}>
      {reference.canCreate ? <Option value={createWord} text={`Make "${reference.name}"`}>Make it, with its rule and without members</Option> : null}
      <Option value={leaveOut} text="Left out">Leave it out</Option>
      {known.map(({ id, name }) => <Option key={id} value={id} text={name || id}>{`${name || id}${known.filter((entry) => entry.name === name).length > 1 ? ` (${id})` : ''}`}</Option>)}
    </Dropdown>
  )
}
