import { createHash } from 'node:crypto'
import { text } from '#domain/json.ts'
import type { ImportedObject } from '#domain/import/imported-object.ts'
import type { Interpretation } from '#domain/import/interpret.ts'
import { withoutClearSecrets } from '#domain/policy-types/building-blocks/secrets.ts'
import { keep, type KeptDocument } from '../capture/capture-items.ts'
import { namesNeeded } from '../capture/names.ts'
import { observe } from '../capture/observe.ts'
import type { RunWork } from '../runs/run-context.ts'
import { forEachInTurns } from '../breathe.ts'

/** Objects that are stored at a time. */
const slice = 50

/** An ID for what an export knows by name only (UUID version 8, RFC 9562). */
export function idForName(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Stores imported objects as versions of the tenant, like a capture does: names, sealed secrets, doubts. What an earlier
 * import had and this one doesn't is missing from now on.
 *
 * @returns what became of each object, in their order
 */
export async function importObjects(
  context: RunWork<'import'>,
  { objects, names }: Pick<Interpretation, 'objects' | 'names'>,
): Promise<KeptDocument[]> {
  const { store, clock } = context.ports
  const known = new Map(names)
  for (const { type, document } of objects) known.set(`${type.key}/${text(document['id'])}`, nameOf({ type, document }))
  await rememberNames(context, known)
  const kept: KeptDocument[] = []
  for (let at = 0; at < objects.length; at += slice) {
    await context.checkCancelled()
    kept.push(...(await storeSlice(context, objects.slice(at, at + slice), known)))
  }
  const present = Map.groupBy(objects, (object) => object.type.key)
  const earlier = new Set((await store.policies.list(context.tenant.id)).map((row) => row.type))
  for (const type of earlier)
    await store.policies.markMissing(
      context.tenant.id,
      type,
      new Set((present.get(type) ?? []).map(({ document }) => text(document['id']))),
      clock.now().toISOString(),
    )
  return kept
}

const nameOf = ({ type, document }: Pick<ImportedObject, 'type' | 'document'>): string =>
  text(document[type.nameProperty]) || text(document['displayName'])

async function storeSlice(
  context: RunWork<'import'>,
  objects: readonly ImportedObject[],
  names: ReadonlyMap<string, string>,
): Promise<KeptDocument[]> {
  const { store, clock } = context.ports
  const masked = await forEachInTurns(objects, (object) => ({
    ...object,
    ...withoutClearSecrets(object.type, object.document),
  }))
  const rows = await store.policies.observe(
    context.tenant.id,
    masked.map(({ type, document }) => observe(type, document)),
    clock.now().toISOString(),
  )
  return keep(
    context,
    { namesFor: (type, document) => namesNeeded(names, type, document) },
    masked.map(({ type, document, clear, doubts }, index) => ({
      type,
      row: rows[index]!,
      whole: { document, clear, doubts: [...doubts], tooLong: [] },
    })),
    masked.map(({ clear }) => clear),
  )
}

/** Names that belong to no imported object are remembered like those of the directory. */
async function rememberNames(context: RunWork<'import'>, names: ReadonlyMap<string, string>): Promise<void> {
  const { store, clock } = context.ports
  for (const [kind, own] of Map.groupBy(names, ([key]) => key.slice(0, key.indexOf('/'))))
    await store.directory.remember(
      context.tenant.id,
      kind,
      own.map(([key, name]) => ({ id: key.slice(kind.length + 1), name })),
      clock.now().toISOString(),
    )
}
