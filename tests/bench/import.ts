import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TenantId } from '#contract/model/ids.ts'
import { filesIn } from '#tests/support/imported.ts'
import { openLab } from '#tests/support/lab.ts'
import { timed } from './timed.ts'

const limit = { seconds: 5 }
/** Trees of the size that consultants bring along. */
const trees = [
  { format: 'intuneManagement', files: 97, encoding: 'utf16le' },
  { format: 'intuneCD', files: 115, encoding: 'utf8' },
] as const

/** Imports trees of other tools: an IntuneManagement export in UTF-16, and one of IntuneCD. */
export async function importing(): Promise<void> {
  const lab = openLab()
  try {
    const { id } = await lab.tenant('Bench', join(resolve('resources'), 'demo'))
    await lab.capture(id)
    for (const [at, { format, files, encoding }] of trees.entries()) {
      const folder = join(lab.folder, format)
      mkdirSync(folder)
      const exported = await lab.core.call('tenants.export', { tenantId: id, folder, format })
      await lab.ended(id, exported.runId)
      const all = filesIn(folder)
      for (const path of all.slice(files)) rmSync(path)
      if (encoding === 'utf16le')
        for (const path of all.slice(0, files))
          writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8').replace(/^\uFEFF/, '')}`, encoding)
      const tenantId = TenantId.parse(`61000000-0000-4000-8000-00000000000${String(at)}`)
      await lab.core.call('tenants.addImported', { id: tenantId, name: format })
      const { ms, result } = await timed(async () => {
        const { runId } = await lab.core.call('backups.import', { tenantId, name: format, path: folder })
        return lab.ended(tenantId, runId)
      })
      const seconds = ms / 1_000
      console.log(
        `import of ${String(files)} files of ${format} in ${encoding}: ${String(result.counts['done'])} imported, ${seconds.toFixed(1)} s (at most ${String(limit.seconds)} s)`,
      )
      if (seconds > limit.seconds || result.counts['done'] === 0) process.exitCode = 1
    }
  } finally {
    await lab.close()
  }
}
