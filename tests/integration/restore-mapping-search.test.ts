import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, recordedTenant } from '#tests/support/restored.ts'
import { restoring, script } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, planOf, run } = restoring(() => lab)

const excluded = (id: string) => ({
  target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: id },
})
const named = (index: number, displayName: string, more: object = {}) => ({
  id: guid(index),
  displayName,
  securityEnabled: true,
  mailEnabled: false,
  groupTypes: [],
  ...more,
})

const sourceSeed = {
  groups: [named(51, 'Stores'), named(52, 'Offices'), named(53, 'Kiosks')],
  deviceManagementScripts: [
    script(1, { displayName: 'Only stores', assignments: [group(guid(51))] }),
    script(2, { displayName: 'Stores and offices', assignments: [group(guid(51)), group(guid(52))] }),
    script(3, { displayName: 'Offices without kiosks', assignments: [group(guid(52)), excluded(guid(53))] }),
  ],
}
const targetSeed = {
  groups: [
    named(61, 'SG-Intune-Stores-EU', {
      mail: 'stores@contoso.example',
      members: [
        { '@odata.type': '#microsoft.graph.user', id: guid(81) },
        { '@odata.type': '#microsoft.graph.user', id: guid(82) },
      ],
    }),
    named(62, 'Offices'),
    named(63, 'Twice'),
    named(64, 'Twice'),
    named(65, `O'Brien "team"`),
  ],
}

async function planned(faults: readonly object[] = []) {
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(faultsFile, JSON.stringify(faults))
  const source = await recordedTenant(lab, 'Source', sourceSeed)
  const record = join(lab.folder, 'Target.ndjson')
  const target = { ...(await lab.tenant('Target', targetSeed, { faultsFile, record })), record }
  const plan = await lab.plan(target.id, {
    sourceTenantId: source.id,
    from: { versionIds: await versionsOf(source.id, 'deviceManagementScripts') },
  })
  return { source, target, plan, of: { tenantId: target.id, planId: plan.id } }
}

describe('searching the target', () => {
  it('finds groups by a word of their name or mail, with their members (006-19)', async () => {
    const { of } = await planned()
    const search = (text: string) => lab.core.call('restore.searchTargets', { ...of, kind: 'groups', text })
    expect(await search('stores')).toEqual([
      { id: guid(61), name: 'SG-Intune-Stores-EU', mail: 'stores@contoso.example', members: 2 },
    ])
    expect(await search('contoso')).toMatchObject([{ id: guid(61) }])
    expect(await search(`o'brien "te`)).toMatchObject([{ id: guid(65), members: 0 }])
    expect(await search('')).toHaveLength(5)
    expect(await search('nobody')).toEqual([])
  })

  it('goes another way where the directory has no search, and does without the members (006-19)', async () => {
    const refused = { status: 400, code: 'Request_UnsupportedQuery' }
    const { of } = await planned([
      { method: 'GET', path: 'search=', ...refused },
      { method: 'GET', path: '/members', ...refused },
    ])
    expect(await lab.core.call('restore.searchTargets', { ...of, kind: 'groups', text: 'SG-Intune' })).toEqual([
      { id: guid(61), name: 'SG-Intune-Stores-EU', mail: 'stores@contoso.example', members: null },
    ])
  })

  it('says why it fails without a connection, and the plan still knows its candidates (006-19)', async () => {
    const { target, of } = await planned()
    await target.simulator.close()
    await expect(
      lab.core.call('restore.searchTargets', { ...of, kind: 'groups', text: 'stores' }),
    ).rejects.toMatchObject({ error: { code: 'unreachable' } })
    expect(await lab.core.call('restore.candidates', { ...of, kind: 'groups' })).toMatchObject([{ name: 'Offices' }])
  })
})

describe('policies without assignments', () => {
  it('are those that lose every group, or an exclusion that nobody decided about (006-21)', async () => {
    const { target, plan, of } = await planned()
    const ends = (items: typeof plan.items) =>
      items
        .filter(({ endsUnassigned }) => endsUnassigned)
        .map(({ name }) => name)
        .toSorted()
    expect(ends(plan.items)).toEqual(['Offices without kiosks', 'Only stores'])
    expect(plan.items.find(({ name }) => name === 'Stores and offices')!.reach).toEqual({
      includes: [[`groups/${guid(51)}`], [`groups/${guid(52)}`]],
      excludes: [],
    })
    const again = await lab.core.call('restore.planAgain', {
      ...of,
      choices: { [`groups/${guid(51)}`]: guid(61), [`groups/${guid(53)}`]: null },
    })
    const mapped = await planOf(target.id, again.runId)
    expect(ends(mapped.items)).toEqual([])
    expect(mapped.references.find(({ sourceId }) => sourceId === guid(51))).toMatchObject({
      name: 'Stores',
      targetName: 'SG-Intune-Stores-EU',
    })
  })
})

