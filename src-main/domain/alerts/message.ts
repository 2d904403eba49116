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
}

/** More alerts are counted: a message has to fit into a card of Teams (28 KB, Teams docs). */
export const mostEntries = 12
const longestText = 250

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
    title: shortened(alert.content.title),
    facts: alert.content.facts.map(({ name, value }) => ({ name, value: shortened(value) })),
    page: alert.content.page,
  }))
  const more = sorted.length - entries.length
  const name = oneLine(tenant.name)
  return {
    id,
    tenantId: tenant.id,
    tenantName: name,
    subject:
      sorted.length === 1
        ? words.subjectOfOne(name, entries[0]!.title)
        : words.subject(name, sorted.length, sorted.filter(({ severity }) => severity === 'high').length, daily),
    notes: [...(repeats ? [words.repeats] : []), ...(more > 0 ? [words.more(more)] : [])],
    entries,
  }
}

/** A message that shows whether a channel works. */
export const toTestMessage = (id: string, tenant: { readonly id: string; readonly name: string }): Message => ({
  id,
  tenantId: tenant.id,
  tenantName: oneLine(tenant.name),
  subject: words.test(oneLine(tenant.name)),
  notes: [words.testNote],
  entries: [],
})

/** A link that opens a page of a tenant (spec 905-24). */
export const linkTo = (tenantId: string, page: string): string => `atlas://tenant/${tenantId}${page}`

/** A text from a tenant: without what may be a secret, on one line, and not too long. */
function shortened(value: string): string {
  const line = oneLine(withoutSecrets(value))
  return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`
}

/** Redaction takes whole addresses out. A setting can be one, so only what may be a secret of it goes. */
const withoutSecrets = (value: string): string =>
  value
    .split(/(\bhttps?:\/\/[^\s"'<>]+)/i)
    .map((part) => (/^https?:/i.test(part) ? bareAddress(part) : redact(part)))
    .join('')

const bareAddress = (url: string): string => url.replace(/[?#].*$/, '?…').replace(/\/\/[^/@]*@/, '//…@')

// Also the marks that turn the direction of a text around: a name could show another one.
const oneLine = (value: string): string => value.replaceAll(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim()
