/**
 * `npm run bench -- [capture] [plan] [search] [inventory] [responsive] [report] [import] [store] [startup] [compare] [--seed DIR]`: what the work costs, measured in one run.
 * Figures that depend on the machine are given as ratios to something measured beside them.
 */
import { parseArgs } from 'node:util'
import { capture } from './capture.ts'
import { compare } from './compare.ts'
import { importing } from './import.ts'
import { inventory } from './inventory.ts'
import { plan } from './plan.ts'
import { report } from './report.ts'
import { responsive } from './responsive.ts'
import { search } from './search.ts'
import { startup } from './startup.ts'
import { store } from './store.ts'
import { printTable } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' } },
})
const known: Readonly<Record<string, () => void | Promise<void>>> = {
  capture: () => capture({ seed: values.seed }),
  plan,
  search,
  inventory,
  responsive,
  report,
  import: importing,
  store,
  startup,
  compare,
}
const chosen = positionals.length > 0 ? positionals : Object.keys(known)
for (const name of chosen) {
  const bench = known[name]
  if (!bench) {
    console.error(`There is no bench "${name}". Known are ${Object.keys(known).join(', ')}.`)
    process.exit(2)
  }
  await bench()
}
printTable()
