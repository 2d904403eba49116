import { Button, Checkbox, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowRightRegular, ArrowSwapRegular, CheckmarkCircleFilled } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { MappedReference } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { Avatar } from '#renderer/shared/avatar.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { DataGrid, type Grouping } from '#renderer/ui/data-grid.tsx'

import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { columnsFor, howOf, targetOf } from './mapping-columns.tsx'
import { effectsOf, unassignedItems } from './mapping-effects.ts'
import { MappingTableMenu } from './mapping-table-menu.tsx'
import {
  createChoice,
  keyOf,
  kindTitle,
  missingGroups,
  outcomeOf,
  unmapped,
  type Choices,
  type ReferenceState,
} from './references.ts'
import { StepHead } from './step-head.tsx'
import { words } from './words.ts'

const openFirst: readonly ReferenceState[] = ['open', 'left', 'created', 'mapped']

/** The step before the preview: every reference to another object, its match in the target, and a choice. */
export function RestoreMapping({ tenant, planId }: { readonly tenant: Tenant; readonly planId: string }): ReactNode {
  const [, navigate] = useLocation()
  const plan = useRead('restore.get', { tenantId: tenant.id, planId })
  const tenants = useRead('tenants.list', {})
  const [choices, setChoices] = useState<Choices>({})
  /** What is known of chosen objects that the plan hasn't read, by their ID. */
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const [loaded, setLoaded] = useState<string | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [onlyOpen, setOnlyOpen] = useState(false)
  const again = useAction('restore.planAgain', ({ runId }) => navigate(`/restore/planning/${runId}/mapped`))
  const effects = useMemo(
    () => effectsOf(plan.data?.items ?? [], plan.data?.references ?? [], choices),
    [plan.data, choices],
  )
  const columns = useMemo(
    () =>
      columnsFor({ tenant, planId, choices, names, effects }, (key, choice, name) => {
        setChoices((before) => ({ ...before, [key]: choice }))
        if (choice !== null && name) setNames((before) => ({ ...before, [choice]: name }))
      }),
    [tenant, planId, choices, names, effects],
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
          openIn(plan.data.references, right.kind) - openIn(plan.data.references, left.kind) ||
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
  const unassigned = unassignedItems(plan.data.items, rows, choices)
  const choose = (references: readonly MappedReference[], choice: string | null) =>
    setChoices((before) => ({ ...before, ...Object.fromEntries(references.map((row) => [keyOf(row), choice])) }))
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
            {unassigned.length > 0 ? <Pill tone="warning">{words.mapping.unassigned(unassigned.length)}</Pill> : null}
            <ApplyToAll rows={rows} choices={choices} titles={titles} onChoose={choose} />
            <MappingTableMenu
              tenant={tenant}
              planId={planId}
              choices={choices}
              names={names}
              onLoaded={(read) => {
                setChoices((before) => ({ ...before, ...read.choices }))
                setNames((before) => ({ ...before, ...read.names }))
                setLoaded(
                  [
                    words.mapping.table.loaded(Object.keys(read.choices).length),
                    ...(read.otherSource === null ? [] : [words.mapping.table.otherSource(read.otherSource)]),
                    ...(read.notFound.length > 0 ? [words.mapping.table.notFound(read.notFound)] : []),
                  ].join(' '),
                )
              }}
              onFailed={setLoaded}
            />
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
                [
                  words.mapping.columns.effect,
                  (row) => {
                    const effect = effects.get(keyOf(row))
                    return effect ? words.mapping.effect(effect) : ''
                  },
                ],
                [words.mapping.columns.target(tenant.name), (row) => targetOf(tenant, row, choices, names)],
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
          <span aria-live="polite">
            {loaded ?? (chosen === 0 ? words.mapping.note : words.mapping.choices(chosen))}
          </span>
          {chosen > 0 ? (
            <Button
              size="small"
              appearance="subtle"
              onClick={() => {
                setChoices({})
                setLoaded(null)
              }}
            >
              {words.mapping.reset}
            </Button>
          ) : null}
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

interface ApplyToAllProps {
  readonly rows: readonly MappedReference[]
  readonly choices: Choices
  readonly titles: ReadonlyMap<string, string>
  readonly onChoose: (references: readonly MappedReference[], choice: string | null) => void
}

/** One choice for all references of a kind that have no match. */
function ApplyToAll({ rows, choices, titles, onChoose }: ApplyToAllProps): ReactNode {
  const kinds = Map.groupBy(unmapped(rows, choices), ({ kind }) => kind)
  const missing = missingGroups(rows, choices)
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" disabled={kinds.size === 0}>
          {words.mapping.applyToAll}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {missing.length > 0 ? (
            <MenuItem onClick={() => onChoose(missing, createChoice)}>
              {words.mapping.createMissing(missing.length, kindTitle(missing[0]!.kind, titles))}
            </MenuItem>
          ) : null}
          {[...kinds].map(([kind, references]) => (
            <MenuItem key={kind} onClick={() => onChoose(references, null)}>
              {words.mapping.leaveOutMissing(references.length, kindTitle(kind, titles))}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** 1 if a reference of a kind needs a choice, which comes first; 0 otherwise. */
const openIn = (references: readonly MappedReference[], kind: string): number =>
  Number(references.some((row) => row.kind === kind && outcomeOf(row, {}) === 'open'))
