import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import type { ReadableSection } from '../readable/readable.ts'

/** A policy to export. */
export interface ExportedPolicy {
  readonly type: PolicyType
  readonly document: Json
  readonly name: string
  readonly externalId: string
  /** Name of a group, filter or tag by kind and ID, as it was known when the policy was captured. */
  nameOf(kind: string, id: string): string | undefined
  /** Another object by type and ID; undefined if it wasn't captured. */
  relatedOf(type: string, id: string): RelatedObject | undefined
  readonly sections: readonly ReadableSection[]
}

/** What a layout writes about another object. */
export interface RelatedObject {
  readonly name: string
  /** The type of an app, such as `#microsoft.graph.win32LobApp`; empty for other objects. */
  readonly kind: string
  /** The rule of a dynamic group; empty for other objects. */
  readonly membershipRule: string
}

/** A file of an export: its path in slashes, and its content. */
export interface ExportFile {
  readonly path: string
  readonly content: string | Uint8Array
  /** Several policies have it, with the same content. */
  readonly isShared?: boolean
}

/** How a tool lays out its backups. Equal policies give equal bytes, in any order and at any time. */
export interface Layout {
  /** File names carry IDs, so no two are the same, and a place may depend on the whole document. */
  readonly hasIds?: true
  /** Folder of a policy, and its file name without an extension. */
  placeOf(policy: Pick<ExportedPolicy, 'type' | 'document' | 'name' | 'externalId'>): Place
  /** The files of a policy. */
  filesOf(policy: ExportedPolicy, place: Place): readonly ExportFile[]
  /** Files of the export as a whole. */
  filesOfAll?(all: ExportFacts): readonly ExportFile[]
}

export interface Place {
  readonly folder: string
  readonly base: string
}

/** What an export as a whole knows. */
export interface ExportFacts {
  readonly tenantId: string
  readonly tenantName: string
  /** Names by `kind/id`. */
  readonly names: ReadonlyMap<string, string>
}

/** JSON as a file has it: with a line end. */
export const jsonText = (value: unknown, indent: number): string => `${JSON.stringify(value, null, indent)}\n`

/**
 * Places without two of one name: policies with the same one have their ID in it, all of them, so that the names don't
 * depend on an order. Letter case and the spelling of accents make no difference on Windows and macOS.
 */
export function placesOf<Policy extends Pick<ExportedPolicy, 'type' | 'document' | 'name' | 'externalId'>>(
  layout: Layout,
  policies: readonly Policy[],
): ReadonlyMap<Policy, Place> {
  const keyOf = ({ folder, base }: Place): string => fileKey(`${folder}/${base}`)
  const wanted = policies.map((policy) => [policy, layout.placeOf(policy)] as const)
  const taken = Map.groupBy(wanted, ([, place]) => keyOf(place))
  return new Map(
    wanted.map(([policy, place]) =>
      taken.get(keyOf(place))!.length === 1 ? [policy, place] : [policy, withId(place, policy.externalId)],
    ),
  )
}

/** The same for two paths that are one file on some systems. */
export const fileKey = (path: string): string => path.normalize('NFC').toLowerCase()

/** A place that no other policy has. */
export const withId = (place: Place, externalId: string): Place => ({
  ...place,
  base: `${place.base}__${safeName(externalId)}`,
})

/** Names of devices, which Windows keeps for itself (Microsoft Learn: Naming Files, Paths, and Namespaces). */
const reserved = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i
/** File systems take 255 bytes or characters; an ID and an extension come after it. */
const mostBytes = 180

/** The start of a text that fits into a file name. No character is cut in two. */
function cutName(name: string, most: number): string {
  const bytes = Buffer.from(name)
  return bytes.length <= most
    ? name
    : bytes
        .subarray(0, most)
        .toString()
        .replace(/\uFFFD+$/, '')
}

/**
 * A name that every system takes as part of a file name. Characters that one of them refuses become `_`.
 *
 * @param most bytes
 */
export function safeName(name: string, most = mostBytes): string {
  const plain = cutName(name.replaceAll(/\p{Surrogate}/gu, '_'), most)
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001F\u007F/\\:*?"<>|]/g, '_')
    .trim()
    .replace(/[. ]+$/, '')
  return plain === '' || reserved.test(plain) ? `_${plain}` : plain
}
