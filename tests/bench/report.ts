import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ReportFormat } from '#contract/model/reports.ts'
import { openLab } from '#tests/support/lab.ts'
import { multiply } from '#tests/support/multiply.ts'
import { timed } from './timed.ts'

const policies = 1_000
const limit = { seconds: 10, megabytes: 200 }

/** Writes a report of 1,000 policies in each format: time, and how much memory it took on top. */
export async function report(): Promise<void> {
  const lab = openLab()
  try {
    const { id } = await lab.tenant('Bench', join(resolve('resources'), 'demo'))
    await lab.capture(id)
    await lab.between((data) => multiply(data, { policies, versions: 1 }))
    console.log(`report of ${String(policies)} policies`)
    for (const format of ReportFormat.options) {
      const folder = join(lab.folder, format)
      mkdirSync(folder)
      globalThis.gc?.()
      const before = process.memoryUsage().rss
      let most = before
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
      const { ms } = await timed(async () => {
        const { runId } = await lab.core.call('reports.save', { tenantId: id, about: 'tenant', format, folder })
        await lab.ended(id, runId)
      })
      clearInterval(watch)
      const [name] = readdirSync(folder)
      const [seconds, megabytes] = [ms / 1_000, (most - before) / 1e6]
      console.log(
        `  ${format.padEnd(9)} ${seconds.toFixed(1)} s (at most ${String(limit.seconds)} s), ${megabytes.toFixed(0)} MB more memory (at most ${String(limit.megabytes)} MB), file ${(statSync(join(folder, name!)).size / 1e6).toFixed(1)} MB`,
      )
      if (seconds > limit.seconds || megabytes > limit.megabytes) process.exitCode = 1
    }
  } finally {
    await lab.close()
  }
}
