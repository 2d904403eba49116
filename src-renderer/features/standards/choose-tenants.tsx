import { Checkbox } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'

/** Tenants to choose from. The order in which they were chosen stays. */
export function ChooseTenants({
  label,
  tenants,
  chosen,
  onChosen,
}: {
  readonly label: string
  readonly tenants: readonly Tenant[]
  readonly chosen: readonly string[]
  readonly onChosen: (chosen: readonly string[]) => void
}): ReactNode {
  return (
    <div role="group" aria-label={label}>
      <span className="small">{label}</span>
      <div className="tenant-choices">
        {tenants.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={chosen.includes(id) ? `${name} (${chosen.indexOf(id) + 1})` : name}
            checked={chosen.includes(id)}
            onChange={() => onChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])}
          />
        ))}
      </div>
    </div>
  )
}
