import { z } from 'zod'
import { method } from '../method.ts'
import { Alert, AlertChannel, AlertRules, AlertTarget } from '../model/alerts.ts'
import { AlertChannelId, TenantId } from '../model/ids.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const ofChannel = ofTenant.extend({ channelId: AlertChannelId })

/** What needs somebody, and where people are told of it (spec 067). */
export const alerts = {
  /** Those that hold come first, then the newest. */
  'alerts.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['alerts.changed'],
    input: ofTenant.extend({ limit: z.number().int().min(1).max(500).default(100) }),
    output: z.array(Alert),
  }),
  'alerts.channels': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['alerts.changed'],
    input: ofTenant,
    output: z.array(AlertChannel),
  }),
  /** Alerts that are raised from now on go to the channel. */
  'alerts.saveChannel': method({
    effect: 'store',
    scope: 'tenant',
    owns: { channelId: 'channel' },
    audited: 'alertChannel.saved',
    changes: ['alerts.changed'],
    input: ofTenant.extend({
      channelId: AlertChannelId.optional(),
      name: z.string().trim().min(1).max(100),
      /** Left out, it stays. */
      target: AlertTarget.optional(),
      rules: AlertRules,
    }),
    output: z.object({ channelId: AlertChannelId }),
  }),
  'alerts.removeChannel': method({
    effect: 'store',
    scope: 'tenant',
    owns: { channelId: 'channel' },
    audited: 'alertChannel.removed',
    changes: ['alerts.changed'],
    input: ofChannel,
    output: z.object({}),
  }),
  /** Sends a test message, and waits until it has arrived, or for why it didn't. */
  'alerts.test': method({
    effect: 'outside',
    scope: 'tenant',
    owns: { channelId: 'channel' },
    audited: 'alertChannel.tested',
    changes: ['alerts.changed'],
    input: ofChannel,
    output: z.object({ problem: z.string().nullable() }),
  }),
  /** Sends what failed again. */
  'alerts.sendAgain': method({
    effect: 'store',
    scope: 'tenant',
    owns: { channelId: 'channel' },
    audited: null,
    changes: ['alerts.changed'],
    input: ofChannel,
    output: z.object({ messages: z.number() }),
  }),
  /** Looks for alerts in all tenants, and sends what is due. The app does so by itself. */
  'alerts.check': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({}),
    output: z.object({ raised: z.number(), sent: z.number(), failed: z.number() }),
  }),
}
