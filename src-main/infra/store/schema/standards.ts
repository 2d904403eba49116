import type { Generated } from 'kysely'

interface Standards {
  id: string
  tenant_id: string
  name: string
  source: string
  tenants: string
  waves: string
  created_at: string
}

interface TenantValues {
  tenant_id: string
  name: string
  value: string
}

interface AcceptedDifferences {
  tenant_id: string
  type: string
  name: string
  print: string
  reason: string
  owner: string
  until: string | null
  created_at: string
}

interface Rollouts {
  id: string
  standard_id: string
  title: string
  groups: string
  versions: string | null
  created_at: string
  stopped_at: string | null
  stopped_for: string | null
}

interface RolloutSteps {
  rollout_id: string
  position: number
  tenant_id: string
  due: number | null
  plan_run_id: string | null
  plan_id: string | null
  rehearsal_run_id: string | null
  confirmed_at: string | null
  justification: string | null
  restore_run_id: string | null
  left_out: Generated<number>
}

/** Standards, what tenants have in their own way, and rollouts. */
export interface StandardsTables {
  standards: Standards
  tenant_values: TenantValues
  accepted_differences: AcceptedDifferences
  rollouts: Rollouts
  rollout_steps: RolloutSteps
}
