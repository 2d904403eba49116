import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { Input } from '#contract/api/api.ts'
import type { TenantId } from '#contract/model/ids.ts'
import type { NamedSubject, RecipientOutcome } from '#contract/model/recipients.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { readDatabase } from '#tests/support/database.ts'
import { assigned, group, id, member, script } from '#tests/support/grouping.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

let lab: Lab
afterEach(() => lab.close())

const device = (index: number, name: string, owner: number | null, more: Json = {}) => ({
  id: guid(700 + index),
  deviceName: name,
  azureADDeviceId: guid(800 + index),
  userId: owner === null ? '' : id(owner),
  userPrincipalName: owner === null ? '' : `user${owner}@tenant.example`,
  operatingSystem: 'Windows',
  osVersion: '10.0.22631.1',
  manufacturer: 'Contoso',
  model: 'Slate',
  managedDeviceOwnerType: 'company',
  ...more,
})
const narrowed = (index: number, filter: number, mode: string): Json => {
  const { target, ...rest } = assigned(index) as { target: Json }
  return {
    ...rest,
    target: {
      ...target,
      deviceAndAppManagementAssignmentFilterId: guid(filter),
      deviceAndAppManagementAssignmentFilterType: mode,
    },
  }
}
const filter = (index: number, name: string, rule: string) => ({
  id: guid(index),
  displayName: name,
  platform: 'windows10AndLater',
  rule,
  roleScopeTags: ['0'],
  assignmentFilterManagementType: 'devices',
})

/** Sales is in Everyone, and Everyone in Sales: a circle. Laptops has a device. */
const seeded = {
  users: [
    { id: id(501), displayName: 'Anna Berger', userPrincipalName: 'user501@tenant.example' },
    { id: id(502), displayName: 'Ben Costa', userPrincipalName: 'user502@tenant.example' },
  ],
  devices: [
    { id: guid(901), deviceId: guid(801), displayName: 'LT-1' },
    { id: guid(902), deviceId: guid(802), displayName: 'LT-2' },
  ],
  managedDevices: [
    device(1, 'LT-1', 501),
    device(2, 'LT-2', null),
    device(3, 'MAC-1', 502, { operatingSystem: 'macOS' }),
  ],
  groups: [
    group(1, 'Everyone', { members: [member(2, 'group')] }),
    group(2, 'Sales', { members: [member(501), member(1, 'group')] }),
    group(3, 'Laptops', {
      members: [{ '@odata.type': '#microsoft.graph.device', id: guid(901), displayName: 'LT-1' }],
    }),
  ],
  assignmentFilters: [
    filter(41, 'Slates', '(device.model -eq "Slate")'),
    filter(42, 'Broken', '(device.model -is "Slate")'),
  ],
  deviceManagementScripts: [
    script(1, [assigned(1)]),
    script(2, [narrowed(3, 41, 'exclude')]),
    script(3, [narrowed(3, 42, 'include')]),
    script(4, [assigned(1), assigned(2, true)]),
    script(5, []),
  ],
}

/** The first that a search finds. */
const first = async (tenantId: TenantId, text: string): Promise<NamedSubject> =>
  (await lab.core.call('recipients.find', { tenantId, text }))![0]!
const answersOf = async (asked: Input<'recipients.answers'>) => (await lab.core.call('recipients.answers', asked))!

async function prepared(more: object = {}) {
  lab = openLab()
  const { id: tenantId, simulator } = await lab.tenant('Tenant', { ...seeded, ...more })
  await lab.capture(tenantId)
  await lab.core.call('tenants.change', { tenantId, readsRecipients: true })
  const read = async () => lab.ended(tenantId, (await lab.core.call('recipients.read', { tenantId })).runId)
  const outcomesOf = async (text: string, at?: string) => {
    const subject = await first(tenantId, text)
    const { answers } = await answersOf({
      tenantId,
      subject,
      ...(at === undefined ? {} : { at }),
    })
    return Object.fromEntries(
      answers.map((answer): [string, RecipientOutcome] => [answer.name.replace('Script ', ''), answer.outcome]),
    )
  }
  return { tenantId, simulator, read, outcomesOf }
}

