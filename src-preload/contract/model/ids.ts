import { z } from 'zod'

const id = <Brand extends string>() => z.string().min(1).max(100).brand<Brand>()

export const TenantId = z
  .guid()
  .transform((value) => value.toLowerCase())
  .pipe(z.string().brand<'TenantId'>())
export type TenantId = z.infer<typeof TenantId>
export const PolicyId = id<'PolicyId'>()
export type PolicyId = z.infer<typeof PolicyId>
export const VersionId = id<'VersionId'>()
export type VersionId = z.infer<typeof VersionId>
export const RunId = id<'RunId'>()
export type RunId = z.infer<typeof RunId>
export const BackupSetId = id<'BackupSetId'>()
export type BackupSetId = z.infer<typeof BackupSetId>
export const PlanId = id<'PlanId'>()
export type PlanId = z.infer<typeof PlanId>
export const BaselineId = id<'BaselineId'>()
export type BaselineId = z.infer<typeof BaselineId>
export const FindingId = id<'FindingId'>()
export type FindingId = z.infer<typeof FindingId>
export const ScheduleId = id<'ScheduleId'>()
export type ScheduleId = z.infer<typeof ScheduleId>
export const ViewId = id<'ViewId'>()
export type ViewId = z.infer<typeof ViewId>
export const IgnoreRuleId = id<'IgnoreRuleId'>()
export type IgnoreRuleId = z.infer<typeof IgnoreRuleId>
export const DeviationId = id<'DeviationId'>()
export type DeviationId = z.infer<typeof DeviationId>
export const AlertChannelId = id<'AlertChannelId'>()
export type AlertChannelId = z.infer<typeof AlertChannelId>
export const StandardId = id<'StandardId'>()
export type StandardId = z.infer<typeof StandardId>
export const RolloutId = id<'RolloutId'>()
export type RolloutId = z.infer<typeof RolloutId>
