/**
 * `npm run bench -- [name …] [--seed DIR]`: what the work costs, measured in one run. Figures that depend on the machine
 * are given beside something measured in the same run.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { collect, printTable, type Figure } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' } },
})
const known: Readonly<Record<string, () => Promise<() => void | Promise<void>>>> = {
  capture: async () => {
    const { capture } = await import('./capture.ts')
    return () => capture({ seed: values.seed })
  },
  responsive: async () => (await import('./responsive.ts')).responsive,
  startup: async () => (await import('./startup.ts')).startup,
  plan: async () => (await import('./plan.ts')).plan,
  compare: async () => (await import('./compare.ts')).compare,
  search: async () => (await import('./search.ts')).search,
  inventory: async () => (await import('./inventory.ts')).inventory,
  screens: async () => (await import('./screens.ts')).screens,
  scale: async () => (await import('./scale.ts')).scale,
  report: async () => (await import('./report.ts')).report,
  import: async () => (await import('./import.ts')).importing,
  restore: async () => (await import('./restore.ts')).restore,
  store: async () => (await import('./store.ts')).store,
  'who-gets': async () => (await import('./who-gets.ts')).whoGets,
}
/** A store of gigabytes takes minutes to make, so it is measured when somebody asks for it. */
const onRequest: ReadonlySet<string> = new Set(['scale'])
const chosen = positionals.length > 0 ? positionals : Object.keys(known).filter((name) => !onRequest.has(name))
const unknown = chosen.find((name) => known[name] === undefined)
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". Known are ${Object.keys(known).join(', ')}.`)
  process.exit(2)
}
if (chosen.length === 1) await (await known[chosen[0]!]!())()
else for (const name of chosen) await measured(name)
if (process.send === undefined) printTable()

/** Measures a part in a process of its own: what another part left in memory would slow it down. */
async function measured(name: string): Promise<void> {
  const seed = values.seed === undefined ? [] : ['--seed', values.seed]
  const part = fork(import.meta.filename, [name, ...seed], { execArgv: ['--no-warnings'] })
  part.on('message', (figure) => collect(figure as Figure))
  const [code] = (await once(part, 'close')) as [number | null]
  if (code !== 0) process.exitCode = 1
}
