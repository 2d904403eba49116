import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { roomToPack, roomToUnpack } from '#domain/zlib-room.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { withIdentity } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { Observed } from '../ports/policies.ts'
import { observe } from './observe.ts'

/** An object of a list. A tenant's lists hold most of its content, so it stays packed until its turn comes. */
export interface ListedObject {
  /** Empty for an entry that has none. */
  readonly id: string
  /** As Graph returned it; empty for none. */
  readonly name: string
  /** What the inventory shows of it. */
  readonly observed: Observed
  /** The parts that came with it in the list, and have entries. */
  readonly carried: ReadonlySet<string>
  /** The object as Graph returned it, with its identity. */
  open(): Json
}

/** An entry of a list, packed once for all types that the list holds. */
export interface ListEntry {
  /** The object as one of a type. */
  as(type: PolicyType): ListedObject
  /** Whether the type holds it. */
  isOf(type: PolicyType): boolean
}

/** Most of what packing saves is saved by the fastest level. */
const params = { [constants.ZSTD_c_compressionLevel]: 1 }

/** Packs an entry of a list that these types share. */
export function packEntry(entry: Json, types: readonly PolicyType[]): ListEntry {
  const known = new Map<PolicyType, EntryAs>()
  const packed = pack(entry)
  for (const type of types) known.set(type, entryAs(type, entry, packed))
  return entryOf(known, packed)
}

/** An object that was read by itself, packed like one of a list. */
export const packObject = (type: PolicyType, item: Json): ListedObject => packEntry(item, [type]).as(type)

interface EntryAs {
  readonly object: ListedObject
  readonly isOf: boolean
}

type Packed = () => Json

// The functions that stay are made in functions of their own: they keep whatever the function around them holds.

function entryOf(known: ReadonlyMap<PolicyType, EntryAs>, packed: Packed): ListEntry {
  const of = (type: PolicyType): EntryAs => known.get(type) ?? entryAs(type, packed(), packed)
  return { as: (type) => of(type).object, isOf: (type) => of(type).isOf }
}

function pack(entry: Json): Packed {
  const bytes = Buffer.from(JSON.stringify(entry))
  return unpacking(alone(zstdCompressSync(bytes, { params, chunkSize: roomToPack(bytes.byteLength) })))
}

function unpacking(packed: Buffer): Packed {
  const room = { chunkSize: roomToUnpack(packed.byteLength) }
  return () => JSON.parse(zstdDecompressSync(packed, room).toString('utf8')) as Json
}

/** A copy without the room that zlib leaves behind its output, and outside the pool that small buffers share. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.byteLength)
  bytes.copy(copy)
  return copy
}

function entryAs(type: PolicyType, entry: Json, packed: Packed): EntryAs {
  const item = withIdentity(type, entry)
  const object = {
    id: text(item['id']),
    name: text(item[type.nameProperty]),
    observed: observe(type, item, true),
    carried: carriedBy(type, item),
    open: opening(type, packed),
  }
  return { object, isOf: type.holds?.(item) ?? true }
}

function opening(type: PolicyType, packed: Packed): Packed {
  return () => withIdentity(type, packed())
}

const carriedBy = (type: PolicyType, item: Json): ReadonlySet<string> =>
  new Set(
    type.capture.parts
      .filter(({ routes, property }) => routes?.includes('list') === true && objects(item[property]).length > 0)
      .map(({ property }) => property),
  )
