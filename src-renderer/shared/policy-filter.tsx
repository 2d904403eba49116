import { Button, Dropdown, Input, Option, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import { FilterRegular, OptionsRegular } from '@fluentui/react-icons'
import { useMemo, type ReactNode } from 'react'
import type { Policy } from '#contract/model/policies.ts'
import { count } from '#renderer/ui/format.ts'
import { assignedWords, daysWords, everyPolicy, stateWords, type PolicyQuery } from './policy-query.ts'

interface Props {
  readonly policies: readonly Policy[]
  readonly query: PolicyQuery
  readonly onQuery: (query: PolicyQuery) => void
  /** Where no tree stands beside the table. */
  readonly withTypes?: boolean
  readonly children?: ReactNode
}

const dayChoices = [0, 1, 7, 30, 45, 90, 365]

/** One choice of a filter, in the row above a table. */
function Choice<Value extends string>({
  label,
  value,
  words,
  inline,
  onValue,
}: {
  readonly label: string
  readonly inline: boolean
  readonly value: Value
  readonly words: Readonly<Record<string, string>>
  readonly onValue: (value: Value) => void
}): ReactNode {
  return (
    <Dropdown
      size="small"
      className="filter-choice"
      inlinePopup={inline}
      aria-label={label}
      button={
        <span className="ellipsis">
          <span className="quiet">{label}</span> {words[value] ?? value}
        </span>
      }
      selectedOptions={[value]}
      value={words[value] ?? value}
      onOptionSelect={(_event, data) => onValue((data.optionValue ?? '') as Value)}
    >
      {Object.entries(words).map(([key, word]) => (
        <Option key={key} value={key} text={word}>
          {word}
        </Option>
      ))}
    </Dropdown>
  )
}

/** Narrows a list of policies: by words, state, platform, scope tag, assignment and age. */
export function PolicyFilter({ policies, query, onQuery, withTypes = false, children }: Props): ReactNode {
  const platforms = useMemo(
    () => ({
      '': 'Any',
      ...Object.fromEntries(
        [...new Set(policies.map((policy) => policy.platform))].toSorted().map((name) => [name, name]),
      ),
    }),
    [policies],
  )
  const kinds = useMemo(
    () => ({
      '': 'Any',
      ...Object.fromEntries([...new Set(policies.map((policy) => policy.kind))].toSorted().map((name) => [name, name])),
    }),
    [policies],
  )
  const tags = useMemo(
    () => ({
      '': 'Any',
      ...Object.fromEntries(
        [...new Set(policies.flatMap((policy) => policy.scopeTags))].toSorted().map((name) => [name, name]),
      ),
    }),
    [policies],
  )
  const set = (change: Partial<PolicyQuery>) => onQuery({ ...query, ...change })
  const { text: _text, node: _node, ...plain } = everyPolicy
  const narrowed = (Object.keys(plain) as (keyof typeof plain)[]).some((key) => query[key] !== plain[key])
  const choices = (inline: boolean) => (
    <>
      {withTypes ? (
        <Choice inline={inline} label="Type" value={query.kind} words={kinds} onValue={(kind) => set({ kind })} />
      ) : (
        <Choice
          inline={inline}
          label="State"
          value={query.state}
          words={stateWords}
          onValue={(state) => set({ state })}
        />
      )}
      <Choice
        inline={inline}
        label="Platform"
        value={query.platform}
        words={platforms}
        onValue={(platform) => set({ platform })}
      />
      <Choice inline={inline} label="Tag" value={query.tag} words={tags} onValue={(tag) => set({ tag })} />
      <Choice
        inline={inline}
        label="Assigned"
        value={query.assigned}
        words={assignedWords}
        onValue={(assigned) => set({ assigned })}
      />
      <Choice
        inline={inline}
        label="Modified"
        value={String(query.days)}
        words={Object.fromEntries(dayChoices.map((days) => [String(days), daysWords(days)]))}
        onValue={(days) => set({ days: Number(days) })}
      />
    </>
  )
  return (
    <div className="tool-row filter-row">
      <Input
        size="small"
        contentBefore={<FilterRegular />}
        placeholder={`Filter ${count(policies.length)} objects`}
        aria-label="Filter"
        value={query.text}
        onChange={(_event, data) => set({ text: data.value })}
      />
      <div className="choices">{choices(false)}</div>
      <Popover trapFocus>
        <PopoverTrigger>
          <Button
            size="small"
            className="choices-button"
            icon={<OptionsRegular />}
            {...(narrowed ? {} : { 'aria-label': 'Filters' })}
            title="Filters"
          >
            {narrowed ? 'Filters set' : null}
          </Button>
        </PopoverTrigger>
        <PopoverSurface className="stack" aria-label="Filters">
          {choices(true)}
        </PopoverSurface>
      </Popover>
      {narrowed ? (
        <Button
          size="small"
          appearance="subtle"
          onClick={() => onQuery({ ...everyPolicy, text: query.text, node: query.node })}
        >
          Clear
        </Button>
      ) : null}
      {children}
    </div>
  )
}
