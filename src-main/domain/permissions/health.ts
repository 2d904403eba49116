import type { Grant, TypeHealth } from '#contract/model/health.ts'
import { readScope, writeScope, type PermissionArea } from '#contract/model/permissions.ts'
import { allows, groupArea } from './scopes.ts'

/** What Graph answered when it was asked for the first page of a type. */
export type Probe = { readonly ok: true } | { readonly ok: false; readonly status: number; readonly message: string }

/** What is known of a type before and after asking Graph for it. */
export interface Probed {
  readonly type: string
  readonly title: string
  readonly area: PermissionArea
  readonly probe: Probe
}

/**
 * Judges a type: a read is granted when Graph answered it; otherwise the scopes say whether one is missing or the
 * account itself may not. A write is judged by scopes alone, since a check writes nothing.
 *
 * @param granted the token's scopes, or null when they are not known (a token from the environment)
 */
export function judge({ type, title, area, probe }: Probed, granted: readonly string[] | null): TypeHealth {
  const read = readGrant(probe, area, granted)
  const write: Grant =
    read === 'unlicensed'
      ? 'unlicensed'
      : granted === null
        ? 'unknown'
        : allows(granted, area, 'write')
          ? 'granted'
          : asksToWrite(granted) && area !== groupArea
            ? 'missing'
            : 'notAsked'
  return {
    type,
    title,
    read,
    write,
    readNeeds: readScope(area),
    writeNeeds: writeScope(area),
    note: probe.ok ? null : probe.message,
  }
}

/** A sign-in for reading alone misses nothing: writing is asked for when it is needed. */
const asksToWrite = (granted: readonly string[]): boolean => granted.some((scope) => scope.endsWith('.ReadWrite.All'))

function readGrant(probe: Probe, area: PermissionArea, granted: readonly string[] | null): Grant {
  if (probe.ok) return 'granted'
  // G-20: a tenant without an Intune licence answers this to every request.
  if (/not applicable to target tenant/i.test(probe.message)) return 'unlicensed'
  if (probe.status !== 401 && probe.status !== 403) return 'unknown'
  const named = /one of the following scopes/i.test(probe.message)
  return named || (granted !== null && !allows(granted, area, 'read')) ? 'missing' : 'refused'
}