describe('who gets what', () => {
  it('answers for users, devices and groups, with the way there (062-3)', async () => {
    const { tenantId, read, outcomesOf } = await prepared()
    expect(resultOf(await read(), 'recipients')).toEqual({ users: 2, devices: 3, groups: 3, unread: [] })
    expect(await outcomesOf('Anna')).toEqual({
      1: 'included',
      2: 'notTargeted',
      3: 'notTargeted',
      4: 'excluded',
      5: 'notTargeted',
      // Defaults of every tenant.
      'All users': 'unknown',
      'All users and all devices': 'unknown',
      Default: 'unknown',
    })
    expect(await outcomesOf('LT-1')).toMatchObject({ 1: 'included', 2: 'filteredOut', 3: 'unknown' })
    expect(await outcomesOf('LT-2')).toMatchObject({ 1: 'notTargeted', 2: 'notTargeted' })
    expect(await outcomesOf('Sales')).toMatchObject({ 1: 'included', 2: 'notTargeted', 4: 'excluded' })
    const anna = await first(tenantId, 'user501@')
    const { answers } = await answersOf({ tenantId, subject: anna })
    const steps = answers.find(({ name }) => name === 'Script 1')!.reasons[0]!.steps.map(({ text }) => text)
    expect(steps).toEqual([
      'Anna Berger is a member of Sales.',
      'Sales is a member of Everyone.',
      'It is assigned to Everyone.',
    ])
  })

  it('never offers a device what is for another platform (062-3)', async () => {
    const { tenantId, read } = await prepared()
    await read()
    const mac = await first(tenantId, 'MAC-1')
    const { answers } = await answersOf({ tenantId, subject: mac })
    const script1 = answers.find(({ name }) => name === 'Script 1')!
    expect(script1).toMatchObject({ outcome: 'notTargeted', platform: 'Windows' })
    expect(script1.reasons[0]!.steps[0]!.text).toBe('It is for Windows, and this device runs macOS.')
  })

  it('answers for any captured moment (062-4)', async () => {
    const { tenantId, simulator, read, outcomesOf } = await prepared()
    await read()
    const before = new Date().toISOString()
    Object.assign(collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(id(105))!, {
      assignments: [assigned(2)],
      lastModifiedDateTime: new Date().toISOString(),
    })
    await lab.capture(tenantId)
    expect((await outcomesOf('Anna'))['5']).toBe('included')
    expect((await outcomesOf('Anna', before))['5']).toBe('notTargeted')
  })

  it('says how many a policy reaches, and what a plan changes for whom (062-5)', async () => {
    const { tenantId, simulator, read } = await prepared()
    await read()
    const { policies } = await lab.core.call('policies.list', { tenantId })
    const policyOf = (name: string) => policies.find((policy) => policy.name === name)!
    const reach = await lab.core.call('recipients.reach', { tenantId, policyId: policyOf('Script 1').id })
    expect(reach!.byIntent).toMatchObject([
      { intent: '', users: { included: 1, notTargeted: 1 }, devices: { included: 1, notTargeted: 2 } },
    ])
    expect(reach!.byIntent[0]!.subjects.map(({ name }) => name)).toEqual(['Anna Berger', 'LT-1'])
    // Somebody else took the assignment away, and the plan brings it back.
    Object.assign(collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(id(101))!, {
      assignments: [],
      lastModifiedDateTime: new Date().toISOString(),
    })
    const plan = await lab.plan(tenantId, {
      sourceTenantId: tenantId,
      from: { versionIds: [policyOf('Script 1').versionId!] },
      options: { assignments: 'source' },
    })
    const found = await lab.core.call('recipients.planEffects', { tenantId, planId: plan.id })
    expect(found!.effects).toEqual([
      {
        seq: 0,
        name: 'Script 1',
        type: 'Platform scripts',
        intent: '',
        users: { gains: 1, loses: 0, keeps: 0, unknown: 0 },
        devices: { gains: 1, loses: 0, keeps: 0, unknown: 0 },
      },
    ])
  })

  it('reads nothing unless it is turned on, and deletes everything when it is turned off (062-6)', async () => {
    const { tenantId, read } = await prepared()
    await lab.core.call('tenants.change', { tenantId, readsRecipients: false })
    await expect(lab.core.call('recipients.read', { tenantId })).rejects.toMatchObject({ error: { code: 'badInput' } })
    await lab.core.call('tenants.change', { tenantId, readsRecipients: true })
    await read()
    expect((await lab.core.call('recipients.state', { tenantId })).read).toMatchObject({ users: 2 })
    await lab.core.call('tenants.change', { tenantId, readsRecipients: false })
    expect(await lab.core.call('recipients.state', { tenantId })).toEqual({ isOn: false, read: null })
    await lab.core.call('tenants.change', { tenantId, readsRecipients: true })
    await read()
    expect(await lab.core.call('recipients.remove', { tenantId })).toEqual({ removed: true })
    const database = readDatabase(lab.folder)
    expect(database.of(tenantId)['recipients']).toEqual([])
    database.close()
    expect(await lab.core.call('recipients.find', { tenantId, text: 'Anna' })).toBeNull()
  })

  it('says what it may not read, and calls it unknown (062-7)', async () => {
    const { simulator, read, outcomesOf } = await prepared()
    simulator.tenant.refused.add('/devices')
    const { unread } = resultOf(await read(), 'recipients')
    expect(unread).toEqual([expect.stringContaining('Device.Read.All')])
    expect(await outcomesOf('LT-1')).toMatchObject({ 1: 'included', 2: 'filteredOut', 4: 'unknown' })
    expect((await outcomesOf('LT-2'))['1']).toBe('unknown')
  })

  it.each([
    ['/users', 'User.ReadBasic.All', 'Sales', '1'],
    ['/deviceManagement/managedDevices', 'DeviceManagementManagedDevices.Read.All', 'Laptops', '2'],
  ])('says of a group nothing that unread %s would have to say (062-7)', async (path, permission, name, script) => {
    const { tenantId, simulator, read, outcomesOf } = await prepared()
    simulator.tenant.refused.add(path)
    await read()
    expect((await outcomesOf(name))[script]).not.toBe('notTargeted')
    const { policies } = await lab.core.call('policies.list', { tenantId })
    const policyId = policies.find((policy) => policy.name === 'Script 1')!.id
    expect((await lab.core.call('recipients.reach', { tenantId, policyId }))!.unread.join(' ')).toContain(permission)
    const advice = await lab.core.call('advice.list', { tenantId })
    expect(advice.find(({ id: rule }) => rule === 'reaches-nobody')).toMatchObject({ isOpen: true, findings: [] })
    expect(advice.find(({ id: rule }) => rule === 'empty-groups')).toMatchObject({ isOpen: false })
  })

  it('leaves nothing of what was read in the file, also after a tenant is removed (062-6)', async () => {
    const named = (name: string) =>
      Array.from({ length: 1000 }, (_, index) => ({
        id: guid(10_000 + index),
        displayName: `${name} ${createHash('sha256').update(`${name} ${index}`).digest('base64')}`,
        userPrincipalName: `${index}@tenant.example`,
      }))
    const { tenantId, simulator, read } = await prepared({ users: named('First') })
    const file = join(lab.folder, 'data', 'atlas.db')
    const content = (): Buffer => {
      const database = new Database(file)
      database.pragma('wal_checkpoint(TRUNCATE)')
      const row = database.prepare('SELECT content FROM recipients').get() as { content: Buffer }
      database.close()
      return row.content
    }
    /** Whether a page in the middle of a content is in the file. */
    const isThere = (of: Buffer): boolean => {
      const database = new Database(file)
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
      const bytes = readFileSync(file)
      return [0.3, 0.5, 0.7].some((part) => bytes.includes(of.subarray(of.length * part, of.length * part + 64)))
    }
    await read()
    const earlier = content()
    expect(isThere(earlier)).toBe(true)
    for (const [index, user] of [...collection(simulator.tenant, '/users').values()].entries())
      Object.assign(user, named('Second')[index])
    await read()
    const later = content()
    expect([isThere(earlier), isThere(later)]).toEqual([false, true])
    await lab.core.call('tenants.archive', { tenantId, archived: true })
    await lab.core.call('tenants.remove', { tenantId, confirm: 'Tenant' })
    expect(isThere(later)).toBe(false)
  })
})
