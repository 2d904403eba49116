import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { initialsOf } from './initials.ts'

/** A tenant's initials on its color. */
export const Avatar = ({ tenant }: { readonly tenant: Tenant }): ReactNode => (
  <span className="avatar" style={{ '--colour': tenant.colour }} aria-hidden="true">
    {initialsOf(tenant.name)}
  </span>
)
