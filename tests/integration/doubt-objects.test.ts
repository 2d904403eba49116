import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { collection } from '#simulator/tenant.ts'
import { captured } from '#tests/support/contents.ts'
import { closeLabs, newLab } from '#tests/support/doubting.ts'

afterEach(closeLabs)

const groupId = (index: number): string => `51000000-0000-4000-8000-${String(index).padStart(12, '0')}`

describe('an object that Graph answers wrong', () => {
  const scripts = Array.from({ length: 6 }, (_, index) => ({
    id: groupId(index),
    displayName: `Script ${index}`,
    fileName: 'a.ps1',
    runAsAccount: 'system',
    scriptContent: Buffer.from(`Script ${index}`).toString('base64'),
  }))
  const health = {
    id: groupId(60),
    displayName: 'Health',
    publisher: 'IT',
    runAsAccount: 'system',
    detectionScriptContent: 'R2V0',
    roleScopeTagIds: ['1'],
  }
  const scriptsPath = '/deviceManagement/deviceManagementScripts'
  const onlyScripts = { types: ['deviceManagementScripts'] }

  it('finds an assignment that comes later, although every expand is empty and the last version had none (0807-3)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(faultsFile, JSON.stringify([{ path: '\\$expand=.*assignments', spoil: 'noAssignments' }]))
    const { id, simulator } = await lab.tenant(
      'Tenant',
      { groups: [{ id: groupId(99), displayName: 'Everybody' }], deviceManagementScripts: scripts },
      { faultsFile },
    )
    const capturing = async () => {
      const { runId } = await lab.core.call('runs.capture', { tenantId: id, ...onlyScripts })
      expect((await lab.ended(id, runId)).status).toBe('succeeded')
      return (await captured(lab, id)).find(({ name }) => name === 'Script 0')!.document['assignments']
    }
    expect(await capturing()).toEqual([])
    const script = collection(simulator.tenant, scriptsPath).get(groupId(0)) as Record<string, unknown>
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupId(99) }
    script['assignments'] = [{ id: `${groupId(0)}_1`, target }]
    expect(await capturing()).toHaveLength(1)
    expect(await capturing()).toHaveLength(1)
  }, 120_000)

  it('is all that a plan loses when a list of the target cannot be read (0807-9)', async () => {
    const lab = newLab()
    const seed = {
      deviceManagementScripts: scripts.slice(0, 1),
      assignmentFilters: [
        { id: groupId(50), displayName: 'Filter', platform: 'windows10AndLater', rule: '(device.model -eq "A")' },
      ],
      deviceHealthScripts: [{ ...health, assignments: [] }],
    }
    const source = await lab.tenant('Source', seed)
    await lab.capture(source.id)
    const { policies } = await lab.core.call('policies.list', { tenantId: source.id })
    const versionIds = policies.flatMap(({ type, versionId }) => (type in seed ? [versionId!] : []))
    const refused = { path: 'deviceManagementScripts(\\?|$)', status: 400, code: 'BadRequest', message: 'Broken.' }
    for (const [name, faults, expected] of [
      ['Other', [refused], { 'Script 0': 'blocked', Filter: 'create', Health: 'create' }],
      // What a policy of another tenant refers to has to be known; the default tag is the same in each.
      [
        'Third',
        [{ ...refused, path: 'roleScopeTags(\\?|$)' }],
        { 'Script 0': 'create', Filter: 'create', Health: 'blocked' },
      ],
    ] as const) {
      const faultsFile = join(lab.folder, `${name}.json`)
      writeFileSync(faultsFile, JSON.stringify(faults))
      const target = await lab.tenant(name, {}, { faultsFile })
      const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds } })
      expect(Object.fromEntries(plan.items.map((item) => [item.name, item.action]))).toEqual(expected)
      expect(plan.items.find(({ action }) => action === 'blocked')!.reason).toMatch(
        /^The .+ in the target couldn't be read, so TenantAtlas can't tell what it has\. .*Broken\..* Plan again later\.$/,
      )
    }
  }, 120_000)

  it('takes an object only for the one that it asked for (0807-5)', async () => {
    for (const [fault, states] of [
      [
        { path: '\\$batch', spoil: 'mixParts' },
        { done: 6, failed: 0 },
      ],
      [
        { path: `deviceManagementScripts/${groupId(3)}`, spoil: 'emptyObject' },
        { done: 5, failed: 1 },
      ],
    ] as const) {
      const lab = newLab()
      const faultsFile = join(lab.folder, 'faults.json')
      writeFileSync(faultsFile, JSON.stringify([fault]))
      const { id } = await lab.tenant('Tenant', { deviceManagementScripts: scripts }, { faultsFile })
      const { runId } = await lab.core.call('runs.capture', { tenantId: id, ...onlyScripts })
      expect((await lab.ended(id, runId)).counts).toMatchObject(states)
      for (const { name, document } of (await captured(lab, id)).filter(
        ({ type }) => type === 'deviceManagementScripts',
      ))
        expect(Buffer.from(String(document['scriptContent']), 'base64').toString()).toBe(name)
    }
  }, 120_000)

  it('creates no second object because a list lacks the first (0807-8)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    // From the second list on.
    const late = { nth: 2, forMs: 600_000 }
    writeFileSync(faultsFile, JSON.stringify([{ path: 'deviceManagementScripts(\\?|$)', spoil: 'emptyList', ...late }]))
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: scripts }, { faultsFile })
    const { runId } = await lab.core.call('runs.capture', { tenantId: id, ...onlyScripts })
    await lab.ended(id, runId)
    const versions = (await lab.core.call('versions.list', { tenantId: id })).map((version) => version.id)
    const plan = await lab.plan(id, { sourceTenantId: id, from: { versionIds: versions } })
    expect(new Set(plan.items.map((item) => item.action))).toEqual(new Set(['unchanged']))
    expect(collection(simulator.tenant, scriptsPath).size).toBe(scripts.length)
  }, 120_000)

  it('ends a list whose pages bring nothing new, whatever their links say (0807-4)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(faultsFile, JSON.stringify([{ path: 'deviceManagementScripts(\\?|$)', endlessNextLink: true }]))
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: scripts }, { faultsFile })
    const { runId } = await lab.core.call('runs.capture', { tenantId: id, ...onlyScripts })
    const run = await lab.ended(id, runId)
    expect(run.status).toBe('failed')
    expect(run.requests).toBeLessThan(20)
  }, 120_000)

  it('is asked again when only the list says that it is assigned (0807-3)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(faultsFile, JSON.stringify([{ path: 'configurationPolicies\\?', spoil: 'assignedFlag' }]))
    const policy = { id: groupId(50), name: 'Idle', platforms: 'windows10', technologies: 'mdm', settings: [] }
    const { id } = await lab.tenant('Tenant', { configurationPolicies: [policy] }, { faultsFile })
    expect((await lab.capture(id)).status).toBe('succeeded')
    const [document] = (await captured(lab, id)).filter(({ name }) => name === 'Idle')
    expect(document!.document['assignments']).toEqual([])
  }, 120_000)

  it('has its own name, with a doubt if the list keeps saying another one (0807-3, 0807-7)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(faultsFile, JSON.stringify([{ path: 'deviceManagementScripts(\\?|$)', spoil: 'otherName' }]))
    const dated = { ...scripts[0]!, lastModifiedDateTime: '2026-01-01T00:00:00Z' }
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [dated] }, { faultsFile })
    const { runId } = await lab.core.call('runs.capture', { tenantId: id, ...onlyScripts })
    const run = await lab.ended(id, runId)
    expect(run.status).toBe('partial')
    const [item] = await lab.items(id, runId)
    expect(item?.note).toContain('The list and the policy itself have different values for displayName.')
    const [kept] = (await captured(lab, id)).filter(({ type }) => type === 'deviceManagementScripts')
    expect(kept!.document['displayName']).toBe('Script 0')
  }, 120_000)
})
