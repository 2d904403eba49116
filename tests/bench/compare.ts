import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BaselineId } from '#contract/model/ids.ts'
import { diffSettings } from '#domain/diff/settings-diff.ts'
import type { ReadableSection } from '#domain/readable/readable.ts'
import { openLab } from '#tests/support/lab.ts'
import { multiplySeed } from '#tests/support/multiplied-seed.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const objects = 2_000
const settings = 1_500
const most = { compare: 1_000, drift: 1_000, diff: 50 }

/** Two tenants compared, a tenant checked for drift, and a policy with many settings: all from the store. */
export async function compare(): Promise<void> {
  const exported = resolve('../shared/fixtures/tenant')
  if (!existsSync(exported)) {
    console.log('compare: left out, because there are no exported policies beside the project')
    return
  }
  const lab = openLab()
  try {
    const ids = []
    for (const name of ['Left', 'Right']) {
      const seed = join(lab.folder, `seed-of-${name}`)
      multiplySeed(exported, seed, objects)
      const { id } = await lab.tenant(name, seed)
      await lab.capture(id)
      ids.push(id)
    }
    const [left, right] = ids as [(typeof ids)[0], (typeof ids)[0]]
    console.log(`comparisons of tenants of ${objects} policies`)
    const parse = await timed(
      () => JSON.parse(JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ({ at })))) as unknown,
    )
    const beside = `writing and parsing 100,000 small objects ${parse.ms.toFixed(0)} ms`
    const compared = await timed(() =>
      lab.core.call('compare.matrix', {
        tenantId: left,
        left: { tenantId: left, from: { now: true } },
        right: { tenantId: right, from: { now: true } },
      }),
    )
    judge({ work: 'two tenants', value: compared.ms, most: most.compare, unit: 'ms', beside })
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: left,
      name: 'Bench',
      source: { tenantId: left, from: { now: true } },
    })
    const checked = await timed(async () => {
      const { runId } = await lab.core.call('drift.check', {
        tenantId: left,
        baselineId: BaselineId.parse(baselineId),
        capture: false,
      })
      return lab.ended(left, runId)
    })
    judge({ work: 'drift check after the capture', value: checked.ms, most: most.drift, unit: 'ms', beside })
    const sections = (changed: boolean): ReadableSection[] => [
      {
        title: 'Settings',
        rows: Array.from({ length: settings }, (_, at) => ({
          key: `device_vendor_msft_policy_${at}`,
          name: `Setting ${at}`,
          value: changed && at % 10 === 0 ? 'Disabled' : 'Enabled',
          depth: at % 3,
        })),
      },
    ]
    const diffed = await timed(() => diffSettings(sections(false), sections(true)))
    judge({ work: `setting-level diff of ${settings} settings`, value: diffed.ms, most: most.diff, unit: 'ms', beside })
  } finally {
    await lab.close()
  }
}
