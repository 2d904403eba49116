import { isObject, type Json } from '../json.ts'
import { decodeBase64Text } from '../readable/spelling.ts'

/** What a document becomes in a tenant. */
export interface FilledDocument {
  /** The same object if it names no value. */
  readonly document: Json
  /** Values that the tenant doesn't have, such as `tenant.domain`. */
  readonly missing: readonly string[]
}

/**
 * A value of a tenant, as `{{tenant.domain}}`. Only names that begin with `tenant.`, because Intune has tokens of its own
 * (`{{userprincipalname}}`), which stay.
 */
const token = /\{\{\s*(tenant\.[\w.-]+)\s*\}\}/gi
/** `{{` in Base64, at each of its three positions. */
const tokenInBase64 = /e3t|t7|7e3/
/** The byte order mark of UTF-16 begins with it. */
const utf16InBase64 = '//'

/** Names that every tenant has. */
export const builtInValues = ['tenant.id', 'tenant.name'] as const

/**
 * The values of a tenant by their names in lower case. Its ID and its name are always there; another name may be given.
 *
 * @param own the values that somebody gave it
 */
export function valuesFor(
  tenant: { readonly id: string; readonly name: string },
  own: readonly { readonly name: string; readonly value: string }[],
): ReadonlyMap<string, string> {
  const given = own.map(({ name, value }) => [name.toLowerCase(), value] as const)
  return new Map([['tenant.name', tenant.name], ...given, ['tenant.id', tenant.id]])
}

/** A text with the values of a tenant. What it has no value for stays, and is told to `missing`. */
export function fillText(
  text: string,
  values: ReadonlyMap<string, string>,
  missing: (name: string) => void = () => {},
): string {
  if (!text.includes('{{')) return text
  return text.replaceAll(token, (whole, name: string) => {
    const value = values.get(name.toLowerCase())
    if (value === undefined) missing(name.toLowerCase())
    return value ?? whole
  })
}

/**
 * A document with the values of a tenant in its texts, also in scripts and files in Base64, whose other bytes stay as they
 * are (spec 068-2).
 */
export function fillDocument(document: Json, values: ReadonlyMap<string, string>): FilledDocument {
  const missing = new Set<string>()
  const note = (name: string) => void missing.add(name)
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return fillBase64(fillText(value, values, note), values, note)
    if (Array.isArray(value)) return unlessSame(value, value.map(visit))
    if (!isObject(value)) return value
    let changed: Record<string, unknown> | null = null
    for (const [key, before] of Object.entries(value)) {
      const after = visit(before)
      if (after !== before) (changed ??= { ...value })[key] = after
    }
    return changed ?? value
  }
  return { document: visit(document) as Json, missing: [...missing] }
}

const unlessSame = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] =>
  after.some((entry, index) => entry !== before[index]) ? after : before

function fillBase64(text: string, values: ReadonlyMap<string, string>, missing: (name: string) => void): string {
  if (text.startsWith(utf16InBase64)) return fillUtf16(text, values, missing)
  if (!tokenInBase64.test(text) || !decodeBase64Text(text)?.includes('{{')) return text
  // Bytes as characters, so that everything else stays, such as a byte order mark. Values are put in as UTF-8.
  const bytes = new Map([...values].map(([name, value]) => [name, Buffer.from(value, 'utf8').toString('latin1')]))
  const before = Buffer.from(text, 'base64').toString('latin1')
  const after = fillText(before, bytes, missing)
  return after === before ? text : Buffer.from(after, 'latin1').toString('base64')
}

/** Old editors of Windows save scripts as UTF-16, with a byte order mark. */
function fillUtf16(text: string, values: ReadonlyMap<string, string>, missing: (name: string) => void): string {
  const bytes = Buffer.from(text, 'base64')
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe || bytes.length % 2 !== 0) return text
  const before = bytes.toString('utf16le')
  const after = fillText(before, values, missing)
  return after === before ? text : Buffer.from(after, 'utf16le').toString('base64')
}
