import { Dropdown, Field, Option } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { words } from './words.ts'

/** Where an import goes: an imported tenant that is there, or a new one. */
export function ImportInto({
  tenants,
  chosen,
  onChosen,
}: {
  readonly tenants: readonly Tenant[]
  /** Nothing stands for a new one. */
  readonly chosen: Tenant | undefined
  readonly onChosen: (tenantId: string) => void
}): ReactNode {
  return (
    <Field label={words.into}>
      <Dropdown
        value={chosen?.name ?? words.newOne}
        selectedOptions={[chosen?.id ?? '']}
        onOptionSelect={(_event, data) => onChosen(data.optionValue ?? '')}
      >
        <Option value="">{words.newOne}</Option>
        {tenants.map(({ id, name }) => (
          <Option key={id} value={id} text={name}>
            {name}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}
