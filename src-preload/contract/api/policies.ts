import { z } from 'zod'
import { method } from '../method.ts'
import { PolicyId, TenantId, VersionId } from '../model/ids.ts'
import { AskedMoment, Moment } from '../model/moments.ts'
import {
  AuthoredVersion,
  Change,
  Policy,
  PolicyType,
  ReadableSection,
  SettingsDiff,
  Version,
} from '../model/policies.ts'
const ofTenant = z.strictObject({ tenantId: TenantId })

const ofVersion = z.strictObject({ tenantId: TenantId, versionId: VersionId })
/** Two versions of one type. `afterTenantId` is the tenant of the newer one, if it differs. */
const pair = z.strictObject({
  tenantId: TenantId,
  before: VersionId,
  after: VersionId,
  afterTenantId: TenantId.optional(),
})

export const policies = {
  'policies.types': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed', 'tenant.changed'],
    input: z.strictObject({ tenantId: TenantId }),
    output: z.array(PolicyType),
  }),
  'policies.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed', 'drift.changed'],
    input: z.strictObject({
      tenantId: TenantId,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(20_000).default(400),
    }),
    output: z.object({ policies: z.array(Policy), total: z.number() }),
  }),
  'policies.get': method({
    effect: 'read',
    scope: 'tenant',
    owns: { policyId: 'policy' },
    changedBy: ['inventory.changed', 'drift.changed'],
    input: z.strictObject({ tenantId: TenantId, policyId: PolicyId }),
    output: Policy,
  }),
  'versions.list': method({
    effect: 'read',
    scope: 'tenant',
    owns: { policyId: 'policy' },
    changedBy: ['inventory.changed', 'backups.changed'],
    input: z.strictObject({ tenantId: TenantId, policyId: PolicyId.optional() }),
    output: z.array(Version),
  }),
  /** The latest versions of policies with more than one version. */
  'versions.recent': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed', 'backups.changed'],
    input: z.strictObject({
      tenantId: TenantId,
      limit: z.number().int().min(1).max(1000).default(20),
      /** Only what was captured between these. */
      from: Moment.optional(),
      until: Moment.optional(),
    }),
    output: z.array(AuthoredVersion),
  }),
  /** All versions of a policy, the newest first, and who changed it. */
  'versions.ofPolicy': method({
    effect: 'read',
    scope: 'tenant',
    owns: { policyId: 'policy' },
    changedBy: ['inventory.changed', 'backups.changed'],
    input: z.strictObject({ tenantId: TenantId, policyId: PolicyId }),
    output: z.array(AuthoredVersion),
  }),
  /** The captured version of each object in the tenant at a point in time. */
  'versions.asOf': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed'],
    input: z.strictObject({ tenantId: TenantId, at: AskedMoment }),
    output: z.array(
      z.object({ versionId: VersionId, policyId: PolicyId, type: z.string(), name: z.string(), number: z.number() }),
    ),
  }),
  'versions.get': method({
    effect: 'read',
    scope: 'tenant',
    owns: { versionId: 'version' },
    changedBy: ['inventory.changed', 'backups.changed'],
    input: ofVersion,
    output: Version,
  }),
  /** The captured document as indented JSON, in pieces that fit a frame. */
  'versions.body': method({
    effect: 'read',
    scope: 'tenant',
    owns: { versionId: 'version' },
    changedBy: [],
    input: ofVersion.extend({ offset: z.number().int().min(0).default(0) }),
    output: z.object({ text: z.string(), nextOffset: z.number().nullable(), total: z.number() }),
  }),
  'versions.readable': method({
    effect: 'read',
    scope: 'tenant',
    owns: { versionId: 'version' },
    changedBy: ['inventory.changed'],
    input: ofVersion,
    output: z.array(ReadableSection),
  }),
  'versions.diff': method({
    effect: 'read',
    scope: 'tenant',
    owns: { afterTenantId: 'tenant', before: 'version', after: { kind: 'version', tenant: 'afterTenantId' } },
    changedBy: [],
    input: pair,
    output: z.object({ changes: z.array(Change) }),
  }),
  'versions.settingsDiff': method({
    effect: 'read',
    scope: 'tenant',
    owns: { afterTenantId: 'tenant', before: 'version', after: { kind: 'version', tenant: 'afterTenantId' } },
    changedBy: ['inventory.changed'],
    input: pair,
    output: SettingsDiff,
  }),
  /** New versions for each day of the time zone. */
  'versions.calendar': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed'],
    input: ofTenant.extend({ zone: z.string() }),
    output: z.array(
      z.object({
        day: z.string(),
        changed: z.number(),
        first: z.number(),
        /** How many of the changes have which severity. */
        high: z.number(),
        medium: z.number(),
        low: z.number(),
      }),
    ),
  }),
  /** The values of a setting of a policy in each version that changed it. */
  'versions.settingHistory': method({
    effect: 'read',
    scope: 'tenant',
    owns: { policyId: 'policy' },
    changedBy: ['inventory.changed'],
    input: ofTenant.extend({ policyId: PolicyId, key: z.string() }),
    output: z.array(
      z.object({
        versionId: VersionId,
        number: z.number(),
        capturedAt: Moment,
        name: z.string(),
        value: z.string().nullable(),
      }),
    ),
  }),
}
