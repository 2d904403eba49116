import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '#tests/support/lab.ts'

/** A text of the repository with its path. */
interface Source {
  readonly path: string
  readonly text: string
}

const folders = ['src-main', 'src-preload', 'src-renderer', 'scripts', 'tests', 'specs', 'docs']
const self = 'tests/integration/sources.test.ts'
const factsPath = 'docs/graph-behaviour.md'

const read = (path: string): Source => ({ path, text: readFileSync(join(root, path), 'utf8') })
const sources: readonly Source[] = [
  ...folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => /\.(?:tsx?|mjs|md|css)$/.test(path) && !path.includes('node_modules') && path !== self),
  'README.md',
  'resources/README.md',
].map(read)
const facts = read(factsPath).text

const factNumbers = (text: string): string[] => [...text.matchAll(/^- \*\*(G-\d+)\*\*/gm)].map(([, id]) => id!)
const repeated = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index)
const known = new Set([
  ...factNumbers(facts),
  ...[...read('specs/000-ground-rules.md').text.matchAll(/^- \*\*(000-\d+)\*\*/gm)].map(([, id]) => id!),
])

/** Facts and ground rules that a text cites and that nothing defines. */
const unknownCitations = ({ path, text }: Source): string[] =>
  [...text.matchAll(/(?<![\w-])(?:G|000)-\d+\b(?!-)/g)]
    .filter(([id]) => !known.has(id))
    .map(([id]) => `${path} cites ${id}`)

/** Papers that comments used to cite and that are not in the repository. */
const papers = /(?<![\w-])types\.json|(?<!graph-)contract\.json|Graph rules|\brules\.md\b|\brule A-\d|peers' notes/g

const citedPapers = ({ path, text }: Source): string[] =>
  [...text.matchAll(papers)].map(([phrase]) => `${path} cites "${phrase}"`)

/** What a file says to people: all of a document, the comments of code. */
const said = ({ path, text }: Source): string =>
  path.endsWith('.md')
    ? text
    : [...text.matchAll(/(?<=^|\s)(?:\/\*[\s\S]*?\*\/|\/\/.*$)/gm)].map(([comment]) => comment).join('\n')

/** A path from the root, or a file in a folder that an import name of package.json stands for; links of documents too. */
const paths =
  /(?<![\w./@*<>{-])(?:(?:src-main|src-preload|src-renderer|scripts|tests|docs|specs|resources)\/[\w./-]*[\w/]|(?:contract|domain|app|infra|simulator|hosts|ui|features)\/[\w./-]+\.(?:tsx?|mjs|json|md))(?![\w*<>{}])|(?<=\]\()[^)#:]+(?=\))/g
const bases = ['', 'src-main', 'src-preload', 'src-renderer']

const missingPaths = (source: Source): string[] =>
  [
    ...said(source)
      .replaceAll(/https?:\/\/[^\s)]+/g, '')
      .matchAll(paths),
  ]
    .map(([path]) => path)
    .filter((path) => ![...bases, dirname(source.path)].some((base) => existsSync(join(root, base, path))))
    .map((path) => `${source.path} names ${path}`)

it('cites facts and ground rules that exist, each of which stands once (903-1)', () => {
  expect(factNumbers(facts).length).toBeGreaterThan(100)
  expect(repeated(factNumbers(facts))).toEqual([])
  const highest = Math.max(...factNumbers(facts).map((id) => Number(id.slice(2))))
  expect(facts).toContain(`The highest number is ${highest}.`)
  expect(sources.flatMap(unknownCitations)).toEqual([])
})

it('says of each fact how sure it is, of when, and where from (903-2)', () => {
  const addresses = new Map(
    [...facts.matchAll(/^\[([\w-]+)\]: (https:\/\/\S+)$/gm)].map(([, key, url]) => [key!, url!]),
  )
  const lines = facts.split('\n').filter((line) => line.startsWith('- **G-'))
  const sure = /\((?:recorded|documented|reported|assumed), [^()]*(?:\d{4}|general knowledge)/
  expect(
    lines.filter((line) => {
      const keys = [...line.matchAll(/\]\[([\w-]+)\]/g)].map(([, key]) => key!)
      const isSourced = keys.length > 0 || line.includes('general knowledge')
      return !sure.test(line) || !isSourced || keys.some((key) => !addresses.has(key))
    }),
  ).toEqual([])
})

it('refers to no paper that the repository does not have (903-3)', () => {
  expect(sources.flatMap(citedPapers)).toEqual([])
})

it('names paths that exist (903-4)', () => {
  expect(sources.flatMap(missingPaths)).toEqual([])
})

it('finds a number, a paper and a path that do not exist (903-1, 903-3, 903-4)', () => {
  const wrong: Source = {
    path: 'src-main/app/wrong.ts',
    text: [
      '/** As Graph does it (G-99999, 000-999), see src-main/app/no-such-file.ts and domain/none.ts. */',
      'const path = "docs/in-code.md" // rule A-4, types.json quirk, resources/graph-types.json',
    ].join('\n'),
  }
  expect(unknownCitations(wrong)).toEqual([`${wrong.path} cites G-99999`, `${wrong.path} cites 000-999`])
  expect(citedPapers(wrong)).toEqual([`${wrong.path} cites "rule A-4"`, `${wrong.path} cites "types.json"`])
  expect(missingPaths(wrong)).toEqual([
    `${wrong.path} names src-main/app/no-such-file.ts`,
    `${wrong.path} names domain/none.ts`,
  ])
  expect(repeated(factNumbers('- **G-1** One.\n- **G-2** Two.\n- **G-1** One again.\n'))).toEqual(['G-1'])
})
