import type { MethodName } from '#contract/api/api.ts'
import type { WorkedInTenant } from './worked-in-tenant.ts'

/**
 * An input for every method that names something of a tenant wherever it can. A method without one does not compile.
 *
 * @param folder a folder that may be written to
 */
export function methodInputs(
  { name, tenantId, ids, node }: WorkedInTenant,
  folder: string,
): Record<MethodName, object> {
  const side = { tenantId, from: { setId: ids.set } }
  const [ofRun, ofPlan, ofPolicy, ofVersion] = [
    { tenantId, runId: ids.run },
    { tenantId, planId: ids.plan },
    { tenantId, policyId: ids.policy },
    { tenantId, versionId: ids.version },
  ]
  const ofBaseline = { tenantId, baselineId: ids.baseline }
  const ofSchedule = { tenantId, scheduleId: ids.schedule }
  const pair = { tenantId, before: ids.version, after: ids.version, afterTenantId: tenantId }
  const policyIds = [ids.policy]
  const olderThan = '2026-01-01T00:00:00.000Z'
  const timing = { cron: '0 6 * * *', zone: 'UTC', keep: { last: 2, daily: 0, weekly: 0, monthly: 0 } }
  const connection = { name: 'Another', environment: 'test' }
  return {
    'app.info': {},
    'app.coverage': {},
    'app.notBackedUp': {},
    'coverage.contract': { tenantId },
    'audit.list': { tenantId },
    'tenants.list': {},
    'tenants.add': {
      ...connection,
      id: '99999999-0000-4000-8000-000000000001',
      graphUrl: 'https://graph.microsoft.com',
      tokenVariable: 'TOKEN',
    },
    'tenants.lookUp': { cloud: 'custom', idOrDomain: 'contoso.example' },
    'tenants.connect': {
      id: '99999999-0000-4000-8000-000000000002',
      name: 'One more',
      environment: 'test',
      cloud: 'global',
    },
    'tenants.openDemo': {},
    'tenants.signIn': { tenantId, how: 'browser' },
    'tenants.signOut': { tenantId },
    'tenants.check': { tenantId },
    'tenants.health': { tenantId },
    'tenants.compatibility': { tenantId },
    'tenants.planRole': { tenantId, group: 'Operators', access: 'write' },
    'tenants.rolePlan': { tenantId, runId: ids.rolePlan },
    'tenants.applyRole': { tenantId, runId: ids.rolePlan, confirm: name },
    'tenants.change': { tenantId, colour: '#123456' },
    'tenants.archive': { tenantId, archived: true },
    'tenants.export': { tenantId, folder, policyIds },
    'tenants.remove': { tenantId, confirm: name },
    'tenants.unlock': { tenantId, minutes: 5 },
    'tenants.lock': { tenantId },
    'tenants.simulateChange': { tenantId },
    'policies.types': { tenantId },
    'policies.list': { tenantId },
    'policies.get': ofPolicy,
    'policies.ignore': { tenantId, policyIds, ignored: true },
    'policies.archive': { tenantId, policyIds, archived: true },
    'policies.purgePreview': { tenantId, olderThan },
    'policies.purge': { tenantId, olderThan },
    'versions.list': ofPolicy,
    'versions.recent': { tenantId },
    'versions.asOf': { tenantId, at: '2027-01-01T00:00:00.000Z' },
    'versions.get': ofVersion,
    'versions.body': ofVersion,
    'versions.readable': ofVersion,
    'versions.diff': pair,
    'versions.settingsDiff': pair,
    'versions.calendar': { tenantId, zone: 'UTC' },
    'versions.settingHistory': { ...ofPolicy, key: 'displayName' },
    'runs.list': { tenantId },
    'runs.active': {},
    'runs.get': ofRun,
    'runs.items': ofRun,
    'runs.sync': { tenantId },
    'runs.capture': { tenantId, policyIds },
    'runs.definitions': { tenantId },
    'runs.cancel': ofRun,
    'runs.retry': ofRun,
    'backups.list': { tenantId },
    'backups.get': { tenantId, setId: ids.set },
    'backups.create': { tenantId, name: 'Another set', policyIds },
    'backups.verify': { tenantId, setId: ids.set },
    'restore.plan': { tenantId, sourceTenantId: tenantId, from: { setId: ids.set }, only: [ids.version] },
    'restore.planAgain': { ...ofPlan, only: [ids.version] },
    'restore.undo': ofRun,
    'restore.rehearse': ofPlan,
    'restore.forgetChoice': { ...ofPlan, key: 'groups/1' },
    'restore.get': ofPlan,
    'restore.item': { ...ofPlan, seq: 0 },
    'restore.include': { ...ofPlan, seq: 0, included: false },
    'restore.answerSecret': { ...ofPlan, seq: 0, pointer: '/preSharedKey', answer: 'kept' },
    'restore.candidates': { ...ofPlan, kind: 'groups' },
    'restore.start': { ...ofPlan, confirm: name },
    'notifications.list': {},
    'notifications.markRead': { ids: 'all' },
    'compare.matrix': { tenantId, left: side, right: side },
    'compare.settings': { tenantId },
    'drift.baselines': { tenantId },
    'drift.addBaseline': { tenantId, name: 'Another baseline', source: side },
    'drift.removeBaseline': ofBaseline,
    'drift.check': { ...ofBaseline, capture: false },
    'drift.findings': ofBaseline,
    'drift.acknowledge': { tenantId, findingIds: [ids.finding], acknowledged: true },
    'drift.rules': { tenantId },
    'drift.ignore': { tenantId, path: 'fileName', type: null, policyId: ids.policy },
    'drift.unignore': { tenantId, ruleId: ids.rule },
    'dependencies.graph': { tenantId, focus: node },
    'search.find': { tenantId, text: 'script' },
    'search.explain': { ...ofVersion, text: 'script' },
    'schedules.list': { tenantId },
    'schedules.save': { ...ofSchedule, name: 'Every night', enabled: false, baselineId: ids.baseline, ...timing },
    'schedules.remove': ofSchedule,
    'schedules.runNow': ofSchedule,
    'schedules.preview': { cron: '0 5 * * *', zone: 'UTC' },
    'views.list': { tenantId },
    'views.save': { tenantId, name: 'Another view', query: {} },
    'views.remove': { tenantId, viewId: ids.view },
  }
}
