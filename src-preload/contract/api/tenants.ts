import { z } from 'zod'
import { method } from '../method.ts'
import { Thumbprint } from '../model/certificates.ts'
import { Cloud } from '../model/clouds.ts'
import { ExportFormat } from '../model/exports.ts'
import { BackupSetId, PolicyId, TenantId } from '../model/ids.ts'
import { TenantHealth } from '../model/portfolio.ts'
import { CaptureSwitches, Environment, Tenant } from '../model/tenants.ts'
import { Accepted } from './runs.ts'

const Name = z.string().trim().min(1).max(120)
/** Origin of a service, without a path. */
const Origin = z.url({ protocol: /^https?$/ })
const VariableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
const ofTenant = z.strictObject({ tenantId: TenantId })

const ClientSecret = z.string().trim().min(1).max(1000)

export const tenants = {
  'tenants.list': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['tenant.changed', 'inventory.changed'],
    input: z.strictObject({}),
    output: z.array(Tenant),
  }),
  /** How every tenant is doing that is in use. */
  'tenants.portfolio': method({
    effect: 'read',
    scope: 'app',
    changedBy: [
      'tenant.changed',
      'inventory.changed',
      'run.changed',
      'drift.changed',
      'schedules.changed',
      'connection.changed',
    ],
    input: z.strictObject({}),
    output: z.array(TenantHealth),
  }),
  /** Connects a tenant with a token from the environment. */
  'tenants.add': method({
    effect: 'store',
    scope: 'newTenant',
    audited: 'tenant.connected',
    changes: ['tenant.changed'],
    input: z.strictObject({
      id: TenantId,
      name: Name,
      environment: Environment,
      /** Base address of Graph without a version, e.g. `https://graph.microsoft.com`. */
      graphUrl: Origin,
      /** Name of the environment variable that holds the access token; the token itself is never stored. */
      tokenVariable: VariableName,
    }),
    output: Tenant,
  }),
  /** A tenant that exists only as an export of another tool. Its backup sets come from `backups.import`. */
  'tenants.addImported': method({
    effect: 'store',
    scope: 'newTenant',
    audited: 'tenant.connected',
    changes: ['tenant.changed'],
    input: z.strictObject({
      id: TenantId,
      name: Name,
      /** An atlas file (full path) that is only opened to read: it gets a free name, and goes when it is closed. */
      openedFile: z.string().trim().min(1).max(1000).optional(),
    }),
    output: Tenant,
  }),
  /** Keeps what was only opened to read, as an imported tenant. */
  'tenants.keepFile': method({
    effect: 'store',
    scope: 'tenant',
    onOpenedFile: true,
    audited: 'file.kept',
    changes: ['tenant.changed'],
    input: ofTenant.extend({ name: Name }),
    output: Tenant,
  }),
  /** Closes a file that was only opened to read, and removes its tenant. */
  'tenants.closeFile': method({
    effect: 'store',
    scope: 'tenant',
    onOpenedFile: true,
    audited: 'file.closed',
    changes: ['tenant.changed'],
    input: ofTenant,
    output: z.object({ closed: z.literal(true) }),
  }),
  /** Connects a tenant with the sign-in of a person, or of an app with a certificate or a client secret. */
  'tenants.connect': method({
    effect: 'store',
    scope: 'newTenant',
    audited: 'tenant.connected',
    changes: ['tenant.changed'],
    input: z.strictObject({
      id: TenantId,
      name: Name,
      environment: Environment,
      cloud: Cloud,
      /** For a custom cloud only. */
      graphUrl: Origin.optional(),
      authority: Origin.optional(),
      /** Own app registration; the well-known public client by default. */
      clientId: z.guid().optional(),
      /** App-only sign-in: a PEM file with certificate and key, and the variable with its passphrase. */
      certificateFile: z.string().min(1).optional(),
      certificateVariable: VariableName.optional(),
      /** App-only sign-in with a certificate of the Windows certificate store. */
      certificateThumbprint: Thumbprint.optional(),
      /** App-only sign-in with a client secret, which is stored sealed. */
      clientSecret: ClientSecret.optional(),
    }),
    output: Tenant,
  }),
  'tenants.change': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.changed',
    changes: ['tenant.changed', 'inventory.changed', 'recipients.changed'],
    input: ofTenant.extend({
      name: Name.optional(),
      environment: Environment.optional(),
      colour: z
        .string()
        .regex(/^#[0-9A-F]{6}$/i)
        .optional(),
      ...CaptureSwitches.partial().shape,
      /** Assistants may read what is stored of it. */
      allowsAssistant: z.boolean().optional(),
      /** A folder (full path) in a git repository, or null for none. */
      repository: z.string().min(1).max(1000).nullable().optional(),
      /** A new client secret of an app. */
      clientSecret: ClientSecret.optional(),
    }),
    output: Tenant,
  }),
  /** Archives or unarchives a tenant. Captured data stays. */
  'tenants.archive': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.archived',
    changes: ['tenant.changed'],
    input: ofTenant.extend({ archived: z.boolean() }),
    output: Tenant,
  }),
  /** Exports the latest version of all or selected policies as files, laid out as another tool reads them. */
  'tenants.export': method({
    effect: 'run',
    scope: 'tenant',
    owns: { policyIds: 'policy', setId: 'set' },
    onOpenedFile: true,
    audited: 'tenant.exported',
    changes: [],
    input: ofTenant.extend({
      folder: z.string().min(1).max(1000),
      policyIds: z.array(PolicyId).min(1).optional(),
      /** The versions of a backup set, instead of the latest ones. */
      setId: BackupSetId.optional(),
      format: ExportFormat.optional(),
      /** Commits what changed, if the folder is in a git repository. */
      commit: z.boolean().optional(),
    }),
    output: Accepted,
  }),
  /** Removes an archived tenant and everything captured from it. */
  'tenants.remove': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.removed',
    changes: ['tenant.changed'],
    input: ofTenant.extend({ confirm: z.string() }),
    output: z.object({ removed: z.literal(true) }),
  }),
  /** Adds the demo tenant, with half a year of history if somebody wants that, or returns it if it exists. */
  'tenants.openDemo': method({
    effect: 'store',
    scope: 'newTenant',
    audited: 'tenant.connected',
    changes: ['tenant.changed'],
    input: z.strictObject({ history: z.boolean().default(false) }),
    output: Tenant,
  }),
  'tenants.unlock': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.unlocked',
    changes: ['tenant.changed'],
    input: ofTenant.extend({ minutes: z.number().int().min(1).max(480), confirm: z.string().optional() }),
    output: Tenant,
  }),
  'tenants.lock': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'tenant.locked',
    changes: ['tenant.changed'],
    input: ofTenant,
    output: Tenant,
  }),
  /** Demo tenant only: changes policies in the simulated tenant as another administrator would. */
  'tenants.simulateChange': method({
    effect: 'outside',
    scope: 'tenant',
    audited: 'demo.changed',
    changes: [],
    input: ofTenant,
    output: z.object({ changed: z.array(z.string()) }),
  }),
}
