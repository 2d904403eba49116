import { z } from 'zod'
import { Change } from './changes.ts'
import { BackupSetId, DeviationId, PolicyId, TenantId, VersionId } from './ids.ts'
import { AskedMoment, Moment } from './moments.ts'

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
export const coverageStates = [
  'conflicting',
  'otherValue',
  'missing',
  'unassigned',
  'partly',
  'accepted',
  'met',
] as const
export const CoverageState = z.enum(coverageStates)
export type CoverageState = z.infer<typeof CoverageState>

/**
 * What a new release of a baseline asks of a tenant for a value that the tenant doesn't have: to follow the release, to
 * leave what it changed itself before, or to decide, because both changed the setting. `none` for a value that it has.
 */
export const releaseSteps = ['bothChanged', 'follow', 'ownChange', 'none'] as const
export const ReleaseStep = z.enum(releaseSteps)
export type ReleaseStep = z.infer<typeof ReleaseStep>

/** A value of baselines that a tenant doesn't have on purpose. */
export const Deviation = z.object({
  id: DeviationId,
  settingId: z.string(),
  /** The value as Graph has it: the ID of an option, a number, or a text. */
  key: z.string(),
  reason: z.string(),
  /** Who answers for it. */
  owner: z.string(),
  /** The last day, as `2026-12-31`; null for no end. */
  until: z.string().nullable(),
  createdAt: Moment,
  /** Its last day is over, so it counts no longer. */
  isOver: z.boolean(),
})
export type Deviation = z.infer<typeof Deviation>

/** A setting of a baseline with its values, and what sets it in the tenant. */
export const CoveredSetting = z.object({
  id: z.string(),
  name: z.string(),
  values: z.array(
    z.object({
      value: z.string(),
      /** The same as Graph has it. */
      key: z.string(),
      state: CoverageState,
      /** How the tenant meets it otherwise, and who accepted that; also where that is over. */
      deviation: Deviation.extend({ otherwise: CoverageState }).nullable(),
      /** What the new release asks for; null without an earlier one. */
      step: ReleaseStep.nullable(),
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
  /** Settings that the earlier release had and the baseline hasn't, which the tenant still sets. */
  dropped: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** The values of the earlier release. */
      values: z.array(z.string()),
      uses: z.array(SettingHolder),
    }),
  ),
  notCompared: z.object({
    /** Policies with settings that aren't of the settings catalog. */
    policies: z.number(),
    /** Secrets and references. */
    values: z.number(),
  }),
})
export type Coverage = z.infer<typeof Coverage>

/** What becomes of a setting: it gets a value of the baseline, or goes. */
export const ChosenSetting = z.strictObject({
  settingId: z.string().min(1).max(500),
  /** The value as Graph has it; null if the setting goes. */
  key: z.string().max(20_000).nullable(),
})
export type ChosenSetting = z.infer<typeof ChosenSetting>

/** What chosen settings change, and why some of them can't be set. */
export const SettingChange = z.object({
  /** Null if nothing is left to change. */
  change: Change.nullable(),
  policyIds: z.array(PolicyId),
  /** What becomes of each policy. */
  policies: z.array(
    z.object({
      policyId: PolicyId,
      policyName: z.string(),
      /** Settings that it has already, with another value. */
      changes: z.number(),
      adds: z.number(),
      removes: z.number(),
    }),
  ),
  cannot: z.array(z.object({ settingId: z.string(), name: z.string(), reason: z.string() })),
  /** Settings that no policy of the tenant sets. */
  missing: z.number(),
  /** Policies that can get them. */
  candidates: z.array(z.object({ policyId: PolicyId, policyName: z.string() })),
})
export type SettingChange = z.infer<typeof SettingChange>
