import { Dropdown, Field, Input, Option } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { PlanOptions } from '#contract/model/plans.ts'
import { words } from './words.ts'

/** What a plan does with objects that exist, with assignments and with scope tags. */
export function OptionsForm({
  options,
  onChange,
}: {
  readonly options: PlanOptions
  readonly onChange: (options: PlanOptions) => void
}): ReactNode {
  return (
    <div className="row gap-l inset-m wrap top">
      <Choice
        label={words.options.existing}
        choices={words.options.existingChoices}
        value={options.existing}
        onChange={(value) => onChange({ ...options, existing: value })}
      />
      {options.existing === 'copy' ? (
        <Field label={words.options.suffix}>
          <Input
            size="small"
            maxLength={40}
            value={options.suffix}
            onChange={(_event, data) => onChange({ ...options, suffix: data.value })}
          />
        </Field>
      ) : null}
      <Choice
        label={words.options.assignments}
        choices={words.options.assignmentChoices}
        value={options.assignments}
        onChange={(value) => onChange({ ...options, assignments: value })}
      />
      <Choice
        label={words.options.scopeTags}
        choices={words.options.scopeTagChoices}
        value={options.scopeTags}
        onChange={(value) => onChange({ ...options, scopeTags: value })}
      />
      <Choice
        label={words.options.replace}
        choices={words.options.replaceChoices}
        value={options.replace}
        onChange={(value) => onChange({ ...options, replace: value })}
      />
    </div>
  )
}

function Choice<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  readonly label: string
  readonly choices: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChange: (value: Value) => void
}): ReactNode {
  const entries = Object.entries(choices) as [Value, string][]
  return (
    <Field label={label}>
      <Dropdown
        size="small"
        value={choices[value]}
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
