import { Combobox, Field, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { ChosenObject } from '#contract/model/changes.ts'
import { useRead } from '#renderer/api/queries.ts'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import { words } from './words.ts'

/** Milliseconds without a key after which the tenant is searched. */
const settleMs = 250

/** Chooses a group, a filter or a scope tag of the tenant, which is searched while somebody types. */
export function ChooseObject({
  tenantId,
  what,
  label,
  none,
  chosen,
  onChoose,
}: {
  readonly tenantId: string
  readonly what: 'group' | 'filter' | 'scopeTag'
  readonly label: string
  /** What stands for no choice; without it, there has to be one. */
  readonly none?: string
  readonly chosen: ChosenObject | null
  readonly onChoose: (chosen: ChosenObject | null) => void
}): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const text = useDebounced(typed ?? '', settleMs)
  const found = useRead('changes.searchTargets', isOpen ? { tenantId, what, text } : null)
  const isBefore = found.isPlaceholderData || text !== (typed ?? '')
  const targets = (found.data ?? [])
    .filter(({ name }) => !isBefore || name.toLowerCase().includes(text.toLowerCase()))
    .toSorted((left, right) => left.name.localeCompare(right.name))
  return (
    <Field label={label} {...(found.isError ? { validationMessage: found.error.error.message } : {})}>
      <Combobox
        disableAutoFocus
        placeholder={none ?? words.groupHint}
        value={typed ?? chosen?.name ?? ''}
        selectedOptions={chosen === null ? [] : [chosen.id]}
        onChange={(event) => {
          setTyped(event.target.value)
          // What was chosen and is deleted is no longer chosen.
          if (event.target.value.trim() === '') onChoose(null)
        }}
        onBlur={() => setTyped(null)}
        onOpenChange={(_event, data) => {
          setOpen(data.open)
          if (!data.open) setTyped(null)
        }}
        onOptionSelect={(event, { optionValue }) => {
          // Whoever passes with Tab chooses nothing.
          if (optionValue === undefined || ('key' in event && event.key === 'Tab')) return
          setTyped(null)
          const target = targets.find(({ id }) => id === optionValue)
          onChoose(target ? { id: target.id, name: target.name } : null)
        }}
      >
        {none === undefined ? null : (
          <Option value="" text={none}>
            {none}
          </Option>
        )}
        {targets.map(({ id, name, mail }) => (
          <Option key={id} value={id} text={name}>
            <span className="two-lines">
              <span dir="auto">{name}</span>
              {mail === null ? null : <span className="small quiet">{mail}</span>}
            </span>
          </Option>
        ))}
        {isOpen && targets.length === 0 ? (
          <Option disabled value="-" text="">
            {found.isFetching || isBefore ? words.searching : words.notFound}
          </Option>
        ) : null}
      </Combobox>
    </Field>
  )
}
