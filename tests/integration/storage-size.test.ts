import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BackupSetId, type TenantId } from '#contract/model/ids.ts'
import { compactDatabase } from '#infra/store/compaction.ts'
import { openStore } from '#infra/store/open.ts'
import { collection } from '#simulator/tenant.ts'
import { cli } from '#tests/support/cli.ts'
import { captured, contents } from '#tests/support/contents.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

const scripts = '/deviceManagement/deviceManagementScripts'
const count = 40
const idOf = (index: number): string => `5c000000-0000-4000-8000-${String(index).padStart(12, '0')}`

interface Nights {
  readonly lab: Lab
  readonly id: TenantId
  /** Captures the tenant as a backup set, after a change of one script. @returns the ID of the set */
  night(changed: number | null): Promise<string>
}

/** A tenant with scripts, each with a text of its own. */
async function tenant(): Promise<Nights> {
  const lab = openLab()
  onTestFinished(() => lab.close())
  const { id, simulator } = await lab.tenant('Nights', {
    deviceManagementScripts: Array.from({ length: count }, (_, index) => ({
      '@odata.type': '#microsoft.graph.deviceManagementScript',
      id: idOf(index),
      displayName: `Script ${index}`,
      description: Array.from({ length: 60 }, (_word, at) => `${index * 7919 + at * 104_729}`).join(' '),
      fileName: 'script.ps1',
      scriptContent: Buffer.from(`Write-Output ${index}`).toString('base64'),
      runAsAccount: 'system',
      roleScopeTagIds: ['0'],
    })),
  })
  let nights = 0
  return {
    lab,
    id,
    async night(changed) {
      nights += 1
      if (changed !== null)
        (collection(simulator.tenant, scripts).get(idOf(changed)) as Record<string, unknown>)['fileName'] =
          `night-${nights}.ps1`
      const { runId } = await lab.core.call('backups.create', {
        tenantId: id,
        name: `Night ${nights}`,
        types: ['deviceManagementScripts'],
      })
      expect((await lab.ended(id, runId)).status).toBe('succeeded')
      return (await lab.core.call('backups.list', { tenantId: id }))[0]!.id
    },
  }
}

const open = (lab: Lab): Database.Database => {
  const database = new Database(join(lab.folder, 'data', 'atlas.db'), { readonly: true })
  onTestFinished(() => void database.close())
  return database
}

const numbersIn = async ({ lab, id }: Nights, setId: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await lab.core.call('backups.get', { tenantId: id, setId: BackupSetId.parse(setId) })).content.map(
      ({ name, number }) => [name, number],
    ),
  )

