import { Button, Dropdown, Input, Option, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import { FilterRegular, OptionsRegular } from '@fluentui/react-icons'
import { useMemo, type ReactNode } from 'react'
import type { Policy } from '#contract/model/policies.ts'
import { everyPolicy, type PolicyQuery } from './policy-query.ts'
import { words } from './words.ts'

interface Props {
  readonly policies: readonly Policy[]
  readonly query: PolicyQuery
  readonly onQuery: (query: PolicyQuery) => void
  /** Adds a filter by type, for tables without a category tree beside them. */
  readonly withTypes?: boolean
  readonly children?: ReactNode
}

const dayChoices = [0, 1, 7, 30, 45, 90, 365]

/** One choice of a filter, in the row above a table. */
function Choice<Value extends string>({
  label,
  value,
  options,
  inline,
  onValue,
}: {
  readonly label: string
  readonly inline: boolean
  readonly value: Value
  readonly options: Readonly<Record<string, string>>
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
          {value === Object.keys(options)[0] ? (
            label
          ) : (
            <>
              <span className="quiet">{label}</span> {options[value] ?? value}
            </>
          )}
        </span>
      }
      selectedOptions={[value]}
      value={options[value] ?? value}
      onOptionSelect={(_event, data) => onValue((data.optionValue ?? '') as Value)}
    >
      {Object.entries(options).map(([key, word]) => (
        <Option key={key} value={key} text={word}>
          {word}
        </Option>
      ))}
    </Dropdown>
  )
}

/** The values that occur, sorted, after the choice of any. */
const optionsOf = (values: readonly string[]): Readonly<Record<string, string>> => ({
  '': words.policies.any,
  ...Object.fromEntries([...new Set(values)].toSorted().map((value) => [value, value])),
})

/** Narrows a list of policies: by words, state, platform, scope tag, assignment and age. */
export function PolicyFilter({ policies, query, onQuery, withTypes = false, children }: Props): ReactNode {
  const platforms = useMemo(() => optionsOf(policies.map((policy) => policy.platform)), [policies])
  const kinds = useMemo(() => optionsOf(policies.map((policy) => policy.kind)), [policies])
  const tags = useMemo(() => optionsOf(policies.flatMap((policy) => policy.scopeTags)), [policies])
  const set = (change: Partial<PolicyQuery>) => onQuery({ ...query, ...change })
  const { text: _text, node: _node, ...plain } = everyPolicy
  const narrowed = (Object.keys(plain) as (keyof typeof plain)[]).some((key) => query[key] !== plain[key])
  const choices = (inline: boolean) => (
    <>
      {withTypes ? (
        <Choice
          inline={inline}
          label={words.policies.type}
          value={query.kind}
          options={kinds}
          onValue={(kind) => set({ kind })}
        />
      ) : (
        <Choice
          inline={inline}
          label={words.policies.state}
          value={query.state}
          options={words.policies.states}
          onValue={(state) => set({ state })}
        />
      )}
      <Choice
        inline={inline}
        label={words.policies.platform}
        value={query.platform}
        options={platforms}
        onValue={(platform) => set({ platform })}
      />
      <Choice
        inline={inline}
        label={words.policies.scopeTag}
        value={query.tag}
        options={tags}
        onValue={(tag) => set({ tag })}
      />
      <Choice
        inline={inline}
        label={words.policies.assigned}
        value={query.assigned}
        options={words.policies.assignedStates}
        onValue={(assigned) => set({ assigned })}
      />
      <Choice
        inline={inline}
        label={words.policies.modified}
        value={String(query.days)}
        options={Object.fromEntries(dayChoices.map((days) => [String(days), words.policies.modifiedWithin(days)]))}
        onValue={(days) => set({ days: Number(days) })}
      />
    </>
  )
  return (
    <div className="tool-row filter-row">
      <Input
        size="small"
        contentBefore={<FilterRegular />}
        placeholder={words.policies.filterPlaceholder(policies.length)}
        aria-label={words.policies.filter}
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
            {...(narrowed ? {} : { 'aria-label': words.policies.filters })}
            title={words.policies.filters}
          >
            {narrowed ? words.policies.filtersOn : null}
          </Button>
        </PopoverTrigger>
        <PopoverSurface className="stack" aria-label={words.policies.filters}>
          {choices(true)}
        </PopoverSurface>
      </Popover>
      {narrowed ? (
        <Button
          size="small"
          appearance="subtle"
          onClick={() => onQuery({ ...everyPolicy, text: query.text, node: query.node })}
        >
          {words.policies.clear}
        </Button>
      ) : null}
      {children}
    </div>
  )
}
