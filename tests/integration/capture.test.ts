import Database from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PolicyId, RunId, TenantId, VersionId } from '#contract/model/ids.ts'
import type { Run } from '#contract/model/runs.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { allOfDemo } from '#tests/support/restored.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

const script = {
  id: '10000000-0000-4000-8000-000000000001',
  displayName: 'Script',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  runAs32Bit: false,
  enforceSignatureCheck: false,
  scriptContent: Buffer.from('Get-Date\n').toString('base64'),
}

describe('the captured demo tenant', () => {
  let lab: Lab
  let id: TenantId
  let simulator: Simulator
  let first: Run
  beforeAll(async () => {
    lab = openLab()
    ;({ id, simulator } = await lab.tenant('Demo', join(resources, 'demo')))
    first = await lab.capture(id)
  })
  afterAll(() => lab.close())

  const rows = async (name: string) => {
    const { policies } = await lab.core.call('policies.list', { tenantId: id })
    const { versionId } = policies.find((policy) => policy.name === name)!
    const sections = await lab.core.call('versions.readable', { tenantId: id, versionId: versionId! })
    return sections.flatMap((section) => section.rows).map((row) => [row.name, row.value])
  }

  it('gets no version when nothing changed (016-1)', async () => {
    const { policies } = seedCounts('demo')
    expect(first.result).toMatchObject({ newVersions: policies, unchanged: 0, newBlobs: policies })
    expect((await lab.capture(id)).result).toMatchObject({ newVersions: 0, unchanged: policies, newBlobs: 0 })
  })

  it('holds what lists omit, and names instead of ids (004-1)', async () => {
    expect(await rows('Set time zone by location')).toEqual(
      expect.arrayContaining([
        [
          'Set-TimeZone.ps1',
          expect.stringContaining('$zone = Get-StoreTimeZone -Subnet (Get-NetIPAddress -AddressFamily IPv4).IPAddress'),
        ],
        ['Include', 'SG-Intune-Laptops-HQ'],
        ['Exclude', 'SG-Finance'],
      ]),
    )
    expect(await rows('Windows – corporate laptops')).toContainEqual([
      'Send email to end user',
      'after 1 day, with the template Noncompliant device – first warning, copy to SG-IT-Operations',
    ])
  })

  it('holds the settings of administrative templates with their names and values (010-1)', async () => {
    expect((await rows('OneDrive – known folder move')).slice(0, 3)).toEqual([
      ['Silently move Windows known folders to OneDrive', 'Enabled'],
      ['Value', 'de300000-0000-4000-8000-00000000d300'],
      ['Prevent users from moving their Windows known folders', 'Disabled'],
    ])
  })

  it('holds the clear value of a masked secret only sealed (007-1)', () => {
    const database = new Database(join(lab.folder, 'data', 'atlas.db'), { readonly: true })
    expect(database.prepare('SELECT count(*) AS count FROM secrets').get()).toEqual({ count: 2 })
    database.close()
    for (const file of ['atlas.db', 'atlas.db-wal', 'tenantatlas.log']) {
      const bytes = readFileSync(join(lab.folder, 'data', file))
      expect([file, bytes.includes('correct horse battery staple'), bytes.includes(simulator.token)]).toEqual([
        file,
        false,
        false,
      ])
    }
  })
})

let lab: Lab

