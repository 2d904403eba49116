/**
 * `npm run new-type -- <collection> --folder <folder>` adds a policy type: its file, its line in the registry and its
 * demo objects. Afterwards, and with `--check` alone, it lists what every type still lacks, with file and line.
 */
import { parseArgs } from 'node:util'
import { missingIn } from './new-type/check.ts'
import { createType } from './new-type/create.ts'
import { folders, isFolder } from './new-type/places.ts'

const usage = `Usage: npm run new-type -- <name of the Graph collection> --folder <${Object.keys(folders).join('|')}>
       npm run new-type -- --check`

function run(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string' }, check: { type: 'boolean' } },
  })
  const [key] = positionals
  if (!values.check) {
    const folder = values.folder ?? ''
    if (key === undefined || !isFolder(folder)) {
      console.error(usage)
      return 2
    }
    for (const file of createType('.', key, folder)) console.log(`wrote ${file}`)
  }
  const missing = missingIn('.')
  for (const { file, line, what } of missing) console.log(`${file}:${line}  ${what}`)
  console.log(
    missing.length === 0
      ? 'Every policy type is complete. Run: npx vitest run tests/integration/policy-types.test.ts'
      : `${missing.length} things are missing. Run npm run new-type -- --check after each step.`,
  )
  return values.check && missing.length > 0 ? 1 : 0
}

try {
  process.exitCode = run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
