import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VersionId } from '#contract/model/ids.ts'
import { objects, type Json } from '#domain/json.ts'
import type { Disobedience } from '#simulator/disobedience.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { restoring, script, scripts } from '#tests/support/restoring.ts'
import { group, groups, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run, retry, versionsOf } = restoring(() => lab)

const compliance = '/deviceManagement/deviceCompliancePolicies'
const filters = [{ id: guid(8), displayName: 'Corporate', platform: 'windows10AndLater', rule: '(device.x -eq "y")' }]
const filtered: Json = {
  target: {
    ...group(guid(1)).target,
    deviceAndAppManagementAssignmentFilterId: guid(8),
    deviceAndAppManagementAssignmentFilterType: 'include',
  },
}
const policy = (index: number, gracePeriodHours: number, more: Json = {}): Json => ({
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  id: guid(index),
  displayName: `Compliance ${index}`,
  bitLockerEnabled: true,
  scheduledActionsForRule: [
    {
      ruleName: null,
      scheduledActionConfigurations: [
        { actionType: 'block', gracePeriodHours, notificationTemplateId: '', notificationMessageCCList: [] },
      ],
    },
  ],
  assignments: [],
  ...more,
})
const seed = {
  groups,
  assignmentFilters: filters,
  deviceManagementScripts: [
    script(1, { assignments: [group(guid(1)), group(guid(2), 'exclusionGroup')] }),
    script(2, { assignments: [group(guid(1))] }),
  ],
  deviceCompliancePolicies: [policy(3, 72), policy(4, 24, { assignments: [filtered] })],
}

async function disobeying(name: string, disobeys: readonly Disobedience[], objectsIn = {}): Promise<RecordedTenant> {
  const record = join(lab.folder, `${name}.ndjson`)
  const base = { groups, assignmentFilters: filters, ...objectsIn }
  return { ...(await lab.tenant(name, base, { record, disobeys: new Set(disobeys) })), record }
}

/** Whom objects of a collection reach: kind, group and filter of each assignment. */
const reach = (tenant: RecordedTenant, path: string): string[] =>
  objectsOf(tenant, path).flatMap((item) =>
    objects(item['assignments']).map(({ target }) => {
      const { '@odata.type': kind, groupId, deviceAndAppManagementAssignmentFilterType: filter } = target as Json
      return `${String(item['displayName'])}: ${String(kind).replace(/^.*graph\.|AssignmentTarget$/g, '')} ${String(groupId)} ${typeof filter === 'string' ? filter : 'none'}`
    }),
  )
const outcomes = async (tenant: RecordedTenant, id: string) =>
  Object.fromEntries(
    (await lab.items(tenant.id, id)).map(({ name, state, error }) => [name, `${state}: ${error?.message ?? ''}`]),
  )

/** The source tenant, and the versions of its objects by name. */
async function captured(): Promise<{ source: RecordedTenant; idsOf: (...names: string[]) => VersionId[] }> {
  const source = await recordedTenant(lab, 'Source', seed)
  await lab.capture(source.id)
  const versions = await lab.core.call('versions.list', { tenantId: source.id })
  return {
    source,
    idsOf: (...names) =>
      names.flatMap((name) => versions.filter((version) => version.name === name).map(({ id }) => id)),
  }
}
const everything = ['Script 1', 'Script 2', 'Compliance 3', 'Compliance 4']

