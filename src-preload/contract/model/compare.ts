import { z } from 'zod'
import { BackupSetId, PolicyId, TenantId, VersionId } from './ids.ts'
import { AskedMoment } from './moments.ts'

/** A state of a tenant: the latest capture, a backup set, selected versions, or a point in time. */
export const Side = z.strictObject({
  tenantId: TenantId,
  from: z.union([
    z.strictObject({ now: z.literal(true) }),
    z.strictObject({ setId: BackupSetId }),
    z.strictObject({ versionIds: z.array(VersionId).min(1) }),
    z.strictObject({ at: AskedMoment }),
  ]),
})
export type Side = z.infer<typeof Side>

/** Two matching objects, or one without a counterpart. */
export const ComparedPair = z.object({
  type: z.string(),
  kind: z.string(),
  name: z.string(),
  state: z.enum(['same', 'different', 'left', 'right']),
  /** How the two were paired. */
  by: z.enum(['id', 'mapping', 'identity', 'name', 'content', 'hand']).nullable(),
  leftVersionId: VersionId.nullable(),
  rightVersionId: VersionId.nullable(),
  /** How many values differ. */
  changes: z.number(),
})
export type ComparedPair = z.infer<typeof ComparedPair>

const SettingHolder = z.object({ policyId: PolicyId, policyName: z.string(), value: z.string(), assigned: z.boolean() })

/** A setting, with the policies that set it and their values. */
export const SettingUse = z.object({
  id: z.string(),
  name: z.string(),
  /** Several policies for the same users or devices certainly set it to different values, and nothing settles that. */
  conflicts: z.boolean(),
  /** What is known of different values; null where there are none for anybody in common. */
  conflict: z
    .object({
      /** Whether somebody in common gets both values, or may. */
      certainty: z.enum(['certain', 'possible']),
      /** How many certainly get both values; null where users and devices weren't read. */
      users: z.number().nullable(),
      devices: z.number().nullable(),
      /** What Microsoft documents to happen: the values are merged, or the strictest one applies. */
      settledBy: z.enum(['merge', 'strictest']).nullable(),
    })
    .nullable(),
  uses: z.array(SettingHolder),
})
export type SettingUse = z.infer<typeof SettingUse>

/** How a tenant meets a value of a baseline, the worst first. */
export const coverageStates = ['conflicting', 'otherValue', 'missing', 'unassigned', 'partly', 'met'] as const
export const CoverageState = z.enum(coverageStates)
export type CoverageState = z.infer<typeof CoverageState>

/** A setting of a baseline with its values, and what sets it in the tenant. */
export const CoveredSetting = z.object({
  id: z.string(),
  name: z.string(),
  values: z.array(
    z.object({
      value: z.string(),
      state: CoverageState,
      /** Policies of the baseline with this value. */
      baseline: z.array(z.object({ policyId: PolicyId, policyName: z.string() })),
    }),
  ),
  uses: z.array(SettingHolder),
})
export type CoveredSetting = z.infer<typeof CoveredSetting>

/** How a tenant meets a baseline, and how much of the baseline nobody can compare. */
export const Coverage = z.object({
  settings: z.array(CoveredSetting),
  notCompared: z.object({
    /** Policies with settings that aren't of the settings catalog. */
    policies: z.number(),
    /** Secrets and references. */
    values: z.number(),
  }),
})
export type Coverage = z.infer<typeof Coverage>
