import { Button, Checkbox, Dropdown, Option } from '@fluentui/react-components'
import {
  AddCircleFilled,
  ArrowRightRegular,
  ArrowSwapRegular,
  CheckmarkCircleFilled,
  ErrorCircleFilled,
  SubtractCircleFilled,
} from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { MappedReference } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { Avatar } from '#renderer/shared/avatar.tsx'
import { DataGrid, type Column, type Grouping } from '#renderer/ui/data-grid.tsx'
import { count, counted } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { createChoice, keyOf, kindTitle, leftOutChoice, settled, type Choices, type Settled } from './references.ts'
import { Steps } from './steps.tsx'

/** Why a proposal was made. */
const reasons: Readonly<Record<MappedReference['how'], string>> = {
  'same-id': 'Same ID',
  'same-name': 'Same unique name',
  chosen: 'Chosen by hand',
  remembered: 'As chosen before',
  created: 'Made by this restore',
  fixed: 'The same everywhere',
  ambiguous: 'Several with this name',
  missing: 'Not in the target',
  skipped: 'Left out as chosen',
}
const icons: Readonly<Record<Settled, ReactNode>> = {
  mapped: <CheckmarkCircleFilled className="success" aria-label="Mapped" />,
  created: <AddCircleFilled className="accent" aria-label="Created" />,
  left: <SubtractCircleFilled className="warning" aria-label="Left out" />,
  open: <ErrorCircleFilled className="danger" aria-label="Needs a choice" />,
}
const openFirst: readonly Settled[] = ['open', 'left', 'created', 'mapped']

/** The step before the preview: every reference to something outside, what it becomes, and a choice. */
export function RestoreMapping({ tenant, planId }: { readonly tenant: Tenant; readonly planId: string }): ReactNode {
  const [, navigate] = useLocation()
  const plan = useRead('restore.get', { tenantId: tenant.id, planId })
  const tenants = useRead('tenants.list', {})
  const [choices, setChoices] = useState<Choices>({})
  const [current, setCurrent] = useState<string | null>(null)
  const [onlyOpen, setOnlyOpen] = useState(false)
  const again = useAction('restore.planAgain', ({ runId }) => navigate(`/restore/planning/${runId}/mapped`))
  const columns = useMemo(
    () => columnsFor(tenant, planId, choices, (key, choice) => setChoices((before) => ({ ...before, [key]: choice }))),
    [tenant, planId, choices],
  )
  const types = useRead('policies.types', { tenantId: tenant.id })
  const titles = useMemo(() => new Map(types.data?.map((type) => [type.key, type.title])), [types.data])
  const groups = useMemo<Grouping<MappedReference>>(
    () => ({
      of: (row) => kindTitle(row.kind, titles),
      head: (title, rows) => (
        <>
          {title}{' '}
          <span className="quiet regular">
            {rows.filter((row) => settled(row, choices) === 'mapped' || settled(row, choices) === 'created').length} of{' '}
            {rows.length} mapped
          </span>
        </>
      ),
    }),
    [choices, titles],
  )
  // In the order of the plan's own answers: a row must not jump away while its choice is being made.
  const rows = useMemo(
    () =>
      plan.data?.references.toSorted(
        (left, right) =>
          kindTitle(left.kind, titles).localeCompare(kindTitle(right.kind, titles)) ||
          openFirst.indexOf(settled(left, {})) - openFirst.indexOf(settled(right, {})) ||
          left.name.localeCompare(right.name),
      ),
    [plan.data, titles],
  )
  if (plan.error) return <ErrorState error={plan.error.error} retry={() => void plan.refetch()} />
  if (!plan.data || !rows) return <Loading label="Reading the plan" />
  const chosen = Object.keys(choices).length
  const tally = (state: Settled) => rows.filter((row) => settled(row, choices) === state).length
  const open = tally('open')
  const source = tenants.data?.find((entry) => entry.id === plan.data.sourceTenantId)
  const shown = onlyOpen ? rows.filter((row) => settled(row, {}) === 'open' || settled(row, {}) === 'left') : rows
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Restore to {tenant.name}</h1>
          <span className="sub">Match what the source refers to with what the target has.</span>
        </div>
        <Steps now={3} />
      </div>
      <section className="pane" aria-label="Mapping">
        <div className="tool-row inset-m wrap">
          {source ? <Avatar tenant={source} /> : null}
          <span className="shrinks">
            <b className="ellipsis block" dir="auto">
              {plan.data.source}
            </b>
            <span className="small quiet" dir="auto">
              {source?.name}
            </span>
          </span>
          <ArrowRightRegular fontSize={20} />
          <Avatar tenant={tenant} />
          <b dir="auto">{tenant.name}</b>
          <span className="row push" aria-live="polite">
            {open > 0 ? <Pill tone="danger">{open === 1 ? '1 needs a choice' : `${open} need a choice`}</Pill> : null}
            {tally('created') > 0 ? <Pill tone="brand">{count(tally('created'))} created</Pill> : null}
            {tally('left') > 0 ? <Pill tone="warning">{count(tally('left'))} left out</Pill> : null}
            <Checkbox
              label="Only open ones"
              checked={onlyOpen}
              onChange={(_event, data) => setOnlyOpen(data.checked === true)}
            />
          </span>
        </div>
        {rows.length === 0 ? (
          <EmptyState icon={<ArrowSwapRegular fontSize={28} />} title="Nothing to map">
            What is restored refers to nothing outside of itself.
          </EmptyState>
        ) : shown.length === 0 ? (
          <EmptyState icon={<CheckmarkCircleFilled className="success" fontSize={28} />} title="Nothing is open">
            Every reference has something in the target.
          </EmptyState>
        ) : (
          <DataGrid
            label="References"
            rows={shown}
            columns={columns}
            id={keyOf}
            current={current}
            onCurrent={setCurrent}
            groups={groups}
            tall
          />
        )}
        <div className="pane-foot">
          <span>
            {chosen === 0
              ? 'A name that occurs twice is never guessed. The mapping is applied in payloads and assignments.'
              : `${counted(chosen, 'choice')} made, kept for these two tenants. The plan is made again with ${chosen === 1 ? 'it' : 'them'}.`}
          </span>
          {again.error ? (
            <span className="danger" role="alert">
              {again.error.error.message} {again.error.error.hint}
            </span>
          ) : null}
          <span className="row push">
            <Button onClick={() => history.back()}>Back</Button>
            <Button
              appearance="primary"
              disabled={again.isPending || open > 0}
              onClick={() =>
                chosen === 0
                  ? navigate(`/restore/plan/${planId}`)
                  : again.mutate({ tenantId: tenant.id, planId, choices })
              }
            >
              Next: preview
            </Button>
          </span>
        </div>
      </section>
    </>
  )
}

