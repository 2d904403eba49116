import { Combobox, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { FoundTarget } from '#contract/model/mapping-table.ts'
import type { MappedReference } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import { createChoice, leftOutChoice } from './references.ts'
import { words } from './words.ts'

interface Props {
  readonly tenant: Tenant
  readonly planId: string
  readonly reference: MappedReference
  readonly choice: string | null | undefined
  /** What the choice is called. */
  readonly shown: string
  readonly onChoose: (choice: string | null, name: string) => void
}

/** Milliseconds without a key after which the target is searched. */
const settleMs = 250

/**
 * What a reference becomes: searched in the target while somebody types, created there, or left out. Only a click, Enter or
 * Space on an option chooses it: whoever passes with Tab, or presses Enter before anything is found, changes nothing.
 */
export function TargetChoice({ tenant, planId, reference, choice, shown, onChoose }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  // Of several with one name, the others help nobody.
  const start = reference.how === 'ambiguous' ? reference.name : ''
  const text = useDebounced(typed ?? start, settleMs)
  const of = { tenantId: tenant.id, planId, kind: reference.kind }
  const found = useRead('restore.searchTargets', isOpen ? { ...of, text } : null)
  // Until the answer is there, what was found before is shown as far as it matches.
  const isBefore = found.isPlaceholderData || text !== (typed ?? start)
  // What the plan has read helps without a connection, too.
  const planned = useRead('restore.candidates', isOpen && found.isError ? of : null)
  const targets = found.isError
    ? (planned.data ?? []).map(plain).filter((target) => matches(target, text))
    : (found.data ?? []).filter((target) => !isBefore || matches(target, typed ?? start))
  // The list grows at its end when the answer arrives: what the pointer is on must not move.
  const target = choice === undefined ? reference.targetId : choice
  const current = typed || target === null || target === createChoice ? [] : [plain({ id: target, name: shown })]
  const detailed = new Map(targets.map((entry) => [entry.id, entry]))
  const proposed = typed
    ? []
    : reference.candidates.map((entry) => detailed.get(entry.id) ?? plain(entry)).filter(({ id }) => id !== target)
  const isListed = (id: string) => [...current, ...proposed].some((entry) => entry.id === id)
  const known = [...current, ...proposed, ...targets.filter(({ id }) => !isListed(id))]
  const isTwice = (name: string) => known.filter((entry) => entry.name === name).length > 1
  const create = words.mapping.create(tenant.name)
  // Whoever types looks for an object, which comes first then.
  const isTyped = typed !== null && typed !== ''
  const isSearching = isOpen && !found.isError && (found.isFetching || isBefore)
  const optionsOf = (some: readonly FoundTarget[]) =>
    some.map((target) => (
      <Option key={target.id} value={target.id} text={target.name || target.id}>
        <span className="two-lines">
          <span dir="auto">{target.name || target.id}</span>
          <span className="small quiet">{detailOf(target, isTwice(target.name))}</span>
        </span>
      </Option>
    ))
  return (
    <Combobox
      disableAutoFocus
      className="whole-width shrinks"
      size="small"
      aria-label={words.mapping.choiceFor(reference.name, tenant.name)}
      placeholder={reference.how === 'ambiguous' ? words.mapping.chooseOne : words.mapping.notChosen}
      value={typed ?? shown}
      selectedOptions={
        choice === undefined ? (reference.targetId === null ? [] : [reference.targetId]) : [choice ?? leftOutChoice]
      }
      onChange={(event) => setTyped(event.target.value)}
      onOpenChange={(_event, data) => {
        setOpen(data.open)
        setTyped(null)
        // What somebody types now is another name, and not more of this one.
        const { activeElement } = document
        if (data.open && activeElement instanceof HTMLInputElement) activeElement.select()
      }}
      onOptionSelect={(event, { optionValue }) => {
        const isMeant = event.type === 'click' || ('key' in event && event.key !== 'Tab')
        if (optionValue === undefined || !isMeant) return
        setTyped(null)
        onChoose(
          optionValue === leftOutChoice ? null : optionValue,
          known.find(({ id }) => id === optionValue)?.name ?? '',
        )
      }}
    >
      {isTyped ? optionsOf(known) : optionsOf(current)}
      {reference.canCreate ? (
        <Option value={createChoice} text={create}>
          {words.mapping.createHint(tenant.name)}
        </Option>
      ) : null}
      <Option value={leftOutChoice} text={words.mapping.leaveOut}>
        {words.mapping.leaveOut}
      </Option>
      {isTyped ? null : optionsOf(known.slice(current.length))}
      {isSearching || found.isError || (found.isSuccess && known.length === 0) ? (
        <Option disabled value="" text="">
          {found.isError
            ? words.mapping.notSearched(found.error.error.message)
            : isSearching
              ? words.mapping.searching(tenant.name)
              : words.mapping.noneFound(tenant.name)}
        </Option>
      ) : null}
    </Combobox>
  )
}

const plain = ({ id, name }: { readonly id: string; readonly name: string }): FoundTarget => ({
  id,
  name,
  mail: null,
  members: null,
})

const matches = ({ name, mail }: FoundTarget, text: string): boolean =>
  `${name} ${mail ?? ''}`.toLowerCase().includes(text.toLowerCase())

const detailOf = ({ id, mail, members }: FoundTarget, withId: boolean): string =>
  [members === null ? '' : words.mapping.members(members), mail ?? '', withId ? id : ''].filter(Boolean).join(' · ')
