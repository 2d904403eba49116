import { z } from 'zod'
import { method } from '../method.ts'
import { PlanId, PolicyId, TenantId } from '../model/ids.ts'
import { AskedMoment, Moment } from '../model/moments.ts'
import { NamedSubject, PlanEffect, PolicyReach, RecipientAnswer, RecipientsRead, Subject } from '../model/recipients.ts'
import { Accepted } from './runs.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
/** Sentences about what couldn't be read, and doesn't count. */
const Unread = z.array(z.string())
const changedBy = ['recipients.changed', 'inventory.changed', 'tenant.changed'] as const

/** Who gets what, from captures and from what was read of users, devices and groups (spec 062). */
export const recipients = {
  /** What was last read; null if nothing was. */
  'recipients.state': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['recipients.changed', 'tenant.changed'],
    input: ofTenant,
    output: z.object({ isOn: z.boolean(), read: RecipientsRead.nullable() }),
  }),
  /** Reads users, devices and the members of assigned groups. It has to be turned on for the tenant. */
  'recipients.read': method({
    effect: 'run',
    scope: 'tenant',
    audited: null,
    changes: [],
    input: ofTenant,
    output: Accepted,
  }),
  /** Deletes everything that was read. */
  'recipients.remove': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'recipients.removed',
    changes: ['recipients.changed'],
    input: ofTenant,
    output: z.object({ removed: z.boolean() }),
  }),
  /** Users, devices and groups whose name contains the text, at most 50. Null if nothing was read. */
  'recipients.find': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['recipients.changed'],
    input: ofTenant.extend({ text: z.string().max(200) }),
    output: z.array(NamedSubject).nullable(),
  }),
  /** Every assigned policy and app, and what it is for a subject. With `at`, as captures saw it at that time. Null if nothing was read. */
  'recipients.answers': method({
    effect: 'read',
    scope: 'tenant',
    changedBy,
    input: ofTenant.extend({ subject: Subject, at: AskedMoment.optional() }),
    output: z.object({ subject: NamedSubject, readAt: Moment, answers: z.array(RecipientAnswer) }).nullable(),
  }),
  /** How many users and devices a policy reaches, and which. Null if nothing was read. */
  'recipients.reach': method({
    effect: 'read',
    scope: 'tenant',
    owns: { policyId: 'policy' },
    changedBy,
    input: ofTenant.extend({ policyId: PolicyId }),
    output: z.object({ readAt: Moment, unread: Unread, byIntent: z.array(PolicyReach) }).nullable(),
  }),
  /** What a plan changes for how many users and devices. Null if nothing was read. */
  'recipients.planEffects': method({
    effect: 'read',
    scope: 'tenant',
    owns: { planId: 'plan' },
    changedBy: ['recipients.changed', 'plans.changed'],
    input: ofTenant.extend({ planId: PlanId }),
    output: z.object({ readAt: Moment, unread: Unread, effects: z.array(PlanEffect) }).nullable(),
  }),
}
