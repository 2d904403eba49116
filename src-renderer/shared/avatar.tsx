import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'

/** A tenant's initials on its colour. */
export function Avatar({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const initials = tenant.name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()
  return (
    <span className="avatar" style={{ '--colour': tenant.colour }} aria-hidden="true">
      {initials}
    </span>
  )
}
