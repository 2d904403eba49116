import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

/** Two captured tenants that the questions go to; tests that change a tenant have one of their own. */
let lab: Lab
let one: TenantId
let two: TenantId
beforeAll(async () => {
  lab = openLab()
  one = (await lab.tenant('One', join(resources, 'demo'))).id
  two = (
    await lab.tenant('Two', {
      deviceManagementScripts: [
        script(1, {
          displayName: 'Äußeres',
          scriptContent: Buffer.from('Get-StoreTimeZone -Subnet 10.0.0.0').toString('base64'),
        }),
      ],
    })
  ).id
  for (const id of [one, two]) await lab.capture(id)
}, 120_000)
afterAll(() => lab.close())

const bitlocker = 'BitLocker – silent encryption with key escrow (corporate laptops)'
const find = async (text: string, more: Record<string, unknown> = {}) => {
  const { due: _due, ...found } = await lab.core.call('search.find', { text, ...more })
  return Object.fromEntries(
    Object.entries(found).map(([place, hits]) => [place, hits.map((hit) => hit.name).toSorted()]),
  )
}
const policyNamed = async (tenantId: TenantId, name: string) =>
  (await lab.core.call('policies.list', { tenantId })).policies.find((policy) => policy.name === name)!
const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})

describe('search', () => {
  it('finds policies by words of their names (0806-1)', async () => {
    expect((await find('bitlocker silent'))['names']).toEqual([bitlocker])
  })

  it.each([
    ['auß', ['Äußeres']],
    ['aüßeres', ['Äußeres']],
    ['ÄUSSERES', []],
  ])('finds names without their accents, but not without their letters: %s (0806-1)', async (text, names) => {
    expect((await find(text, { tenantId: two }))['names']).toEqual(names)
  })

  it('finds policies by the values of their settings (0806-1)', async () => {
    expect((await find('xts aes 256'))['settings']).toEqual([bitlocker])
  })

  it('finds policies by the text of their scripts, in all tenants or in one (0806-1)', async () => {
    expect((await find('StoreTimeZone'))['scripts']).toEqual(['Set time zone by location', 'Äußeres'])
    expect((await find('StoreTimeZone', { tenantId: two }))['scripts']).toEqual(['Äußeres'])
  })

  it('finds policies by the beginning of an id (0806-1)', async () => {
    const { externalId } = await policyNamed(one, bitlocker)
    expect((await find(externalId.slice(0, 13)))['ids']).toEqual([bitlocker])
    expect((await find('device_vendor_msft_bitlocker_requiredeviceencryption'))['ids']).toEqual([
      'BitLocker – kiosks and POS terminals',
      bitlocker,
    ])
  })

  it('shows the settings in which it found the words (0806-1)', async () => {
    const { versionId } = await policyNamed(one, bitlocker)
    expect(
      await lab.core.call('search.explain', { tenantId: one, versionId: versionId!, text: 'xts aes 256' }),
    ).toMatchObject([{ value: 'XTS-AES 256-bit' }])
  })

  it.each(['"', '*', '(', '日本', ''])('finds nothing for %j, and does not fail (0806-1)', async (text) => {
    expect(await find(text)).toEqual({ names: [], settings: [], scripts: [], ids: [] })
  })

  it.each(['silent OR kiosks', 'bitlocker NOT silent', 'NEAR(bitlocker silent)'])(
    'takes the operators of the index as words: %s (0806-1)',
    async (text) => {
      expect((await find(text))['names']).toEqual([])
    },
  )

  it('finds a policy that is gone only among older versions (0806-1)', async () => {
    const { id, simulator } = await lab.tenant('Gone', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    collection(simulator.tenant, scripts).delete(guid(1))
    await lab.capture(id)
    expect((await find('Script 1', { tenantId: id }))['names']).toEqual([])
    expect((await find('Script 1', { tenantId: id, current: false }))['names']).toEqual(['Script 1'])
  })

  it('finds a policy behind another one that has very many versions (0806-1)', async () => {
    const { id, simulator } = await lab.tenant('Many', {
      deviceManagementScripts: [script(1, { displayName: 'Needle one' }), script(2, { displayName: 'Needle two' })],
    })
    await lab.capture(id)
    const policyIds = [(await policyNamed(id, 'Needle one')).id]
    const item = collection(simulator.tenant, scripts).get(guid(1))!
    // More than the index is asked for at once.
    for (let round = 0; round < 18; round += 1) {
      item['description'] = `round ${round}`
      const { runId } = await lab.core.call('runs.capture', { tenantId: id, policyIds })
      await lab.ended(id, runId)
    }
    const found = await lab.core.call('search.find', { text: 'needle', tenantId: id, current: false, limit: 2 })
    expect(found.names.map((hit) => hit.name).toSorted()).toEqual(['Needle one', 'Needle two'])
  })

  it('finds the newest version with all the words, also within a time and after a purge (0806-3)', async () => {
    const own = openLab()
    try {
      const vocabulary = ['alpha', 'bravo', 'charlie', 'delta']
      const { id, simulator } = await own.tenant('Past', {
        deviceManagementScripts: [script(1), script(2), script(3)],
      })
      // Each of them has other words from one version to the next.
      const wordsOf = (index: number, round: number): string[] =>
        vocabulary.filter((_, at) => (((index * 31 + round) * 2_654_435_761) >>> (at * 5 + 7)) % 3 !== 0)
      const versions: { name: string; number: number; at: string; words: string[] }[] = []
      for (let round = 0; round < 9; round += 1) {
        for (const index of [1, 2, 3])
          collection(simulator.tenant, scripts).get(guid(index))!['description'] =
            `Round ${round} ${wordsOf(index, round).join(' ')}`
        await own.capture(id)
        const listed = (await own.core.call('versions.list', { tenantId: id })).filter(
          ({ number }) => number === round + 1,
        )
        for (const { name, number, capturedAt } of listed)
          versions.push({ name, number, at: capturedAt, words: wordsOf(Number(name.at(-1)), round) })
      }
      const check = async (among: typeof versions): Promise<void> => {
        const moments = [undefined, ...new Set(among.map(({ at }) => at))]
        for (const [left, first] of vocabulary.entries())
          for (const second of vocabulary.slice(left))
            for (const before of moments) {
              const found = await own.core.call('search.find', {
                text: `${first.slice(0, 3)} ${second}`,
                tenantId: id,
                current: false,
                ...(before === undefined ? {} : { before }),
              })
              const wanted = new Map<string, number>()
              for (const version of among.toSorted((one, other) => one.number - other.number))
                if (version.words.includes(first) && version.words.includes(second) && version.at <= (before ?? 'Z'))
                  wanted.set(version.name, version.number)
              const shown = found.settings.map(({ name, number }): [string, number] => [name, number])
              expect([first, second, before, shown.toSorted()]).toEqual([first, second, before, [...wanted].toSorted()])
            }
      }
      await check(versions)
      const middle = versions.find(({ number }) => number === 5)!.at
      await own.ended(id, (await own.core.call('policies.purge', { tenantId: id, olderThan: middle })).runId)
      // The words of the versions before those that are gone are made anew.
      await vi.waitFor(async () =>
        expect((await own.core.call('search.find', { text: 'alpha', tenantId: id, current: false })).due).toBe(0),
      )
      await check(versions.filter(({ at }) => at >= middle))
    } finally {
      await own.close()
    }
  }, 120_000)

  it.each([
    ['Настройка', 'настройка'],
    ['パスワード', 'パスワード'],
    ['ที่นี่', 'ที่นี่'],
    ['한국 보안', '한국 보안'],
    ['Їжак', 'їжак'],
    ['ab\u19b0cd', 'cd'],
  ])('finds older versions in every script: %s (0806-3)', async (name, asked) => {
    const own = openLab()
    try {
      const { id, simulator } = await own.tenant('Scripts', { deviceManagementScripts: [script(1)] })
      for (const displayName of [name, `${name.split(' ')[0]} once more`, 'Other']) {
        collection(simulator.tenant, scripts).get(guid(1))!['displayName'] = displayName
        await own.capture(id)
      }
      const found = await own.core.call('search.find', { text: asked, tenantId: id, current: false })
      expect(found.names).toMatchObject([{ number: asked.includes(' ') ? 1 : 2 }])
      expect((await own.core.call('search.find', { text: name, tenantId: id, current: false })).names).toHaveLength(1)
    } finally {
      await own.close()
    }
  })

  it('says what it can’t find yet, and makes its index at the next start (0806-4)', async () => {
    const own = openLab()
    try {
      const { id } = await own.tenant('Due', { deviceManagementScripts: [script(1), script(2)] })
      await own.capture(id)
      await own.tamper('DELETE FROM version_search; INSERT OR IGNORE INTO words_due SELECT row FROM version_rows')
      const asked = { text: 'hello', tenantId: id }
      const before = await own.core.call('search.find', asked)
      expect(before.scripts).toEqual([])
      expect(before.due).toBeGreaterThanOrEqual(2)
      const made = new Promise((resolve) =>
        own.core.subscribe((name) => (name === 'inventory.changed' ? resolve(name) : undefined)),
      )
      await own.core.recover()
      await made
      const found = await own.core.call('search.find', asked)
      expect(found.due).toBe(0)
      expect(found.scripts.map(({ name }) => name).toSorted()).toEqual(['Script 1', 'Script 2'])
    } finally {
      await own.close()
    }
  })

  it('works beside a version of a type that it does not know (0806-1)', async () => {
    const own = openLab()
    try {
      const { id, simulator } = await own.tenant('Future', { deviceManagementScripts: [script(1), script(2)] })
      await own.capture(id)
      await own.tamper(
        "DELETE FROM version_search; INSERT OR IGNORE INTO words_due SELECT row FROM version_rows; DROP TRIGGER versions_no_update; UPDATE version_owners SET type = 'ofTheFuture' WHERE policy_id IN (SELECT policy_id FROM versions WHERE name = 'Script 2')",
      )
      collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'zebra'
      expect((await own.capture(id)).status).toBe('succeeded')
      expect((await own.core.call('search.find', { text: 'zebra' })).settings).toMatchObject([{ name: 'Script 1' }])
    } finally {
      await own.close()
    }
  })
})
