import type { AuditEntry } from '#contract/model/audit.ts'
import { hasWords } from '#renderer/ui/has-words.ts'
import { words } from './words.ts'

const actions: Readonly<Record<string, string>> = words.actions
const undone: Readonly<Record<string, string>> = words.undone

/** What was done; an entry of an action that is switched on and off says which in its detail. */
export function actionOf(entry: AuditEntry): string {
  const { action, detail } = entry
  const { archived, ignored, acknowledged } = detail
  if (action === 'graph.write') return writeOf(detailOf(entry, 'method'), detailOf(entry, 'purpose'))
  const isUndone = archived === false || ignored === false || acknowledged === false
  return (isUndone ? undone[action] : undefined) ?? actions[action] ?? action
}

/** What a write to the tenant did. Graph assigns with POST, too. */
function writeOf(method: string, purpose: string): string {
  if (method === 'DELETE') return words.writes.deleted
  return method === 'POST' && purpose.startsWith('Create') ? words.writes.created : words.writes.changed
}

/** One fact of an entry as text; empty where the entry has none of this name. */
export function detailOf(entry: AuditEntry, key: string): string {
  const value = entry.detail[key]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Who did it: the account that a request was sent with, or who used this computer. */
export const whoOf = (entry: AuditEntry): string => detailOf(entry, 'account') || detailOf(entry, 'user')

/** Why it was done, or what it was done with. */
export const purposeOf = (entry: AuditEntry): string =>
  detailOf(entry, 'purpose') ||
  (detailOf(entry, 'minutes')
    ? words.forMinutes(detailOf(entry, 'minutes'))
    : (['path', 'folder'].map((key) => detailOf(entry, key)).find(Boolean) ?? ''))

/** The request to Graph; empty where the entry is about none. */
export const requestOf = (entry: AuditEntry): string =>
  [detailOf(entry, 'method'), detailOf(entry, 'path')].filter(Boolean).join(' ')

const outcomes: Readonly<Record<string, string>> = words.outcomes

/** What became of it, with the status of Graph's answer. */
export function outcomeOf(entry: AuditEntry): string {
  const [outcome, status] = [detailOf(entry, 'outcome'), detailOf(entry, 'status')]
  return outcome === '' ? status : `${outcomes[outcome] ?? outcome}${status === '' ? '' : ` (${status})`}`
}

/** Entries that have all words of a text, whatever their case, in what is shown of them or in their details. */
export const withWords = (entries: readonly AuditEntry[], text: string): readonly AuditEntry[] =>
  text.trim() === ''
    ? entries
    : entries.filter((entry) => hasWords(text, `${actionOf(entry)} ${JSON.stringify(entry.detail)}`))
