import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What `electron.d.ts` says of one interface or class. */
interface Declared {
  readonly parents: readonly string[]
  /** Members, with the text of their types. */
  readonly members: ReadonlyMap<string, string>
  /** Events of `on(event: '…')`. */
  readonly events: ReadonlySet<string>
}

const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const declarations = read(readFileSync(join(folder, 'electron.d.ts'), 'utf8'))

/** The generated file writes one member a line, four spaces deep, in interfaces two spaces deep. */
function read(text: string): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>()
  const blocks = text.matchAll(/^ {2}(?:interface|class) (\w+)(?: extends ([\w., ]+))? \{\n([\s\S]*?)^ {2}\}/gm)
  for (const [, name, parents = '', body] of blocks) {
    const members = new Map<string, string>()
    const events = new Set<string>()
    for (const line of body!.split('\n')) {
      const event = /^ {4}on\(event: '([^']+)'/.exec(line)?.[1]
      if (event !== undefined) events.add(event)
      const member = /^ {4}(?:static |readonly )*([A-Za-z_$][\w$]*)\??(?=[(<:])(.*)$/.exec(line)
      if (member) members.set(member[1]!, member[2]!)
    }
    found.set(name!, { parents: parents.split(',').map((parent) => parent.trim()), members, events })
  }
  return found
}

function* withParents(type: string): Generator<Declared> {
  const declared = declarations.get(type)
  if (!declared) return
  yield declared
  for (const parent of declared.parents) yield* withParents(parent)
}

/** Whether Electron declares a member of a type. */
export const isMember = (type: string, name: string): boolean =>
  [...withParents(type)].some(({ members }) => members.has(name))

/** @throws Error for an event that Electron doesn't declare */
export function checkEvent(type: string, event: string): void {
  if (![...withParents(type)].some(({ events }) => events.has(event)))
    throw new Error(`Electron declares no event "${event}" of ${type}.`)
}

/**
 * Refuses options that Electron doesn't declare, at any depth that has a type of its own, and texts that its type
 * doesn't list.
 *
 * @throws Error
 */
export function checkOptions(type: string, options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const declared = [...withParents(type)].map(({ members }) => members.get(name)).find((found) => found !== undefined)
    if (declared === undefined) throw new Error(`Electron declares no option "${name}" of ${type}.`)
    const listed = [...declared.matchAll(/'([^']+)'/g)].map(([, text]) => text!)
    if (typeof value === 'string' && listed.length > 0 && !/\bstring\b/.test(declared) && !listed.includes(value))
      throw new Error(`Electron's ${type}.${name} can't be "${value}".`)
    const inner = /:\s*\(?\(?(\w+)\)?(\[\])?/.exec(declared)?.[1] ?? ''
    if (!declarations.has(inner)) continue
    for (const entry of Array.isArray(value) ? value : [value])
      if (typeof entry === 'object' && entry !== null && Object.getPrototypeOf(entry) === Object.prototype)
        checkOptions(inner, entry)
  }
}

/** A part of Electron: members that it doesn't declare are refused, and so are those that this rehearsal doesn't have. */
export function declared<Part extends object>(type: string, part: Part): Part {
  return new Proxy(part, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown
      if (typeof name === 'symbol' || name in Object.prototype || name === 'then') return value
      if (!isMember(type, name) && !isOfEmitter(name)) throw new Error(`Electron declares no ${type}.${name}.`)
      if (value === undefined && !(name in target)) throw new Error(`${type}.${name} isn't part of this rehearsal.`)
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  })
}

const isOfEmitter = (name: string): boolean =>
  ['on', 'once', 'off', 'emit', 'addListener', 'removeListener', 'removeAllListeners', 'listenerCount'].includes(name)