describe('a night in which little changed', () => {
  it('leaves a few rows, and every set still holds what it held (0816-14)', async () => {
    const nights = await tenant()
    const sets = [await nights.night(null)]
    for (const changed of [3, 3, null, 5]) sets.push(await nights.night(changed))
    const database = open(nights.lab)
    const rows = (table: string): number => database.prepare(`select count(*) from ${table}`).pluck().get() as number
    // 40 versions and 3 new ones, each in consecutive sets.
    expect(rows('set_spans')).toBe(count + 3)
    // Its runs show the versions that they stored.
    expect(rows('run_items')).toBe(0)
    const expected = [1, 2, 3, 3, 3]
    for (const [at, setId] of sets.entries()) {
      const numbers = await numbersIn(nights, setId)
      expect(Object.keys(numbers)).toHaveLength(count)
      expect([numbers['Script 3'], numbers['Script 5'], numbers['Script 4']]).toEqual([
        expected[at],
        at === 4 ? 2 : 1,
        1,
      ])
    }
    const [newest] = await nights.lab.core.call('backups.list', { tenantId: nights.id })
    expect(newest).toMatchObject({ versions: count, newVersions: 1 })
    const [run] = await nights.lab.core.call('runs.list', { tenantId: nights.id })
    expect(run).toMatchObject({ total: count, leftOut: count - 1, counts: { unchanged: count - 1, done: 1 } })
    expect(await nights.lab.items(nights.id, run!.id)).toMatchObject([
      { name: 'Script 5', type: 'deviceManagementScripts', state: 'done', note: 'New version 2', doubtful: false },
    ])
    const runs = await nights.lab.core.call('runs.list', { tenantId: nights.id })
    const first = { tenantId: nights.id, runId: runs.at(-1)!.id }
    expect((await nights.lab.items(nights.id, first.runId)).map(({ name }) => name).toSorted()).toEqual(
      Array.from({ length: count }, (_, index) => `Script ${index}`).toSorted(),
    )
    const page = await nights.lab.core.call('runs.items', { ...first, states: ['done'], text: 'script 1', offset: 5 })
    // Script 1, and 10 to 19.
    expect(page).toMatchObject({ total: 11 })
    expect(page.items).toHaveLength(6)
    expect((await nights.lab.core.call('runs.items', { ...first, states: ['unchanged', 'failed'] })).total).toBe(0)
  })

  it('keeps what a removed set doesn’t share, and nothing of it that nobody needs (0816-14)', async () => {
    const nights = await tenant()
    const [first, second, third] = [await nights.night(null), await nights.night(3), await nights.night(4)]
    const [before, after] = [await numbersIn(nights, first), await numbersIn(nights, third)]
    // As a schedule does with what it doesn't keep.
    await nights.lab.between(async (data) => {
      const { store, close } = openStore(data, () => crypto.randomUUID())
      await store.backups.remove([second])
      await close()
    })
    expect(await numbersIn(nights, first)).toEqual(before)
    expect(await numbersIn(nights, third)).toEqual(after)
    // The next set doesn't become part of the one that is gone.
    const fourth = await nights.night(3)
    expect((await numbersIn(nights, fourth))['Script 3']).toBe(3)
    expect(await numbersIn(nights, third)).toEqual(after)
  })

  it('is tried again without what it forgot, and its set stays what it was (0816-14)', async () => {
    const nights = await tenant()
    await nights.night(null)
    const second = await nights.night(3)
    await nights.night(4)
    const before = await numbersIn(nights, second)
    // It forgot what was unchanged, and may be tried again all the same.
    await nights.lab.tamper(`update runs set status = 'cancelled' where title like '%Night 2%' or id in (
      select run_id from backup_sets where name = 'Night 2')`)
    const run = (await nights.lab.core.call('runs.list', { tenantId: nights.id })).find(
      ({ status }) => status === 'cancelled',
    )!
    const { runId } = await nights.lab.core.call('runs.retry', { tenantId: nights.id, runId: run.id })
    const again = await nights.lab.ended(nights.id, runId)
    expect(again).toMatchObject({ status: 'succeeded', total: count, leftOut: count - 1, counts: run.counts })
    expect(await numbersIn(nights, second)).toEqual(before)
  })

  it('keeps an item that says more than its version, and the same sentences once (0816-14)', async () => {
    const lab = openLab({ vault: false })
    onTestFinished(() => lab.close())
    const { id, simulator } = await lab.tenant('Notes', {
      deviceConfigurations: [
        {
          '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
          id: idOf(1),
          displayName: 'With a secret',
          unheardOf: { of: 'any contract' },
          omaSettings: [
            {
              '@odata.type': '#microsoft.graph.omaSettingString',
              displayName: 'Key',
              omaUri: './Vendor/MSFT/Key',
              value: '****',
              isEncrypted: true,
              secretReferenceValueId: 'a_b_c',
            },
          ],
          roleScopeTagIds: ['0'],
        },
      ],
    })
    const said: unknown[] = []
    for (const name of ['First', 'Second', 'Third']) {
      ;(collection(simulator.tenant, '/deviceManagement/deviceConfigurations').get(idOf(1)) as Record<string, unknown>)[
        'description'
      ] = name
      const run = await lab.capture(id)
      said.push((run.result as { notices?: unknown }).notices)
    }
    const [newest] = await lab.core.call('runs.list', { tenantId: id })
    const note = (await lab.items(id, newest!.id)).find(({ name }) => name === 'With a secret')?.note
    expect(note).toMatch(/^New version 3; ./)
    expect(said[0]).not.toEqual([])
    expect(said).toEqual([said[0], said[0], said[0]])
    const database = open(lab)
    expect(database.prepare('select count(*) from run_notices').pluck().get()).toBe(1)
    expect(database.prepare(`select count(*) from runs where result like '%notices%'`).pluck().get()).toBe(0)
  })

  it('packs a version with the one before it (0816-15)', async () => {
    const nights = await tenant()
    await nights.night(null)
    await nights.night(3)
    const sizes = open(nights.lab)
      .prepare(`select base is not null as isPacked, size from blobs order by row desc limit 1`)
      .get() as { isPacked: number; size: number }
    expect(sizes.isPacked).toBe(1)
    expect(sizes.size).toBeLessThan(120)
    const [version] = await nights.lab.core.call('versions.list', { tenantId: nights.id })
    const { text } = await nights.lab.core.call('versions.body', { tenantId: nights.id, versionId: version!.id })
    expect(JSON.parse(text)).toMatchObject({ fileName: 'night-2.ps1', displayName: 'Script 3' })
  })
})

