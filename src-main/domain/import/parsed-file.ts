import { decodeText } from './decode-text.ts'
import { readJson } from './read-json.ts'
import { policyOfTable, type Rows } from './settings-table.ts'
import { words } from './words.ts'

/** A file of an export, with its path below the chosen folder, in slashes. */
export interface ImportFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A file after it was read: JSON, another text, or what is wrong with it. */
export interface ParsedFile {
  readonly path: string
  /** Folders above it, the nearest first. */
  readonly folders: readonly string[]
  /** Its name without the extension. */
  readonly base: string
  readonly content:
    /** With bytes, if its extension isn't one of data: it can be a script that reads like JSON. */
    | { readonly kind: 'json'; readonly value: unknown; readonly bytes?: Uint8Array }
    | { readonly kind: 'text'; readonly text: string; readonly bytes: Uint8Array }
    | { readonly kind: 'binary'; readonly bytes: Uint8Array }
    | { readonly kind: 'problem'; readonly reason: string }
}

/** Parsers of what isn't JSON. Both throw. */
export interface Parsers {
  parseYaml(text: string): unknown
  parseCsv(text: string): Rows
}

const dataExtensions = new Set(['json', 'yaml', 'yml'])

/**
 * Reads one file of an export. JSON is known by its content, so the extension only decides what a file that isn't JSON
 * should have been.
 *
 * @param parsers of YAML, without types of its own and without aliases that grow, and of CSV
 */
export function parseFile(file: ImportFile, parsers: Parsers): ParsedFile {
  const parts = file.path.split('/')
  const name = parts.pop() ?? ''
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
  const base = dot > 0 && extension.length <= 12 && !extension.includes(' ') ? name.slice(0, dot) : name
  return { path: file.path, folders: parts.toReversed(), base, content: contentOf(file, extension, base, parsers) }
}

function contentOf(
  { bytes }: ImportFile,
  extension: string,
  base: string,
  { parseYaml, parseCsv }: Parsers,
): ParsedFile['content'] {
  const isData = dataExtensions.has(extension)
  const decoded = decodeText(bytes)
  if (!decoded) return isData ? { kind: 'problem', reason: words.notText } : { kind: 'binary', bytes }
  const { text } = decoded
  if (extension === 'yaml' || extension === 'yml') return yamlOf(text, parseYaml)
  if (extension === 'csv') return tableOf(text, base, parseCsv) ?? { kind: 'text', text, bytes }
  if (!isData && !/^\s*[[{"]/.test(text)) return { kind: 'text', text, bytes }
  const read = readJson(text)
  if (read.ok) return { kind: 'json', value: read.value, ...(isData ? {} : { bytes }) }
  return isData ? { kind: 'problem', reason: read.reason } : { kind: 'text', text, bytes }
}

function yamlOf(text: string, parseYaml: (text: string) => unknown): ParsedFile['content'] {
  try {
    // Once more as JSON, so that the same limits hold and nothing but JSON values is left.
    const read = readJson(JSON.stringify(parseYaml(text)) ?? '')
    return read.ok ? { kind: 'json', value: read.value } : { kind: 'problem', reason: read.reason }
  } catch (error) {
    return { kind: 'problem', reason: words.notYaml(error instanceof Error ? error.message : '') }
  }
}

/** A table of settings and values is a policy; any other table belongs to a policy, or to nothing. */
function tableOf(text: string, name: string, parseCsv: Parsers['parseCsv']): ParsedFile['content'] | null {
  try {
    const policy = policyOfTable(parseCsv(text), name)
    return policy && { kind: 'json', value: policy }
  } catch {
    return null
  }
}
