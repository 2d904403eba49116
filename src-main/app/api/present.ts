import { aboutOf } from '#domain/severity/severity.ts'
import { doubtText } from '#domain/doubts/doubts.ts'
import type { BackupSet } from '#contract/model/backups.ts'
import type { MappedReference, PlanItem } from '#contract/model/plans.ts'
import type { Notification } from '#contract/model/notifications.ts'
import type { Policy, Version } from '#contract/model/policies.ts'
import type { Run, RunItem } from '#contract/model/runs.ts'
import { BackupSetId, PolicyId, RunId, VersionId } from '#contract/model/ids.ts'
import type { ItemState } from '#contract/model/run-states.ts'
import { groups } from '#domain/policy-types/entra/groups.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { MappedReference as DomainReference } from '#domain/restore/mapping.ts'
import type { BackupSetRow } from '../ports/backups.ts'
import type { NotificationRow } from '../ports/notifications.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunItemRow, RunRow } from '../ports/runs.ts'
import type { StoredPlanItem } from '../ports/plans.ts'
import type { VersionRow } from '../ports/versions.ts'

/** Rows of the store as the contract shows them. */
export const toPolicy = (
  row: PolicyRow,
  tagName: (id: string) => string,
): Omit<Policy, 'recreatedAs' | 'openFindings'> => ({
  id: PolicyId.parse(row.id),
  type: row.type,
  externalId: row.externalId,
  name: row.name,
  kind: row.kind,
  platform: row.platform,
  category: [...(policyTypeOf(row.type).categoryOf?.(row.kind) ?? policyTypeOf(row.type).category)],
  state: row.state,
  ignoredAt: row.ignoredAt,
  archivedAt: row.archivedAt,
  modifiedAt: row.modifiedAt,
  lastSeenAt: row.lastSeenAt,
  lastCapturedAt: row.lastCapturedAt,
  versionId: row.versionId === null ? null : VersionId.parse(row.versionId),
  versionCount: row.versionCount,
  assignmentCount: row.assignmentCount,
  scopeTags: row.scopeTags.map(tagName),
})

export const toVersion = (row: VersionRow): Version => ({
  id: VersionId.parse(row.id),
  policyId: PolicyId.parse(row.policyId),
  type: row.type,
  name: row.name,
  number: row.number,
  capturedAt: row.capturedAt,
  modifiedAt: row.modifiedAt,
  hash: row.hash,
  size: row.size,
  live: row.live,
  backupSets: [...row.backupSets],
  doubts: row.doubts.map(doubtText),
  change: row.reasons === null ? null : aboutOf(row.reasons),
})

/** A run with its figures. */
export const toRun = (row: RunRow, counts: Record<ItemState, number>, waitingUntil: string | null): Run =>
  ({
    kind: row.kind,
    result: row.result,
    id: RunId.parse(row.id),
    tenantId: row.tenantId,
    title: row.title,
    status: row.status,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    requests: row.requests,
    throttled: row.throttled,
    leftOut: row.leftOut,
    waitingUntil,
    phase: row.phase,
    error: row.error,
    // Kind and result come from the same row, so they match.
  }) as Run

export const toRunItem = (row: RunItemRow): RunItem => ({
  id: row.id,
  seq: row.seq,
  type: row.type,
  name: row.name,
  policyId: row.policyId === null ? null : PolicyId.parse(row.policyId),
  action: row.action,
  state: row.state,
  note: row.note,
  error: row.error,
  doubtful: 'doubtful' in row.detail && row.detail.doubtful === true,
  incomplete: row.state === 'failed' && 'incomplete' in row.detail && row.detail.incomplete === true,
  endedAt: row.endedAt,
  tookMs: row.startedAt && row.endedAt ? Date.parse(row.endedAt) - Date.parse(row.startedAt) : null,
  beforeVersionId: row.beforeVersionId === null ? null : VersionId.parse(row.beforeVersionId),
  afterVersionId: row.afterVersionId === null ? null : VersionId.parse(row.afterVersionId),
})

export const toNotification = (row: NotificationRow): Notification => ({ ...row, runId: RunId.parse(row.runId) })

export const toBackupSet = (row: BackupSetRow): BackupSet => ({
  id: BackupSetId.parse(row.id),
  name: row.name,
  createdAt: row.createdAt,
  versions: row.versions,
  newVersions: row.newVersions,
  size: row.size,
  newSize: row.newSize,
  verifiedAt: row.verifiedAt,
  complete: row.complete,
  note: row.note,
  tags: [...row.tags],
})

export const toPlanItem = (item: Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>): PlanItem => ({
  seq: item.seq,
  type: item.type,
  sourceId: item.sourceId,
  name: item.name,
  kind: item.kind,
  action: item.action,
  reason: item.reason,
  warnings: [...item.warnings],
  asks: [...(item.asks ?? [])],
  risk: item.risk,
  included: item.included,
  targetId: item.targetId,
  dependsOn: [...item.dependsOn],
  later: [...item.later],
  replacedBy: item.replacedBy ?? null,
  canReplace: item.canReplace === true,
  reach: item.reach
    ? { includes: item.reach.includes.map((needs) => [...needs]), excludes: [...item.reach.excludes] }
    : null,
  endsUnassigned: item.endsUnassigned === true,
})

export const toReference = ({ kind, sourceId, usedBy, match, sourceName }: DomainReference): MappedReference => ({
  candidates: match.how === 'ambiguous' ? match.candidates.map(({ id, name }) => ({ id, name })) : [],
  canCreate: kind === groups.key && match.how !== 'fixed',
  kind,
  sourceId,
  usedBy,
  name: sourceName ?? match.name,
  // For whoever chooses, a replacement is what an earlier restore chose.
  how: match.how === 'replaced' ? 'remembered' : match.how,
  targetId: 'id' in match ? match.id : null,
  targetName: 'id' in match ? match.name : null,
})
