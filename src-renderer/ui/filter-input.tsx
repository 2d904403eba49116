import { Input } from '@fluentui/react-components'
import { FilterRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

interface Props {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly className?: string
}

/** The text that narrows a table down. */
export const FilterInput = ({ label, placeholder = label, value, onChange, className = '' }: Props): ReactNode => (
  <Input
    className={className}
    size="small"
    contentBefore={<FilterRegular />}
    aria-label={label}
    placeholder={placeholder}
    value={value}
    onChange={(_event, data) => onChange(data.value)}
  />
)
