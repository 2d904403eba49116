import { Dropdown, Option } from '@fluentui/react-components'
import type { ReactNode } from 'react'

interface Props {
  readonly label: string
  /** What stands for no choice. */
  readonly every: string
  /** Empty for no choice. */
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChoose: (value: string) => void
}

/** Narrows a table down to one of several values. */
export const Choice = ({ label, every, value, options, onChoose }: Props): ReactNode => (
  <Dropdown
    className="min-120"
    size="small"
    aria-label={label}
    value={options.find(([key]) => key === value)?.[1] ?? every}
    selectedOptions={[value]}
    onOptionSelect={(_event, data) => onChoose(data.optionValue ?? '')}
  >
    <Option value="" text={every}>
      {every}
    </Option>
    {options.map(([key, name]) => (
      <Option key={key} value={key} text={name}>
        {name}
      </Option>
    ))}
  </Dropdown>
)