describe('a write that the service accepts and doesn’t carry out as told', () => {
  it('deletes a new object again whose exclusion became an inclusion, and writes no more of its kind (011-20)', async () => {
    const { source, idsOf } = await captured()
    const target = await disobeying('Target', ['exclusionsIncluded'])
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds: idsOf(...everything) } })
    const ended = await run(target, 'Target', plan)
    expect(await outcomes(target, ended.id)).toMatchObject({
      'Script 1':
        'failed: Intune stored the exclusion of "Everyone else" as an inclusion. The new object was deleted again.',
      'Compliance 3': 'done: ',
    })
    expect(objectsOf(target, scripts).map(({ displayName }) => displayName)).not.toContain('Script 1')
    expect(reach(target, scripts).filter((line) => line.includes(guid(2)))).toEqual([])
    // The service does as it is told again.
    ;(target.simulator.tenant.disobeys as Set<Disobedience>).clear()
    await retry(target, ended)
    expect(new Set(Object.values(await outcomes(target, ended.id)))).toEqual(new Set(['done: ']))
  })

  it('stops writing the type after such a write (011-20)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups,
      deviceManagementScripts: [1, 2, 3, 4, 5, 6, 7].map((index) =>
        script(index, { assignments: [group(guid(1)), group(guid(2), 'exclusionGroup')] }),
      ),
    })
    const target = await disobeying('Target', ['exclusionsIncluded'])
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    const ended = await run(target, 'Target', plan)
    const states = Object.values(await outcomes(target, ended.id))
    expect(states.every((state) => state.startsWith('failed'))).toBe(true)
    expect(
      states.filter((state) => state.includes('Not written, because Graph stored something else')).length,
    ).toBeGreaterThan(0)
    expect(objectsOf(target, scripts)).toEqual([])
  })

  it('takes a change back whose filter got lost (011-20)', async () => {
    const { source, idsOf } = await captured()
    const there = { deviceCompliancePolicies: [policy(4, 24, { assignments: [] })] }
    const target = await disobeying('Target', ['filtersDropped'], there)
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: idsOf('Compliance 3', 'Compliance 4') },
    })
    const ended = await run(target, 'Target', plan)
    expect(await outcomes(target, ended.id)).toMatchObject({
      'Compliance 4':
        'failed: Intune stored the assignment to "Pilot" without its filter. The earlier state was restored.',
    })
    expect(reach(target, compliance)).toEqual([])
  })

  it('takes a policy back that blocks devices without the grace period (011-20)', async () => {
    const { source, idsOf } = await captured()
    const target = await disobeying('Target', ['actionsIgnored'])
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: idsOf('Compliance 3') },
    })
    const ended = await run(target, 'Target', plan)
    expect(await outcomes(target, ended.id)).toMatchObject({
      'Compliance 3':
        'failed: Intune stored a grace period of 0 hours instead of 72 before devices are marked noncompliant. The new object was deleted again.',
    })
    expect(objectsOf(target, compliance).map(({ displayName }) => displayName)).not.toContain('Compliance 3')
  })

  it('names a change without effect and dropped assignments (011-20)', async () => {
    const { source, idsOf } = await captured()
    const there = { deviceManagementScripts: [script(2, { description: 'old' })] }
    const target = await disobeying('Target', ['patchIgnored', 'assignmentsDropped'], there)
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: idsOf('Script 1', 'Script 2') },
    })
    const ended = await run(target, 'Target', plan)
    expect(await outcomes(target, ended.id)).toMatchObject({
      'Script 1': expect.stringMatching(
        /^failed: The object was created \(ID .*\), but it is incomplete. Missing: replace the assignments \(2\)/,
      ) as string,
      'Script 2':
        "failed: Graph accepted the change but didn't store it: change description; replace the assignments (1).",
    })
    expect(reach(target, scripts)).toEqual([])
  })

  it('never ends with a wider reach, whatever goes wrong together (011-20)', async () => {
    const { source, idsOf } = await captured()
    const allowed = new Set([...reach(source, scripts), ...reach(source, compliance)])
    const all: Disobedience[] = ['exclusionsIncluded', 'filtersDropped', 'actionsIgnored', 'patchIgnored']
    const there = {
      deviceManagementScripts: [script(1, { description: 'old', assignments: [group(guid(1))] })],
      deviceCompliancePolicies: [policy(4, 48, { assignments: [] })],
    }
    const target = await disobeying('Target', all, there)
    const before = new Set([...reach(target, scripts), ...reach(target, compliance)])
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds: idsOf(...everything) } })
    const ended = await run(target, 'Target', plan)
    const after = [...reach(target, scripts), ...reach(target, compliance)]
    expect(after.filter((line) => !allowed.has(line) && !before.has(line))).toEqual([])
    const lines = await outcomes(target, ended.id)
    expect(
      Object.entries(lines)
        .filter(([, line]) => line === 'done: ')
        .map(([name]) => name),
    ).toEqual(['Script 2'])
  })
})
