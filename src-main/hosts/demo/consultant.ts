import { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { Core } from '#app/core.ts'

/** What the consultant of the demo tenant does in TenantAtlas. */
export interface DemoConsultant {
  capture(types: readonly string[]): Promise<void>
  /** A capture while the service doesn't answer for a type. */
  captureWithout(type: string, path: string): Promise<void>
  backUp(name: string, types?: readonly string[]): Promise<void>
  addBaseline(name: string): Promise<void>
  checkDrift(): Promise<void>
  /** Acknowledges the findings of a policy. */
  acknowledge(policyName: string): Promise<void>
  /** Restores the version of a policy before the newest. */
  restoreBefore(policyName: string): Promise<void>
  undoLastRestore(): Promise<void>
  /** Half a year of notifications would be news to nobody. */
  readNotifications(): Promise<void>
}

/**
 * @param without does something while the service doesn't answer for a path
 * @throws Failure what a method throws; Error if the tenant isn't as the history expects it
 */
export function demoConsultant(
  core: Core,
  id: string,
  name: string,
  without: (path: string, work: () => Promise<void>) => Promise<void>,
): DemoConsultant {
  const tenantId = TenantId.parse(id)
  const of = { tenantId }
  let lastRestore: string | null = null

  async function ended({ runId }: { readonly runId: string }): Promise<void> {
    await core.finished(runId)
  }

  async function carryOut({ runId }: { readonly runId: string }): Promise<void> {
    await core.finished(runId)
    const { planId } = resultOf(await core.call('runs.get', { ...of, runId }), 'restore-plan')
    if (planId === undefined) throw new Error('The history of the demo tenant could not be planned.')
    await core.call('tenants.unlock', { ...of, minutes: 5 })
    const restore = await core.call('restore.start', { ...of, planId, confirm: name })
    await core.finished(restore.runId)
    await core.call('tenants.lock', of)
    lastRestore = restore.runId
  }

  const baseline = async () => {
    const [first] = await core.call('drift.baselines', of)
    if (!first) throw new Error('The demo tenant has no baseline.')
    return { ...of, baselineId: first.id }
  }

  return {
    capture: async (types) => ended(await core.call('runs.capture', { ...of, types: [...types] })),
    captureWithout: (type, path) =>
      without(path, async () => ended(await core.call('runs.capture', { ...of, types: [type] }))),
    backUp: async (set, types) =>
      ended(await core.call('backups.create', { ...of, name: set, ...(types ? { types: [...types] } : {}) })),
    async addBaseline(title) {
      await core.call('drift.addBaseline', { ...of, name: title, source: { tenantId, from: { now: true } } })
    },
    checkDrift: async () => ended(await core.call('drift.check', { ...(await baseline()), capture: false })),
    async acknowledge(policyName) {
      const findings = await core.call('drift.findings', await baseline())
      const findingIds = findings.filter((finding) => finding.policyName === policyName).map((finding) => finding.id)
      if (findingIds.length > 0) await core.call('drift.acknowledge', { ...of, findingIds, acknowledged: true })
    },
    async restoreBefore(policyName) {
      const versions = await core.call('versions.recent', { ...of, limit: 1000 })
      const changed = versions.find((version) => version.name === policyName)
      if (!changed) throw new Error(`The demo tenant has no second version of "${policyName}".`)
      const [, before] = await core.call('versions.ofPolicy', { ...of, policyId: changed.policyId })
      await carryOut(await core.call('restore.plan', { ...of, from: { versionIds: [before!.id] } }))
    },
    async readNotifications() {
      const shown = await core.call('notifications.list', { limit: 200 })
      const ids = shown
        .filter((notification) => notification.tenantId === tenantId)
        .map((notification) => notification.id)
      if (ids.length > 0) await core.call('notifications.markRead', { ids })
    },
    async undoLastRestore() {
      if (lastRestore !== null) await carryOut(await core.call('restore.undo', { ...of, runId: lastRestore }))
    },
  }
}
