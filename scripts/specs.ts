/**
 * `npm run specs`: every numbered criterion of specs/ with the tests that prove it. A criterion stands in a spec as
 * `- **049-3** …`; a test proves it by carrying `(049-3)` in its title. Fails on a criterion without a test, on a
 * criterion that stands twice, and on a test that names one that does not exist.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const quiet = process.argv.includes('--quiet')
const criterion = /^- \*\*(\d{3,4}-\d+)\*\*\s+(.*)$/gm
const title = /\b(?:it|test)(?:\.\w+\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g
const mark = /\(((?:\d{3,4}-\d+)(?:,\s*\d{3,4}-\d+)*)\)/g

const criteria = new Map<string, string>()
const problems: string[] = []
for (const name of readdirSync('specs')
  .filter((file) => file.endsWith('.md'))
  .toSorted()) {
  for (const [, id, text] of readFileSync(join('specs', name), 'utf8').matchAll(criterion)) {
    if (criteria.has(id!)) problems.push(`${id} stands twice.`)
    if (!name.startsWith(`${id!.split('-')[0]}-`)) problems.push(`${id} stands in ${name}.`)
    criteria.set(id!, text!)
  }
}

const proofs = new Map<string, string[]>()
for (const file of ['src-main', 'src-preload', 'src-renderer', 'tests', 'scripts'].flatMap(testFiles)) {
  for (const [, , text] of readFileSync(file, 'utf8').matchAll(title)) {
    for (const [, ids] of text!.matchAll(mark)) {
      for (const id of ids!.split(/,\s*/)) proofs.set(id, [...(proofs.get(id) ?? []), `${file}: ${text!}`])
    }
  }
}

for (const [id, text] of criteria) {
  const tests = proofs.get(id) ?? []
  if (tests.length === 0) problems.push(`${id} has no test: ${text}`)
  if (!quiet) console.log([`${id} ${text}`, ...tests.map((test) => `    ${test}`)].join('\n'))
}
for (const [id, tests] of proofs) if (!criteria.has(id)) problems.push(`${tests[0]} proves ${id}, which no spec has.`)
console.log(`${criteria.size} criteria, ${[...proofs.values()].flat().length} proofs, ${problems.length} problems`)
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 && criteria.size > 0 ? 0 : 1)

function testFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (name === 'node_modules') return []
    return statSync(path).isDirectory() ? testFiles(path) : /\.(test|spec)\.tsx?$/.test(name) ? [path] : []
  })
}