describe('a mapping table', () => {
  it('brings the same choices back in another plan (006-20)', async () => {
    const { target, source, plan, of } = await planned()
    const choices = { [`groups/${guid(51)}`]: guid(61), [`groups/${guid(53)}`]: null }
    const { text } = await lab.core.call('restore.mappingTable', {
      ...of,
      choices,
      names: { [guid(61)]: 'SG-Intune-Stores-EU' },
    })
    const read = await lab.core.call('restore.readMappingTable', { ...of, text })
    expect(read).toMatchObject({
      choices: { ...choices, [`groups/${guid(52)}`]: guid(62) },
      names: { [guid(61)]: 'SG-Intune-Stores-EU' },
      notFound: [],
      others: 0,
    })
    const again = await lab.core.call('restore.planAgain', { ...of, choices: read.choices })
    expect((await run(target, 'Target', await planOf(target.id, again.runId))).status).toBe('succeeded')
    // In a third tenant the IDs mean nothing, and names count.
    const third = await recordedTenant(lab, 'Third', { groups: [named(71, 'SG-Intune-Stores-EU')] })
    const other = await lab.plan(third.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceManagementScripts') },
    })
    expect(
      await lab.core.call('restore.readMappingTable', { tenantId: third.id, planId: other.id, text }),
    ).toMatchObject({
      choices: { [`groups/${guid(51)}`]: guid(71), [`groups/${guid(53)}`]: null },
      notFound: [{ name: 'Offices', target: 'Offices', reason: 'missing' }],
    })
    expect(plan.references).toHaveLength(3)
  })

  it('of another source counts by name alone, and leaves nothing out (006-20)', async () => {
    const { of } = await planned()
    const text = JSON.stringify({
      format: 'TenantAtlas mapping table',
      version: 1,
      source: { tenantId: 'another', name: 'Another customer' },
      target: { tenantId: 'somewhere', name: 'Somewhere' },
      rows: [
        { kind: 'groups', sourceId: guid(51), name: 'Berlin', becomes: { how: 'object', id: 'x', name: 'Offices' } },
        { kind: 'groups', sourceId: 'y', name: 'Offices', becomes: { how: 'object', id: 'x', name: 'Offices' } },
        { kind: 'groups', sourceId: 'z', name: 'Stores', becomes: { how: 'nothing' } },
      ],
    })
    expect(await lab.core.call('restore.readMappingTable', { ...of, text })).toMatchObject({
      choices: { [`groups/${guid(52)}`]: guid(62) },
      otherSource: 'Another customer',
      others: 2,
    })
  })

  it('may be one of IntuneManagement: names count, and none of several is chosen (006-20)', async () => {
    const { source, target, of } = await planned()
    const table = (tenantId: string) =>
      `\uFEFF${JSON.stringify({
        TenantId: tenantId,
        Organization: 'Source',
        Objects: [
          { Id: guid(51), DisplayName: 'Twice', Type: 'Group' },
          { Id: guid(52), DisplayName: 'Offices', Type: 'Group' },
          { Id: guid(99), DisplayName: 'Elsewhere', Type: 'Group' },
          { Id: guid(98), DisplayName: 'Somebody', Type: 'User' },
        ],
      })}`
    expect(await lab.core.call('restore.readMappingTable', { ...of, text: table(source.id) })).toEqual({
      choices: { [`groups/${guid(52)}`]: guid(62) },
      names: { [guid(62)]: 'Offices' },
      notFound: [{ name: 'Stores', target: 'Twice', reason: 'several' }],
      otherSource: null,
      others: 1,
    })
    await expect(lab.core.call('restore.readMappingTable', { ...of, text: table(target.id) })).rejects.toThrow(
      'This table lists objects of Target itself',
    )
    for (const text of ['', '[]', '{"Objects":[]}', 'name,id\n', '{"format":"another"}'])
      await expect(lab.core.call('restore.readMappingTable', { ...of, text })).rejects.toThrow(
        "This file isn't a mapping table.",
      )
  })
})
