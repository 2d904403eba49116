import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { demoFile, demoTable, findCollection, read, registryFile, typeFile, type Folder } from './places.ts'
import { demoSource, importLine, typeSource } from './template.ts'

/**
 * Creates the file of a type and its demo objects, and adds both to their tables.
 *
 * @returns the files that it wrote
 * @throws Error with a sentence where the type is there already, or Microsoft's contract does not know the collection
 */
export function createType(root: string, key: string, folder: Folder): string[] {
  const collection = findCollection(root, key)
  const file = typeFile(folder, key)
  if (existsSync(join(root, file))) throw new Error(`${file} is there already. Use --check to see what it lacks.`)
  const write = (path: string, content: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
    return path
  }
  const registry = read(root, registryFile)
  const table = read(root, demoTable)
  const files = [
    write(file, typeSource(key, folder, collection)),
    write(registryFile, addEntry(addImport(registry, importLine(key, `./${folder}`)), `  ${key},\n`, '\n].toSorted(')),
    write(demoFile(key), demoSource(key, collection)),
    write(
      demoTable,
      addEntry(
        addImport(table, importLine(key, './demo/types')),
        `    ${key}: ${key}(),\n`,
        '\n    configurationSettings:',
      ),
    ),
  ]
  // How long a name is decides where its lines break.
  spawnSync(process.execPath, ['node_modules/oxfmt/bin/oxfmt', ...files], { cwd: root })
  return files
}

/** Adds an import after the last one. */
function addImport(source: string, line: string): string {
  const last = [...source.matchAll(/^(?:import|\}) .*from '.*'\n/gm)].at(-1)!
  const at = last.index + last[0].length
  return source.slice(0, at) + line + source.slice(at)
}

/** Adds a line to a table, before what follows its last one. */
function addEntry(source: string, line: string, before: string): string {
  const at = source.indexOf(before) + 1
  if (at === 0) throw new Error(`There is no line ${before.trim()} to add ${line.trim()} before.`)
  return source.slice(0, at) + line + source.slice(at)
}
