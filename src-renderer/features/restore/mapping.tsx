import { Button, Checkbox, Dropdown, Option } from '@fluentui/react-components'
import {
  AddCircleFilled,
  AddCircleRegular,
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
import { tableOf } from '#renderer/ui/table-file.ts'
import { DataGrid, type Column, type Grouping } from '#renderer/ui/data-grid.tsx'

import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import {
  createChoice,
  keyOf,
  kindTitle,
  leftOutChoice,
  missingGroups,
  outcomeOf,
  type Choices,
  type ReferenceState,
} from './references.ts'
import { StepHead } from './step-head.tsx'
import { words } from './words.ts'

const icons: Readonly<Record<ReferenceState, ReactNode>> = {
  mapped: <CheckmarkCircleFilled className="success" aria-label={words.mapping.states.mapped} />,
  created: <AddCircleFilled className="accent" aria-label={words.mapping.states.created} />,
  left: <SubtractCircleFilled className="warning" aria-label={words.mapping.states.left} />,
  open: <ErrorCircleFilled className="danger" aria-label={words.mapping.states.open} />,
}
const openFirst: readonly ReferenceState[] = ['open', 'left', 'created', 'mapped']

/** The step before the preview: every reference to another object, its match in the target, and a choice. */
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
            {words.mapping.mappedOf(
              rows.filter((row) => outcomeOf(row, choices) === 'mapped' || outcomeOf(row, choices) === 'created')
                .length,
              rows.length,
            )}
          </span>
        </>
      ),
    }),
    [choices, titles],
  )
  // Sorted by the plan's own proposals: a row must not move while you choose.
  const rows = useMemo(
    () =>
      plan.data?.references.toSorted(
        (left, right) =>
          kindTitle(left.kind, titles).localeCompare(kindTitle(right.kind, titles)) ||
          openFirst.indexOf(outcomeOf(left, {})) - openFirst.indexOf(outcomeOf(right, {})) ||
          left.name.localeCompare(right.name),
      ),
    [plan.data, titles],
  )
  if (plan.error) return <ErrorState error={plan.error.error} retry={() => void plan.refetch()} />
  if (!plan.data || !rows) return <Loading label={words.planning.reading} />
  const chosen = Object.keys(choices).length
  const tally = (state: ReferenceState) => rows.filter((row) => outcomeOf(row, choices) === state).length
  const open = tally('open')
  const missing = missingGroups(rows, choices)
  const source = tenants.data?.find((entry) => entry.id === plan.data.sourceTenantId)
  const shown = onlyOpen ? rows.filter((row) => outcomeOf(row, {}) === 'open' || outcomeOf(row, {}) === 'left') : rows
  return (
    <>
      <StepHead tenant={tenant} step={3}>
        {words.mapping.subtitle}
      </StepHead>
      <section className="pane" aria-label={words.mapping.label}>
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
            {open > 0 ? <Pill tone="danger">{words.mapping.needChoice(open)}</Pill> : null}
            {tally('created') > 0 ? <Pill tone="brand">{words.mapping.created(tally('created'))}</Pill> : null}
            {tally('left') > 0 ? <Pill tone="warning">{words.mapping.left(tally('left'))}</Pill> : null}
            {missing.length > 0 ? (
              <Button
                size="small"
                icon={<AddCircleRegular />}
                onClick={() =>
                  setChoices((before) => ({
                    ...before,
                    ...Object.fromEntries(missing.map((row) => [keyOf(row), createChoice])),
                  }))
                }
              >
                {words.mapping.createAll(missing.length)}
              </Button>
            ) : null}
            <Checkbox
              label={words.mapping.onlyOpen}
              checked={onlyOpen}
              onChange={(_event, data) => setOnlyOpen(data.checked === true)}
            />
          </span>
        </div>
        {rows.length === 0 ? (
          <EmptyState icon={<ArrowSwapRegular fontSize={28} />} title={words.mapping.nothing.title}>
            {words.mapping.nothing.body}
          </EmptyState>
        ) : shown.length === 0 ? (
          <EmptyState
            icon={<CheckmarkCircleFilled className="success" fontSize={28} />}
            title={words.mapping.allMapped.title}
          >
            {words.mapping.allMapped.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.mapping.list}
            file={(references) =>
              tableOf(references, [
                [words.mapping.columns.kind, (row) => kindTitle(row.kind, titles)],
                [words.mapping.columns.name, (row) => row.name],
                [words.mapping.columns.id, (row) => row.sourceId],
                [words.mapping.columns.usedBy, (row) => row.usedBy],
                [words.mapping.columns.state, (row) => words.mapping.states[outcomeOf(row, choices)]],
                [words.mapping.columns.how, (row) => howOf(row, choices)],
                [words.mapping.columns.target(tenant.name), (row) => targetOf(tenant, row, choices[keyOf(row)])],
              ])
            }
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
          <span>{chosen === 0 ? words.mapping.note : words.mapping.choices(chosen)}</span>
          {again.error ? (
            <span className="danger" role="alert">
              {again.error.error.message} {again.error.error.hint}
            </span>
          ) : null}
          <span className="row push">
            <Button onClick={() => history.back()}>{words.back}</Button>
            <Button
              appearance="primary"
              disabled={again.isPending || open > 0}
              onClick={() =>
                chosen === 0
                  ? navigate(`/restore/plan/${planId}`)
                  : again.mutate({ tenantId: tenant.id, planId, choices })
              }
            >
              {words.mapping.next}
            </Button>
          </span>
        </div>
      </section>
    </>
  )
}

/** How a reference was matched. */
function howOf(row: MappedReference, choices: Choices): string {
  if (keyOf(row) in choices) return words.mapping.selectedManually
  return row.how === 'ambiguous' ? words.mapping.candidates(row.candidates.length) : words.mapping.how(row.how)
}

/** What a reference becomes in the target. A chosen object that isn't among `known` is named by its ID. */
function targetOf(
  tenant: Tenant,
  reference: MappedReference,
  choice: string | null | undefined,
  known: MappedReference['candidates'] = reference.candidates,
): string {
  if (choice === null) return words.mapping.leaveOut
  if (choice === createChoice) return words.mapping.create(tenant.name)
  if (choice !== undefined) return known.find(({ id }) => id === choice)?.name ?? choice
  if (reference.how === 'created') return words.mapping.create(tenant.name)
  return reference.how === 'skipped' ? words.mapping.leaveOut : (reference.targetName ?? '')
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
      title: <span className="hidden-word">{words.mapping.columns.state}</span>,
      width: '20px',
      render: (row) => icons[outcomeOf(row, choices)],
    },
    {
      key: 'name',
      title: words.mapping.columns.name,
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
      title: words.mapping.columns.id,
      width: '76px',
      render: (row) => (
        <span className="mono" title={row.sourceId}>
          {row.sourceId.slice(0, 8)}
        </span>
      ),
    },
    {
      key: 'used',
      title: words.mapping.columns.usedBy,
      width: '76px',
      sort: (row) => row.usedBy,
      render: (row) => words.mapping.usedBy(row.usedBy),
    },
    {
      key: 'how',
      title: words.mapping.columns.how,
      width: 'minmax(0, 0.7fr)',
      sort: (row) => row.how,
      render: (row) => (
        <span className={outcomeOf(row, choices) === 'open' ? 'danger' : undefined}>{howOf(row, choices)}</span>
      ),
    },
    {
      key: 'choice',
      title: words.mapping.columns.target(tenant.name),
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
  // The list grows at its end when the candidates arrive: what the pointer is on must not move.
  const proposed = new Set(reference.candidates.map(({ id }) => id))
  const known = [...reference.candidates, ...(candidates.data ?? []).filter(({ id }) => !proposed.has(id))]
  const isTwice = (name: string) => known.filter((entry) => entry.name === name).length > 1
  const create = words.mapping.create(tenant.name)
  const shown = targetOf(tenant, reference, choice, known)
  return (
    <Dropdown
      className="whole-width shrinks"
      size="small"
      aria-label={words.mapping.choiceFor(reference.name, tenant.name)}
      placeholder={reference.how === 'ambiguous' ? words.mapping.chooseOne : words.mapping.leaveOut}
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
        <Option value={createChoice} text={create}>
          {words.mapping.createHint(tenant.name)}
        </Option>
      ) : null}
      <Option value={leftOutChoice} text={words.mapping.leaveOut}>
        {words.mapping.leaveOut}
      </Option>
      {known.map(({ id, name }) => (
        <Option key={id} value={id} text={name || id}>
          {isTwice(name) || !name ? words.mapping.duplicate(name, id) : name}
        </Option>
      ))}
    </Dropdown>
  )
}
