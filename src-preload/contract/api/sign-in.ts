import { z } from 'zod'
import { method } from '../method.ts'
import { StoredCertificate } from '../model/certificates.ts'
import { Access, Cloud, SignInWay } from '../model/clouds.ts'
import { Connection } from '../model/connection.ts'
import { CompatibilityReport } from '../model/compatibility.ts'
import { Health, OnboardingStep } from '../model/health.ts'
import { AppRegistration } from '../model/registration.ts'
import { RunId, TenantId } from '../model/ids.ts'
import { Account, CaptureSwitches, Tenant } from '../model/tenants.ts'
import { Accepted } from './runs.ts'

/** Origin of a service, without a path. */
const Origin = z.url({ protocol: /^https?$/ })
const ofTenant = z.strictObject({ tenantId: TenantId })

const UserName = z.string().min(1).max(320)

/** Sign-in, the way to a tenant, permissions and the least-privilege role. */
export const signIn = {
  /** The ID of a tenant by its ID or domain, from the sign-in service of the cloud. */
  'tenants.lookUp': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({
      cloud: Cloud,
      authority: Origin.optional(),
      idOrDomain: z
        .string()
        .trim()
        .regex(/^[\w.-]+$/)
        .max(253),
    }),
    output: z.object({ tenantId: TenantId }),
  }),
  /** Lets a person sign in. The run shows which page to open or which code to enter. */
  'tenants.signIn': method({
    effect: 'run',
    scope: 'tenant',
    audited: null,
    changes: [],
    input: ofTenant.extend({ how: SignInWay, access: Access.default('read') }),
    output: Accepted,
  }),
  'tenants.signOut': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.signedOut',
    changes: ['tenant.changed'],
    /** Everybody, unless an account is named. */
    input: ofTenant.extend({ account: UserName.optional() }),
    output: Tenant,
  }),
  /** What is known of the way to a tenant. */
  'tenants.connection': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['connection.changed', 'tenant.changed'],
    input: ofTenant,
    output: Connection,
  }),
  /** Asks the service who it is, and says what that showed. A tenant without a service, or without a sign-in, isn't asked. */
  'tenants.tryConnection': method({
    effect: 'ask',
    scope: 'tenant',
    input: ofTenant,
    output: Connection,
  }),
  /** Who is signed in to a tenant, the latest sign-in first. */
  'tenants.accounts': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['tenant.changed'],
    input: ofTenant,
    output: z.array(Account),
  }),
  /** Uses another account that is signed in. */
  'tenants.useAccount': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.accountUsed',
    changes: ['tenant.changed'],
    input: ofTenant.extend({ account: UserName }),
    output: Tenant,
  }),
  /** How this computer can prove who signs in, beside browsers, codes, files and secrets. */
  'tenants.signInWays': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({}),
    output: z.object({
      /** The broker of Windows can sign in with its accounts. */
      broker: z.boolean(),
      /** There is a certificate store whose keys can sign, which is that of Windows. */
      certificateStore: z.boolean(),
    }),
  }),
  /** Certificates of the certificate store with which an app can sign in. */
  'tenants.certificates': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({}),
    output: z.array(StoredCertificate),
  }),
  /** The app registration that a tenant needs, with exactly the permissions for a purpose. */
  'tenants.registration': method({
    effect: 'read',
    scope: 'app',
    changedBy: [],
    input: z.strictObject({
      signIn: z.enum(['person', 'app']),
      access: Access.exclude(['consented']),
      captures: CaptureSwitches,
      cloud: Cloud,
      clientId: z.guid().nullable(),
    }),
    output: AppRegistration,
  }),
  /** Checks for each type what the sign-in can read and write. */
  'tenants.check': method({
    effect: 'run',
    scope: 'tenant',
    audited: null,
    changes: [],
    input: ofTenant,
    output: Accepted,
  }),
  /** The last check, or nothing. */
  'tenants.health': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['run.changed'],
    input: ofTenant,
    output: Health.nullable(),
  }),
  /** The last compatibility check without names, IDs and values, or nothing. */
  'tenants.compatibility': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['run.changed'],
    input: ofTenant,
    output: CompatibilityReport.nullable(),
  }),
  /** Plans the least-privilege role and its assignment to a group; writes nothing. */
  'tenants.planRole': method({
    effect: 'run',
    scope: 'tenant',
    audited: null,
    changes: [],
    input: ofTenant.extend({ group: z.string().trim().min(1).max(256), access: z.enum(['read', 'write']) }),
    output: Accepted,
  }),
  'tenants.rolePlan': method({
    effect: 'read',
    scope: 'tenant',
    owns: { runId: 'run' },
    changedBy: ['run.changed'],
    input: ofTenant.extend({ runId: RunId }),
    output: z.object({ group: z.string(), access: z.enum(['read', 'write']), steps: z.array(OnboardingStep) }),
  }),
  /** Carries out the plan of a run. */
  'tenants.applyRole': method({
    effect: 'write',
    scope: 'tenant',
    owns: { runId: 'run' },
    audited: 'onboarding.started',
    changes: [],
    input: ofTenant.extend({ runId: RunId, confirm: z.string() }),
    output: Accepted,
  }),
}
