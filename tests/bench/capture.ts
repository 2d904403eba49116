import { readFileSync } from 'node:fs'
import { resultOf } from '#contract/model/runs.ts'
import { join, resolve } from 'node:path'
import { openLab } from '#tests/support/lab.ts'
import { timed } from './timed.ts'

interface Recorded {
  readonly method: string
  readonly path: string
  readonly body: { readonly requests?: readonly { readonly url: string }[] } | null
}

/** Requests for each captured policy against the least that `$batch` allows, time and memory of a first and a second capture. */
export async function capture(options: {
  readonly seed: string
  readonly policies: string | undefined
}): Promise<void> {
  const lab = openLab()
  try {
    const record = join(lab.folder, 'record.ndjson')
    const seed =
      options.policies === undefined
        ? options.seed === 'demo'
          ? join(resolve('resources'), 'demo')
          : resolve(options.seed)
        : scripts(Number(options.policies))
    const { id } = await lab.tenant('Bench', seed, { record })
    const first = await timed(() => lab.capture(id))
    const after = readRecord(record)
    const second = await timed(() => lab.capture(id))
    const policies = resultOf(first.result, 'capture').newVersions ?? 0
    const { made, least } = requests(after)
    const over = (made / least - 1) * 100
    console.log(`capture of ${policies} policies, ${first.result.status}`)
    console.log(`  requests            ${made}, ${(made / policies).toFixed(3)} for each policy`)
    console.log(
      `  least with $batch   ${least}, ${(least / policies).toFixed(3)} for each policy: ${over.toFixed(1)} % over`,
    )
    console.log(
      `  first capture       ${first.ms.toFixed(0)} ms, ${(policies / (first.ms / 1000)).toFixed(0)} policies/s`,
    )
    console.log(
      `  unchanged capture   ${(second.ms / first.ms).toFixed(2)} of the first, ${resultOf(second.result, 'capture').newVersions} new versions`,
    )
    console.log(
      `  memory              ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB with the simulated Graph in the same process`,
    )
    if (over > 15) process.exitCode = 1
  } finally {
    await lab.close()
  }
}

function readRecord(file: string): Recorded[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded)
}

/** Requests that were made, and the least that would read the same: each list page once, all other reads in full batches. */
function requests(recorded: readonly Recorded[]): { made: number; least: number } {
  const alone = new Set(recorded.filter((entry) => entry.method === 'GET').map((entry) => entry.path))
  const parts = new Set(recorded.flatMap((entry) => entry.body?.requests?.map((request) => request.url) ?? []))
  const lookUps = recorded.some((entry) => entry.path.includes('getByIds')) ? 1 : 0
  return { made: recorded.length, least: alone.size + Math.ceil(parts.size / 20) + lookUps }
}

function scripts(count: number): Record<string, object[]> {
  return {
    deviceManagementScripts: Array.from({ length: count }, (_, index) => ({
      id: `70000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      displayName: `Script ${index}`,
      fileName: 'a.ps1',
      runAsAccount: 'system',
      scriptContent: 'R2V0',
    })),
  }
}
