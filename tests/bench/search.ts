import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openLab } from '#tests/support/lab.ts'
import { multiply } from '#tests/support/multiply.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const limitMs = 20
const wanted = { policies: 10_000, versions: 10 }
/** What people type: half words, common and rare ones, values, script text, a GUID, ids of settings. */
const questions = [
  'bi',
  'bit',
  'bitlocker',
  'windows',
  'windows update',
  'wi',
  'enabled',
  'xts aes 256',
  'require encryption',
  'store berlin 4321',
  'get-storetimezone',
  'autopilot exec',
  'passwort',
  'düsseldorf',
  'defender antivirus',
  'device_vendor_msft_bitlocker',
  'yes',
  'no',
  'revision 9999x3',
  'nothing has these words',
]

/** Searches 100,000 versions of 10,000 policies: those of now, and all of them. */
export async function search(): Promise<void> {
  const lab = openLab()
  try {
    const { id } = await lab.tenant('Bench', join(resolve('resources'), 'demo'))
    await lab.capture(id)
    const made = await timed(() => lab.between((data) => multiply(data, wanted)))
    const data = join(lab.folder, 'data')
    console.log(
      `search over ${wanted.policies * wanted.versions} versions of ${wanted.policies} policies (${(statSync(join(data, 'atlas.db')).size / 1e6).toFixed(0)} MB, made in ${(made.ms / 1000).toFixed(0)} s)`,
    )
    const [policy] = (await lab.core.call('policies.list', { tenantId: id, limit: 1, offset: wanted.policies - 10 }))
      .policies
    for (const current of [true, false]) {
      const times: number[] = []
      let found = 0
      for (const text of [...questions, ...questions, policy!.externalId, policy!.name]) {
        const { ms, result } = await timed(() => lab.core.call('search.find', { text, tenantId: id, current }))
        times.push(ms)
        found += Object.values(result).flat().length
      }
      const sorted = times.toSorted((left, right) => left - right)
      const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1]!
      judge({
        work: `search of ${current ? 'what is now' : 'all versions'}, p95`,
        value: p95,
        most: limitMs,
        unit: 'ms',
        beside: `median ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)} ms, slowest ${sorted.at(-1)!.toFixed(1)} ms, ${found} hits`,
      })
    }
  } finally {
    await lab.close()
  }
}
