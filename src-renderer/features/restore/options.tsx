import { Dropdown, Field, Input, Option } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { PlanOptions } from '#contract/model/plans.ts'

export const defaultOptions: PlanOptions = {
  existing: 'update',
  suffix: '(restored)',
  assignments: 'mapped',
  scopeTags: 'mapped',
}

const existing: Readonly<Record<PlanOptions['existing'], string>> = {
  update: "Bring it to the backup's state",
  skip: 'Leave it as it is',
  copy: 'Make a copy beside it',
}
const assignments: Readonly<Record<PlanOptions['assignments'], string>> = {
  mapped: 'Restore, groups by the mapping',
  source: 'Restore, to the very same groups only',
  none: 'Leave as they are',
}
const scopeTags: Readonly<Record<PlanOptions['scopeTags'], string>> = {
  mapped: 'Restore by the mapping',
  none: 'Leave as they are',
}

/** How a plan treats what is there already. */
export function OptionsForm({
  options,
  onChange,
}: {
  readonly options: PlanOptions
  readonly onChange: (options: PlanOptions) => void
}): ReactNode {
  return (
    <div className="row gap-l inset-m wrap top">
      <Words
        label="An object that is there already"
        words={existing}
        value={options.existing}
        onChange={(value) => onChange({ ...options, existing: value })}
      />
      {options.existing === 'copy' ? (
        <Field label="Added to the name of a copy">
          <Input
            size="small"
            maxLength={40}
            value={options.suffix}
            onChange={(_event, data) => onChange({ ...options, suffix: data.value })}
          />
        </Field>
      ) : null}
      <Words
        label="Assignments"
        words={assignments}
        value={options.assignments}
        onChange={(value) => onChange({ ...options, assignments: value })}
      />
      <Words
        label="Scope tags"
        words={scopeTags}
        value={options.scopeTags}
        onChange={(value) => onChange({ ...options, scopeTags: value })}
      />
    </div>
  )
}

function Words<Value extends string>({
  label,
  words,
  value,
  onChange,
}: {
  readonly label: string
  readonly words: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChange: (value: Value) => void
}): ReactNode {
  const entries = Object.entries(words) as [Value, string][]
  return (
    <Field label={label}>
      <Dropdown
        size="small"
        value={words[value]}
        selectedOptions={[value]}
        onOptionSelect={(_event, data) => {
          const chosen = entries.find(([key]) => key === data.optionValue)
          if (chosen) onChange(chosen[0])
        }}
      >
        {entries.map(([key, text]) => (
          <Option key={key} value={key}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}
