import { switchOf, type CaptureSwitches } from '#contract/model/tenants.ts'
import type { PolicyType } from './policy-type.ts'

/** Whether a tenant captures a type: all of Intune, and the groups of types that are turned on for it. */
export const isCaptured = ({ optional }: PolicyType, tenant: CaptureSwitches): boolean =>
  optional === undefined || tenant[switchOf[optional]]
