import type { AlertKind } from '#contract/model/alerts.ts'
import type { Severity } from '#contract/model/severity.ts'
import { redact } from '../redact/redact.ts'
import { words } from './words.ts'

/** What an alert says. */
export interface AlertContent {
  /** A sentence. */
  readonly title: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** Its page in TenantAtlas, e.g. `/drift/…`. */
  readonly page: string
}

/** Something that holds in a tenant and needs somebody. */
export interface Condition {
  readonly kind: AlertKind
  /** What it is about. It stays the same while it is the same. */
  readonly key: string
  readonly severity: Severity
  readonly content: AlertContent
}

/** An alert in a message. */
export interface MessageEntry extends AlertContent {
  readonly id: string
  readonly kind: AlertKind
  readonly severity: Severity
  readonly at: string
  /** It no longer holds. */
  readonly isOver: boolean
  /** `atlas://…`, opens its page. */
  readonly link: string
}

/** What is sent to one channel. */
export interface Message {
  /** The same each time that it is sent. */
  readonly id: string
  readonly tenantId: string
  readonly tenantName: string
  /** One line. */
  readonly subject: string
  /** What to know before the alerts; empty for nothing. */
  readonly notes: readonly string[]
  /** The most severe first. */
  readonly entries: readonly MessageEntry[]
  /** Alerts that aren't among the entries. */
  readonly left: number
}

/** More alerts are counted. A channel may show fewer. */
const mostEntries = 100
/** A conflict can be one of hundreds of policies. */
const mostFacts = 8
const longest = { title: 200, name: 80, value: 200 }

const rank: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 }

/** The alerts of a message that this is made from. */
export interface Announced extends Condition {
  readonly id: string
  readonly raisedAt: string
  readonly endedAt: string | null
}

/** @param repeats whether it may have been sent before */
export function toMessage(
  id: string,
  tenant: { readonly id: string; readonly name: string },
  alerts: readonly Announced[],
  { daily, repeats }: { readonly daily: boolean; readonly repeats: boolean },
): Message {
  const sorted = alerts.toSorted(
    (left, right) => rank[left.severity] - rank[right.severity] || left.raisedAt.localeCompare(right.raisedAt),
  )
  const entries = sorted.slice(0, mostEntries).map((alert): MessageEntry => ({
    id: alert.id,
    kind: alert.kind,
    severity: alert.severity,
    at: alert.raisedAt,
    isOver: alert.endedAt !== null,
    link: linkTo(tenant.id, alert.content.page),
    title: shortened(alert.content.title, longest.title),
    facts: factsOf(alert.content),
    page: alert.content.page,
  }))
  const name = oneLine(tenant.name)
  return {
    id,
    tenantId: tenant.id,
    tenantName: name,
    subject:
      sorted.length === 1
        ? words.subjectOfOne(name, entries[0]!.title)
        : words.subject(name, sorted.length, sorted.filter(({ severity }) => severity === 'high').length, daily),
    notes: repeats ? [words.repeats] : [],
    entries,
    left: sorted.length - entries.length,
  }
}

/** The same message with fewer alerts. The others are counted. */
export const withFewer = (message: Message, most: number): Message => ({
  ...message,
  entries: message.entries.slice(0, most),
  left: message.left + Math.max(0, message.entries.length - most),
})

/** What to know before the alerts, with how many aren't there. */
export const notesOf = ({ notes, left }: Message): readonly string[] =>
  left > 0 ? [...notes, words.more(left)] : notes

function factsOf({ facts }: AlertContent): MessageEntry['facts'] {
  const shown = facts.length > mostFacts ? facts.slice(0, mostFacts - 1) : facts
  const left = facts.length - shown.length
  return [
    ...shown.map(({ name, value }) => ({
      name: shortened(name, longest.name),
      value: shortened(value, longest.value),
    })),
    ...(left > 0 ? [{ name: '…', value: words.moreFacts(left) }] : []),
  ]
}

/** A message that shows whether a channel works. */
export const toTestMessage = (id: string, tenant: { readonly id: string; readonly name: string }): Message => ({
  id,
  tenantId: tenant.id,
  tenantName: oneLine(tenant.name),
  subject: words.test(oneLine(tenant.name)),
  notes: [words.testNote],
  entries: [],
  left: 0,
})

/** A link that opens a page of a tenant (spec 905-24). */
export const linkTo = (tenantId: string, page: string): string => `atlas://tenant/${tenantId}${page}`

/** A text from a tenant: without what may be a secret, on one line, and not too long. */
function shortened(value: string, most: number): string {
  const line = oneLine(withoutSecrets(value))
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}

/** Redaction takes whole addresses out. A setting can be one, so only what may be a secret of it goes. */
const withoutSecrets = (value: string): string =>
  value
    .split(/(\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>]+)/i)
    .map((part, index) => (index % 2 === 1 ? bareAddress(part) : redact(part)))
    .join('')

/** Without names and passwords, what follows the path, and parts that look like a token. */
const bareAddress = (url: string): string =>
  url
    .replace(/[?#].*$/, '?…')
    .replace(/^([a-z][a-z\d+.-]*:\/\/).*@/i, '$1…@')
    .split('/')
    .map((part, index) => (index > 2 ? part.replaceAll(/(?=[\w~-]*\d)[\w~-]{16,}/g, '…') : part))
    .join('/')

// Also the marks that turn the direction of a text around: a name could show another one.
const oneLine = (value: string): string => value.replaceAll(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim()