function columnsFor(
  tenant: Tenant,
  planId: string,
  choices: Choices,
  onChoose: (key: string, choice: string | null) => void,
): readonly Column<MappedReference>[] {
  return [
    {
      key: 'state',
      title: <span className="hidden-word">State</span>,
      width: '20px',
      render: (row) => icons[settled(row, choices)],
    },
    {
      key: 'name',
      title: 'In the source',
      width: 'minmax(0, 1fr)',
      sort: (row) => row.name,
      render: (row) => (
        <span dir="auto" title={row.name}>
          {row.name}
        </span>
      ),
    },
    {
      key: 'id',
      title: 'ID',
      width: '76px',
      render: (row) => (
        <span className="mono" title={row.sourceId}>
          {row.sourceId.slice(0, 8)}
        </span>
      ),
    },
    {
      key: 'used',
      title: 'Used by',
      width: '76px',
      sort: (row) => row.usedBy,
      render: (row) => (row.usedBy === 0 ? 'itself' : counted(row.usedBy, 'item')),
    },
    {
      key: 'how',
      title: 'How it was matched',
      width: 'minmax(0, 0.7fr)',
      sort: (row) => row.how,
      render: (row) => (
        <span className={settled(row, choices) === 'open' ? 'danger' : undefined}>
          {keyOf(row) in choices
            ? 'Chosen by hand'
            : row.how === 'ambiguous'
              ? `${row.candidates.length} with this name`
              : reasons[row.how]}
        </span>
      ),
    },
    {
      key: 'choice',
      title: `In ${tenant.name}`,
      width: 'minmax(200px, 1fr)',
      render: (row) => (
        <Choice
          tenant={tenant}
          planId={planId}
          reference={row}
          choice={choices[keyOf(row)]}
          onChoose={(choice) => onChoose(keyOf(row), choice)}
        />
      ),
    },
  ]
}

interface ChoiceProps {
  readonly tenant: Tenant
  readonly planId: string
  readonly reference: MappedReference
  readonly choice: string | null | undefined
  readonly onChoose: (choice: string | null) => void
}

/** What a reference becomes. The candidates are read when the list is opened. */
function Choice({ tenant, planId, reference, choice, onChoose }: ChoiceProps): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const candidates = useRead(
    'restore.candidates',
    isOpen ? { tenantId: tenant.id, planId, kind: reference.kind } : null,
  )
  const known = candidates.data ?? reference.candidates
  const named = (id: string) => known.find((entry) => entry.id === id)?.name ?? id
  const isTwice = (name: string) => known.filter((entry) => entry.name === name).length > 1
  const create = `Create in ${tenant.name}`
  const shown =
    choice === null
      ? 'Leave out'
      : choice === createChoice
        ? create
        : choice !== undefined
          ? named(choice)
          : reference.how === 'created'
            ? create
            : reference.how === 'skipped'
              ? 'Leave out'
              : (reference.targetName ?? '')
  return (
    <Dropdown
      className="whole-width shrinks"
      size="small"
      aria-label={`${reference.name} in ${tenant.name}`}
      placeholder={reference.how === 'ambiguous' ? 'Choose one…' : 'Leave out'}
      value={shown}
      selectedOptions={
        choice === undefined ? (reference.targetId === null ? [] : [reference.targetId]) : [choice ?? leftOutChoice]
      }
      onOpenChange={(_event, data) => setOpen(data.open)}
      onOptionSelect={(_event, data) =>
        data.optionValue === undefined
          ? undefined
          : onChoose(data.optionValue === leftOutChoice ? null : data.optionValue)
      }
    >
      {reference.canCreate ? (
        <Option value={createChoice} text={create}>{`${create}, with its rule and without members`}</Option>
      ) : null}
      <Option value={leftOutChoice} text="Leave out">
        Leave out
      </Option>
      {known.map(({ id, name }) => (
        <Option key={id} value={id} text={name || id}>
          {isTwice(name) || !name ? `${name} (${id})` : name}
        </Option>
      ))}
    </Dropdown>
  )
}