describe('a database', () => {
  it('is compacted without losing an answer, and is as it was if that is cut off (0816-16)', async () => {
    const nights = await tenant()
    for (const changed of [null, 3, 4, 3]) await nights.night(changed)
    const sets = await nights.lab.core.call('backups.list', { tenantId: nights.id })
    const before = contents(await captured(nights.lab, nights.id), { groups: false })
    await nights.lab.between(async (data) => {
      const file = join(data, 'atlas.db')
      const stop = new Error('stopped')
      let steps = 0
      await expect(
        compactDatabase(data, null, {
          breathe: async () => {
            if ((steps += 1) > 3) throw stop
          },
        }),
      ).rejects.toBe(stop)
      expect(existsSync(`${file}.compacting`)).toBe(false)
      const { before: size, after } = await compactDatabase(data, null, { breathe: async () => {} })
      expect(after).toBeLessThanOrEqual(size)
      expect(statSync(file).size).toBe(after)
    })
    expect(contents(await captured(nights.lab, nights.id), { groups: false })).toEqual(before)
    expect(await nights.lab.core.call('backups.list', { tenantId: nights.id })).toEqual(sets)
    const { runId } = await nights.lab.core.call('backups.verify', { tenantId: nights.id })
    expect(await nights.lab.ended(nights.id, runId)).toMatchObject({ status: 'succeeded', result: { damaged: 0 } })
  })

  it('says what takes how much room, and is copied while it is open (0816-17)', async () => {
    const nights = await tenant()
    await nights.night(null)
    const usage = await nights.lab.core.call('app.storageUsage', {})
    const sizes = Object.fromEntries(usage.parts.map(({ part, bytes }) => [part, bytes]))
    expect(sizes['content']).toBeGreaterThan(0)
    expect(sizes['search']).toBeGreaterThan(0)
    expect(usage.growth).toMatchObject([{ versions: count }])
    const data = join(nights.lab.folder, 'data')
    const copy = join(nights.lab.folder, 'copy.db')
    const said = await cli(data, ['store', 'backup', copy])
    expect(said).toMatchObject({ code: 0, json: { file: copy } })
    const database = new Database(copy, { readonly: true })
    onTestFinished(() => void database.close())
    expect(database.prepare('select count(*) from version_rows').pluck().get()).toBe(count)
    expect(await cli(data, ['store', 'backup', copy])).toMatchObject({
      code: 2,
      json: { error: { message: expect.stringContaining('is there already') as never } },
    })
    const shown = await cli(data, ['store', 'usage', '--json'])
    expect(shown.json).toMatchObject({ growth: [{ versions: count }] })
  })
})
