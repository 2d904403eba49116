import { inUri } from '#domain/uri.ts'
import { toAppError } from '#contract/errors.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import { collectionPath } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { KeptDefinition } from '../ports/definitions.ts'
import { forEachInTurns } from '../breathe.ts'
import { cloudOf } from '../cloud-of.ts'
import type { RunWork } from '../runs/run-context.ts'
import { words } from './words.ts'

/** A captured object with settings of the settings catalog. */
export interface SettingsHolder {
  readonly type: PolicyType
  readonly document: Json
  readonly ids: ReadonlySet<string>
}

/**
 * Number of policies to read definitions for at a time. Their definitions often include those of the next policies. Each
 * batch may have to wait for a throttled service, and the answer for each policy can have a megabyte.
 */
const policiesAtOnce = 20
const idsAtOnce = 200
/** From this many on, all categories are listed: a page has a hundred of them. */
const listFrom = 40
/** Maximum depth of categories, which also ends circles. */
const categoryRounds = 12

/**
 * Fetches the setting definitions that the store doesn't have: all at once with the settings of a policy, and the rest
 * by ID. Names only help the reader, so the capture is complete without them.
 *
 * @returns how many definitions were added
 */
export async function fetchDefinitions(
  context: RunWork,
  reader: GraphReader,
  holders: readonly SettingsHolder[],
): Promise<number> {
  const { store, clock } = context.ports
  const cloud = cloudOf(context.tenant)
  const known = new Set(await store.definitions.known(cloud))
  const lacking = ({ ids }: SettingsHolder) => [...ids].some((id) => !known.has(id))
  let open = holders.filter(lacking)
  if (open.length === 0) return 0
  await context.phase(words.phases.settingNames)
  let added = 0
  // Policies have many settings in common.
  const saved = new Set<string>()
  const save = async (found: ReadonlyMap<string, KeptDefinition | null>) => {
    await store.definitions.save(cloud, found, clock.now().toISOString())
    for (const [id, definition] of found) {
      known.add(id)
      saved.add(id)
      if (definition !== null) added += 1
    }
  }
  try {
    const withSettings = open.filter(({ type }) => type.capture.definitions !== undefined)
    const chosen = fewestHolders(withSettings, known)
    for (let at = 0; at < chosen.length; at += policiesAtOnce) {
      await context.checkCancelled()
      const answers = await reader.batch(
        chosen.slice(at, at + policiesAtOnce).map(({ type, document }) => ({
          path: `${collectionPath(type, document)}/${inUri(text(document['id']))}/${type.capture.definitions!}`,
          list: true,
        })),
      )
      const settings = answers.flatMap((answer) => (answer.ok ? objects(answer.value) : []))
      const definitions = settings.flatMap((setting) => objects(setting['settingDefinitions']))
      await save(
        new Map(
          await forEachInTurns(
            definitions.filter(({ id }) => !saved.has(text(id))),
            (definition) => [text(definition['id']), keptDefinition(definition)],
          ),
        ),
      )
    }
    open = open.filter(lacking)
    const left = [...new Set(open.flatMap(({ ids }) => [...ids]).filter((id) => !known.has(id)))]
    for (let at = 0; at < left.length; at += idsAtOnce) {
      await context.checkCancelled()
      const asked = left.slice(at, at + idsAtOnce)
      const answers = await reader.batch(
        asked.map((id) => ({ path: `/deviceManagement/configurationSettings/${inUri(id)}`, list: false })),
      )
      await save(
        new Map(
          answers.flatMap((answer, index): [string, KeptDefinition | null][] => {
            const id = asked[index]!
            if (answer.ok && isObject(answer.value)) return [[id, keptDefinition(answer.value)]]
            return answer.ok || !isGone(answer.problem) ? [] : [[id, null]]
          }),
        ),
      )
    }
    await fetchCategories(context, reader, cloud)
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error
    context.ports.log.warn({ error: toAppError(error).message }, 'setting names could not be read')
  }
  await context.phase(null)
  return added
}

/** A few policies whose settings have all definitions that aren't known, because each policy costs a request. */
function fewestHolders(holders: readonly SettingsHolder[], known: ReadonlySet<string>): SettingsHolder[] {
  const open = new Set(holders.flatMap(({ ids }) => [...ids].filter((id) => !known.has(id))))
  const chosen: SettingsHolder[] = []
  // Policies with many settings first: they have most of what smaller ones have.
  for (const holder of holders.toSorted((left, right) => right.ids.size - left.ids.size)) {
    if (open.size === 0) break
    const before = open.size
    for (const id of holder.ids) open.delete(id)
    if (open.size < before) chosen.push(holder)
  }
  return chosen
}

/** Categories of the kept definitions, and their parents up to the root. */
async function fetchCategories(context: RunWork, reader: GraphReader, cloud: string): Promise<void> {
  const { store, clock } = context.ports
  const known = new Set(await store.definitions.knownCategories(cloud))
  const keep = async (found: readonly Json[]): Promise<KeptCategory[]> => {
    const kept = found.map(keptCategory)
    await store.definitions.saveCategories(cloud, kept, clock.now().toISOString())
    for (const { id } of kept) known.add(id)
    return kept
  }
  let wanted = (await store.definitions.categoryIds(cloud)).filter((id) => !known.has(id))
  if (wanted.length > listFrom) {
    const all = await reader.tryList('/deviceManagement/configurationCategories', 3, (entry) => entry)
    if (all.ok) await keep(all.value.filter((category) => text(category['id']) !== ''))
    wanted = wanted.filter((id) => !known.has(id))
  }
  for (let round = 0; wanted.length > 0 && round < categoryRounds; round += 1) {
    const answers = await reader.batch(
      wanted.map((id) => ({
        path: `/deviceManagement/configurationCategories/${inUri(id)}`,
        list: false,
      })),
    )
    const found = await keep(answers.flatMap((answer) => (answer.ok && isObject(answer.value) ? [answer.value] : [])))
    wanted = [
      ...new Set(found.flatMap(({ parentId }) => (parentId !== null && !known.has(parentId) ? [parentId] : []))),
    ]
  }
}

type KeptCategory = Parameters<RunWork['ports']['store']['definitions']['saveCategories']>[1][number]

const keptCategory = (category: Json): KeptCategory => ({
  id: text(category['id']),
  name: text(category['displayName']) || text(category['name']),
  parentId: parentOf(category),
})

/** The parent of a root is itself, nothing, or the zero GUID. */
function parentOf(category: Json): string | null {
  const parent = text(category['parentCategoryId'])
  return parent === '' || parent === category['id'] || /^0{8}-0{4}/.test(parent) ? null : parent
}

/** The parts of a definition that the readable view shows. The rest would only take space in the store. */
function keptDefinition(definition: Json): KeptDefinition {
  const options = Object.fromEntries(
    objects(definition['options']).map((option) => [
      text(option['itemId']),
      text(option['displayName']) || text(option['name']),
    ]),
  )
  const description = text(definition['description']) || text(definition['helpText'])
  return {
    id: text(definition['id']),
    displayName: text(definition['displayName']) || text(definition['name']) || text(definition['id']),
    categoryId: text(definition['categoryId']) || null,
    ...(description ? { description } : {}),
    ...(Object.keys(options).length > 0 ? { options } : {}),
  }
}
