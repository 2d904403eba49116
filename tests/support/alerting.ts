import { afterEach, beforeEach } from 'vitest'
import type { AlertRules, AlertTarget } from '#contract/model/alerts.ts'
import type { TenantId } from '#contract/model/ids.ts'
import { objects, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { alertRules } from './alerts.ts'
import { openLab, type Lab } from './lab.ts'
import { startMailServer, startWebhook } from './receivers.ts'
import { guid } from './restored.ts'

export const signingKey = 'a key for signatures that nobody knows'
const scripts = '/deviceManagement/deviceManagementScripts'

/** A lab with a webhook and a mail server on this computer, fresh for each test. */
export function alertLab() {
  let lab: Lab
  let webhook: Awaited<ReturnType<typeof startWebhook>>
  let mail: Awaited<ReturnType<typeof startMailServer>>
  beforeEach(async () => {
    lab = openLab()
    webhook = await startWebhook()
    mail = await startMailServer()
  })
  afterEach(async () => {
    await lab.close()
    await webhook.stop()
    await mail.stop()
  })
  const list = (tenantId: TenantId) => lab.core.call('alerts.list', { tenantId })
  return {
    lab: () => lab,
    webhook: () => webhook,
    mail: () => mail,
    check: () => lab.core.call('alerts.check', {}),
    list,
    /** Kinds of the alerts that hold. */
    kindsOf: async (tenantId: TenantId) =>
      (await list(tenantId)).filter(({ endedAt }) => endedAt === null).map(({ kind }) => kind),
    /** A target that the mail server takes. */
    mailbox: (more: Partial<Extract<AlertTarget, { kind: 'mail' }>> = {}): AlertTarget => ({
      kind: 'mail',
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      user: null,
      password: null,
      from: 'atlas@contoso.example',
      to: ['it@contoso.example'],
      ...more,
    }),
    async channel(
      tenantId: TenantId,
      target: AlertTarget = { kind: 'webhook', url: webhook.url, key: signingKey },
      rules: Partial<AlertRules> = {},
    ) {
      const { channelId } = await lab.core.call('alerts.saveChannel', {
        tenantId,
        name: target.kind,
        target,
        rules: { ...alertRules, ...rules },
      })
      return channelId
    },
    /** A tenant with a baseline, in which somebody then changes descriptions. */
    async drifting(names: readonly string[] = ['Script 1']) {
      const { id, simulator } = await lab.tenant('Contoso', {
        deviceManagementScripts: names.map((displayName, index) => ({
          id: guid(index + 1),
          displayName,
          description: 'old',
          fileName: 'a.ps1',
          runAsAccount: 'system',
          scriptContent: 'R2V0',
        })),
      })
      await lab.capture(id)
      const { baselineId } = await lab.core.call('drift.addBaseline', {
        tenantId: id,
        name: 'Start',
        source: { tenantId: id, from: { now: true } },
      })
      await lab.core.call('alerts.check', {})
      const change = async (description: string) => {
        for (const item of collection(simulator.tenant, scripts).values()) item['description'] = description
        const { runId } = await lab.core.call('drift.check', { tenantId: id, baselineId, capture: true })
        await lab.ended(id, runId)
      }
      return { id, baselineId, change }
    },
    /** The alerts of a message to the webhook. */
    alertsIn: (index: number): readonly Json[] => objects(webhook.posted[index]!.body['alerts']),
  }
}

/** What an alert of a message says, by name. */
export const factsIn = (alert: Json | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(objects(alert?.['facts']).map(({ name, value }) => [String(name), value]))
