/**
 * `npm run bench -- [name …] [--seed DIR]`: what the work costs, measured in one run. Figures that depend on the machine
 * are given beside something measured in the same run.
 */
import { parseArgs } from 'node:util'
import { printTable } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' } },
})
/** Loaded one by one: a browser in this process would count as memory of a capture. */
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
for (const name of chosen) {
  const load = known[name]
  if (!load) {
    console.error(`There is no bench "${name}". Known are ${Object.keys(known).join(', ')}.`)
    process.exit(2)
  }
  const bench = await load()
  await bench()
}
printTable()
