import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '#tests/support/lab.ts'

const folders = ['src-preload', 'src-main', 'src-renderer']
const names = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> }

/** `import … from '…'`, `import type`, `export … from`, and `import('…')`. */
const specifiers = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g

/** Every file of the product with the files that it imports, types included. */
function importsOf(folder: string): [string, string[]][] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|spec)\.tsx?$/.test(name))
    .map((name) => {
      const file = join(root, folder, name)
      const found = [...readFileSync(file, 'utf8').matchAll(specifiers)].flatMap(
        ([, from, plain]) => resolved(dirname(file), from ?? plain ?? '') ?? [],
      )
      return [relative(root, file), found]
    })
}

function resolved(folder: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return relative(root, resolve(folder, specifier))
  const [name, target] =
    Object.entries(names.imports).find(([known]) => specifier.startsWith(known.replace('*', ''))) ?? []
  return name && target
    ? relative(root, resolve(root, target.replace('*', ''), specifier.slice(name.length - 1)))
    : undefined
}

/** One circle for each file at which the search comes back to where it is. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const path: string[] = []
  const circles: string[] = []
  const visit = (file: string): void => {
    const at = path.indexOf(file)
    if (at >= 0) circles.push([...path.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    path.push(file)
    for (const next of graph.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of graph.keys()) visit(file)
  return circles
}

it('no file imports itself over others, not even for a type', () => {
  const graph = new Map(folders.flatMap(importsOf))
  expect(graph.size).toBeGreaterThan(300)
  expect([...graph.values()].flat().length).toBeGreaterThan(1_000)
  expect(circlesIn(graph)).toEqual([])
})

it('the search finds a circle of any length', () => {
  const graph = new Map([
    ['a', ['b', 'c']],
    ['b', ['c']],
    ['c', ['d']],
    ['d', ['b']],
  ])
  expect(circlesIn(graph)).toEqual(['b -> c -> d -> b'])
})
