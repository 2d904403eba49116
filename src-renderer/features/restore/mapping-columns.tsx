import { AddCircleFilled, CheckmarkCircleFilled, ErrorCircleFilled, SubtractCircleFilled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { MappedReference } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import type { Column } from '#renderer/ui/data-grid.tsx'
import type { Effect } from './mapping-effects.ts'
import { createChoice, keyOf, outcomeOf, type Choices, type ReferenceState } from './references.ts'
import { TargetChoice } from './target-choice.tsx'
import { words } from './words.ts'

const icons: Readonly<Record<ReferenceState, ReactNode>> = {
  mapped: <CheckmarkCircleFilled className="success" aria-label={words.mapping.states.mapped} />,
  created: <AddCircleFilled className="accent" aria-label={words.mapping.states.created} />,
  left: <SubtractCircleFilled className="warning" aria-label={words.mapping.states.left} />,
  open: <ErrorCircleFilled className="danger" aria-label={words.mapping.states.open} />,
}

/** What the columns of the mapping show. */
interface Mapping {
  readonly tenant: Tenant
  readonly planId: string
  readonly choices: Choices
  /** Names of chosen objects that the plan hasn't read, by their ID. */
  readonly names: Readonly<Record<string, string>>
  readonly effects: ReadonlyMap<string, Effect>
}

/** How a reference was matched. */
export function howOf(row: MappedReference, choices: Choices): string {
  if (keyOf(row) in choices) return words.mapping.selectedManually
  return row.how === 'ambiguous' ? words.mapping.candidates(row.candidates.length) : words.mapping.how(row.how)
}

/** What a reference becomes in the target. A chosen object without a known name is named by its ID. */
export function targetOf(
  tenant: Tenant,
  reference: MappedReference,
  choices: Choices,
  names: Readonly<Record<string, string>>,
): string {
  const choice = choices[keyOf(reference)]
  if (choice === null) return words.mapping.leaveOut
  if (choice === createChoice) return words.mapping.create(tenant.name)
  if (choice !== undefined) return names[choice] ?? reference.candidates.find(({ id }) => id === choice)?.name ?? choice
  if (reference.how === 'created') return words.mapping.create(tenant.name)
  return reference.how === 'skipped' ? words.mapping.leaveOut : (reference.targetName ?? '')
}

/** What the source refers to, what it becomes, and what that means for the policies that refer to it. */
export function columnsFor(
  { tenant, planId, choices, names, effects }: Mapping,
  onChoose: (key: string, choice: string | null, name: string) => void,
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
        <span className="two-lines">
          <span className="ellipsis" dir="auto" title={row.name}>
            {row.name}
          </span>
          <span className="small quiet ellipsis" title={row.sourceId}>
            {words.mapping.usedBy(row.usedBy)} · <span className="mono">{row.sourceId.slice(0, 8)}</span>
          </span>
        </span>
      ),
    },
    {
      key: 'choice',
      title: words.mapping.columns.target(tenant.name),
      width: 'minmax(200px, 1fr)',
      render: (row) => (
        <TargetChoice
          tenant={tenant}
          planId={planId}
          reference={row}
          choice={choices[keyOf(row)]}
          shown={targetOf(tenant, row, choices, names)}
          onChoose={(choice, name) => onChoose(keyOf(row), choice, name)}
        />
      ),
    },
    {
      key: 'effect',
      title: words.mapping.columns.effect,
      width: 'minmax(0, 0.9fr)',
      sort: (row) => effects.get(keyOf(row))?.unassigned ?? 0,
      render: (row) => {
        const effect = effects.get(keyOf(row))
        const lost = effect === undefined ? '' : words.mapping.effect(effect)
        return (
          <span className="two-lines">
            <span className={outcomeOf(row, choices) === 'open' ? 'ellipsis danger' : 'ellipsis'}>
              {howOf(row, choices)}
            </span>
            {lost === '' ? null : (
              <span className="small warning ellipsis" title={lost}>
                {lost}
              </span>
            )}
          </span>
        )
      },
    },
  ]
}