describe('capture', () => {
  afterEach(() => lab.close())

  it('keeps no secret without a vault, and says so (000-4)', async () => {
    lab = openLab({ vault: false })
    const second = await lab.tenant('Tenant', { deviceConfigurations: allOfDemo('deviceConfigurations') })
    const run = await lab.capture(second.id)
    const item = (await lab.items(second.id, run.id)).find((entry) => entry.name === 'Windows – VPN with shared secret')
    expect(item).toMatchObject({ note: expect.stringContaining('1 secret value not kept') as string })
    const { policies } = await lab.core.call('policies.list', { tenantId: second.id })
    const vpn = policies.find((policy) => policy.name === 'Windows – VPN with shared secret')!
    const empty = await lab.tenant('Empty')
    const plan = await lab.plan(empty.id, { sourceTenantId: second.id, from: { versionIds: [vpn.versionId!] } })
    expect(plan.items[0]).toMatchObject({
      action: 'blocked',
      reason: expect.stringContaining('TenantAtlas never writes a masked value') as string,
    })
  })

  it('reports a listing that fails as a failed item (049-2)', async () => {
    lab = openLab()
    const faults = join(lab.folder, 'faults.json')
    writeFileSync(
      faults,
      JSON.stringify([{ method: 'GET', path: 'deviceManagementScripts', status: 403, code: 'Forbidden' }]),
    )
    const { id } = await lab.tenant(
      'Partial',
      { deviceManagementScripts: [script], roleScopeTags: [] },
      { faultsFile: faults },
    )
    const run = await lab.capture(id)
    expect(run.status).toBe('partial')
    const failed = (await lab.items(id, run.id)).filter((item) => item.state === 'failed')
    expect(failed.map((item) => [item.name, item.error?.code])).toEqual([['List: Platform scripts', 'forbidden']])
  })

  it('repeats reads after 429, 503 and lost connections (049-3)', async () => {
    lab = openLab()
    const faults = join(lab.folder, 'faults.json')
    writeFileSync(
      faults,
      JSON.stringify([
        { path: 'deviceManagementScripts', nth: 1, status: 429, retryAfter: 0.05 },
        { path: 'mobileApps', nth: 1, status: 503 },
        { path: 'assignmentFilters', nth: 1, cut: 'before' },
        { path: 'batch', nth: 1, cut: 'after' },
      ]),
    )
    const { id } = await lab.tenant('Shaky', { deviceManagementScripts: [script] }, { faultsFile: faults })
    const run = await lab.capture(id)
    expect(run.status).toBe('succeeded')
    expect(run.throttled).toBe(1)
  })

  it('hands out a long document in pieces (002-1)', async () => {
    lab = openLab()
    const content = Buffer.from('# '.padEnd(400_000, 'ä')).toString('base64')
    const { id } = await lab.tenant('Large', { deviceManagementScripts: [{ ...script, scriptContent: content }] })
    await lab.capture(id)
    const [version] = (await lab.core.call('versions.list', { tenantId: id })).filter(
      (entry) => entry.type === 'deviceManagementScripts',
    )
    let body = ''
    let pieces = 0
    for (let offset: number | null = 0; offset !== null; pieces += 1) {
      const piece: { text: string; nextOffset: number | null } = await lab.core.call('versions.body', {
        tenantId: id,
        versionId: version!.id,
        offset,
      })
      expect(piece.text.length).toBeLessThanOrEqual(1_000_000)
      body += piece.text
      offset = piece.nextOffset
    }
    expect(pieces).toBeGreaterThan(1)
    expect((JSON.parse(body) as { scriptContent: string }).scriptContent).toBe(content)
  })
})

describe('the door', () => {
  afterEach(() => lab.close())

  it("refuses what belongs to another tenant, and another tenant's sign-in (000-3)", async () => {
    lab = openLab()
    const first = await lab.tenant('First', { deviceManagementScripts: [script] })
    const second = await lab.tenant('Second')
    const run = await lab.capture(first.id)
    const [version] = await lab.core.call('versions.list', { tenantId: first.id })
    const { policies } = await lab.core.call('policies.list', { tenantId: first.id })
    const at = { tenantId: second.id }
    const refused = await Promise.allSettled([
      lab.core.call('runs.get', { ...at, runId: RunId.parse(run.id) }),
      lab.core.call('runs.items', { ...at, runId: RunId.parse(run.id) }),
      lab.core.call('runs.cancel', { ...at, runId: RunId.parse(run.id) }),
      lab.core.call('versions.get', { ...at, versionId: VersionId.parse(version!.id) }),
      lab.core.call('policies.get', { ...at, policyId: PolicyId.parse(policies[0]!.id) }),
      lab.core.call('runs.capture', { ...at, policyIds: [policies[0]!.id] }),
      lab.core.call('restore.plan', { ...at, from: { versionIds: [version!.id] } }),
    ])
    for (const answer of refused) expect(answer).toMatchObject({ reason: { error: { code: 'forbidden' } } })
    // The second tenant's variable gets the first one's token: nothing may be read with it.
    process.env[`LAB_TOKEN_${second.id.replaceAll('-', '_')}`] = first.simulator.token
    const wrong = await lab.capture(second.id)
    expect(wrong).toMatchObject({ status: 'failed', error: { code: 'wrongTenant' } })
  })

  it('answers with the equal run that has not ended (000-2)', async () => {
    lab = openLab()
    const { id } = await lab.tenant('Slow', { deviceManagementScripts: [script] }, { latencyMs: 50 })
    const [first, second] = await Promise.all([
      lab.core.call('runs.capture', { tenantId: id }),
      lab.core.call('runs.capture', { tenantId: id }),
    ])
    expect(second.runId).toBe(first.runId)
    expect([first.reused, second.reused].toSorted()).toEqual([false, true])
    await lab.ended(id, first.runId)
    expect((await lab.core.call('runs.capture', { tenantId: id })).runId).not.toBe(first.runId)
  })

  it('refuses unknown methods and input that does not match the contract (000-9)', async () => {
    lab = openLab()
    const cases: readonly (readonly [string, unknown])[] = [
      ['store.drop', {}],
      ['__proto__', {}],
      ['tenants.list', { extra: 1 }],
      ['policies.list', { tenantId: 'x' }],
      ['runs.capture', null],
    ]
    for (const [method, input] of cases) {
      expect(await lab.core.callUntrusted(method, input)).toMatchObject({
        error: { code: 'badInput', message: expect.stringMatching(/\.$/) as string },
      })
    }
  })
})
