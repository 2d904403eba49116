import type { AlertKind, AlertMessageState, AlertRules, AlertTarget, AlertChannelKind } from '#contract/model/alerts.ts'
import type { Severity } from '#contract/model/severity.ts'
import type { AlertContent, Message } from '#domain/alerts/message.ts'

export interface AlertChannelRow {
  readonly id: string
  readonly tenantId: string
  readonly kind: AlertChannelKind
  readonly name: string
  readonly shown: string
  /** JSON of the target, sealed; null for a channel without an address. */
  readonly sealed: Uint8Array | null
  readonly rules: AlertRules
  readonly createdAt: string
}

export interface AlertRow {
  readonly row: number
  readonly id: string
  readonly tenantId: string
  readonly kind: AlertKind
  /** What it is about, so that it is raised once. */
  readonly key: string
  readonly severity: Severity
  readonly content: AlertContent
  readonly raisedAt: string
  readonly endedAt: string | null
}

export interface AlertMessageRow {
  readonly id: string
  readonly channelId: string
  readonly state: AlertMessageState
  readonly attempts: number
  readonly dueAt: string
  readonly sentAt: string | null
  readonly problem: string | null
}

/** A message that this process sends, and no other. */
export interface ClaimedMessage extends AlertMessageRow {
  readonly daily: boolean
  readonly claimedAt: string
  /** Another process claimed it before, and nobody knows whether it sent it. */
  readonly wasClaimed: boolean
  readonly channel: AlertChannelRow
  readonly alerts: readonly AlertRow[]
}

/** Moments for what is due. A clock that was set back must not keep a message for months. */
export interface Moments {
  readonly now: string
  /** Who claimed before this is gone. */
  readonly staleAt: string
  /** What is claimed or due after this comes from a clock that was wrong. */
  readonly claimedAheadAt: string
  readonly dueAheadAt: string
}

export interface AlertRepository {
  channels(tenantId: string): Promise<AlertChannelRow[]>
  findChannel(id: string): Promise<AlertChannelRow | undefined>
  saveChannel(channel: AlertChannelRow): Promise<void>
  /** Removes a channel with its messages. */
  removeChannel(id: string): Promise<void>
  /** Alerts of a kind that hold. */
  open(tenantId: string, kind: AlertKind): Promise<readonly { readonly row: number; readonly key: string }[]>
  /** @returns the row */
  raise(alert: Omit<AlertRow, 'row' | 'endedAt'>): Promise<number>
  end(rows: readonly number[], at: string): Promise<void>
  /** Puts alerts into a new message, or into the daily one that waits for the same time. */
  enqueue(message: {
    readonly id: string
    readonly channelId: string
    readonly daily: boolean
    readonly dueAt: string
    readonly alerts: readonly number[]
  }): Promise<void>
  /** Records a test message that was sent, or why it wasn't. */
  recordTest(test: {
    readonly id: string
    readonly channelId: string
    readonly at: string
    readonly problem: string | null
  }): Promise<void>
  /**
   * Messages that are due, or that a process claimed and never settled; the oldest first.
   *
   * @param withSystem whether this host can show notifications of the system
   */
  due(at: Moments, withSystem: boolean): Promise<readonly { readonly id: string; readonly channelId: string }[]>
  /** Claims a message; null if another process was faster. Whoever claims it settles it. */
  claim(id: string, at: Moments): Promise<ClaimedMessage | null>
  /** Does nothing if another process has claimed it since. */
  settle(
    claimed: Pick<ClaimedMessage, 'id' | 'claimedAt'>,
    result: {
      readonly state: Exclude<AlertMessageState, 'sending'>
      /** When to try again, if it waits. */
      readonly dueAt?: string
      readonly sentAt?: string
      readonly problem?: string
    },
  ): Promise<void>
  /** Lets messages of a channel that failed be sent again. @returns how many */
  retry(channelId: string, now: string): Promise<number>
  /** Messages of a channel with alerts that failed. */
  countFailed(channelId: string): Promise<number>
  /** Those that hold first, then the newest. */
  list(tenantId: string, limit: number): Promise<(AlertRow & { readonly messages: readonly AlertMessageRow[] })[]>
  /** The newest message of a channel that was sent, failed, or is tried again; null if there is none. */
  lastMessage(channelId: string): Promise<AlertMessageRow | null>
  /** Changes with everything that policies, their versions, and what is archived or ignored consist of. */
  policiesMark(tenantId: string): Promise<string>
  /** Changes with the findings of a tenant and their states. */
  findingsMark(tenantId: string): Promise<string>
  /** Policies that are archived or ignored, as `type/external ID`. */
  quietPolicies(tenantId: string): Promise<ReadonlySet<string>>
  mark(tenantId: string, kind: AlertKind): Promise<string | null>
  setMark(tenantId: string, kind: AlertKind, mark: string): Promise<void>
  /** Forgets alerts that ended before, whose messages are done, with these messages. */
  forget(before: string): Promise<void>
}

/** A target outside of this computer. */
export type RemoteTarget = Exclude<AlertTarget, { kind: 'system' }>

/** What became of sending. */
export type Delivered =
  /** With a problem, some people didn't get it. */
  | { readonly state: 'sent'; readonly problem?: string }
  /** It may work later. @property after milliseconds that the service asked to wait, if it did */
  | { readonly state: 'later'; readonly problem: string; readonly after?: number }
  /** It won't work before somebody changes something. */
  | { readonly state: 'never'; readonly problem: string }

/** Sends messages to where people look. */
export interface Courier {
  /** Why a target can't be used, as a sentence; null if it can. */
  problemOf(target: AlertTarget): string | null
  /** Where a target sends to, without what is secret of it. */
  shownOf(target: AlertTarget): string
  /** Never throws. The text of a problem contains no address. */
  send(target: RemoteTarget, message: Message, signal: AbortSignal): Promise<Delivered>
}
