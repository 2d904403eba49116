import { isObject, objects, text, type Json } from '../json.ts'
import type { WriteContext, LinkRules } from '../policy-types/policy-type.ts'
import type { WriteStep } from '../restore/write-step.ts'
import { graphTypeOf, type GraphContract } from './graph-contract.ts'
import { words } from './words.ts'

/** A navigation property that points at other objects of the same kind, e.g. `rootCertificate` of a SCEP profile. */
export interface Link {
  readonly name: string
  readonly collection: boolean
}

/** The links that an object of this type has, by Microsoft's contract; none for a type that it does not know. */
export function linksOf(
  contract: GraphContract,
  rules: LinkRules | undefined,
  rootType: string,
  policy: Json,
): readonly Link[] {
  if (!rules) return []
  const type = graphTypeOf(policy, rootType)
  if (!contract.knows(type)) return []
  return [...contract.navigation(type)].flatMap(([name, target]) =>
    rules.names.includes(name) && contract.isA(target.type, rules.to)
      ? [{ name, collection: target.collection === true }]
      : [],
  )
}

/** What a captured document keeps of a link: the ids of the objects that it points at. */
export const linkValue = (link: Link, value: unknown): unknown => {
  const ids = (Array.isArray(value) ? objects(value) : [value]).flatMap((entry) =>
    isObject(entry) && text(entry['id']) ? [{ id: text(entry['id']) }] : [],
  )
  return link.collection ? ids : (ids[0] ?? null)
}

const idsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? objects(value) : [value]).flatMap((entry) =>
    isObject(entry) && text(entry['id']) ? [text(entry['id'])] : [],
  )

/** The links of a create to objects of the collection `targets`, as `<name>@odata.bind` (G-147). */
export function linkBinds(links: readonly Link[], targets: string, wanted: Json, graph: WriteContext): Json {
  return Object.fromEntries(
    links.flatMap(({ name, collection }) => {
      const addresses = idsOf(wanted[name]).map((id) => graph.bind(`${targets}('${id}')`))
      return addresses.length === 0 ? [] : [[`${name}@odata.bind`, collection ? addresses : addresses[0]]]
    }),
  )
}

/**
 * Requests that change the links of an existing object: `PUT` for one, `POST` and `DELETE` for many.
 *
 * @param path collection of the object
 * @param targets collection of what it links to
 */
export function linkSteps(
  links: readonly Link[],
  { path, targets }: { readonly path: string; readonly targets: string },
  wanted: Json,
  live: Json,
  graph: WriteContext,
): WriteStep[] {
  return links.flatMap(({ name, collection }): WriteStep[] => {
    const [target, present] = [idsOf(wanted[name]), idsOf(live[name])]
    const [missing, extra] = [
      target.filter((id) => !present.includes(id)),
      present.filter((id) => !target.includes(id)),
    ]
    const to = (id: string) => ({ '@odata.id': graph.bind(`${targets}('${id}')`) })
    if (collection) {
      return [
        ...missing.map((id): WriteStep => ({
          purpose: words.link(name),
          method: 'POST',
          path: `${path}/{id}/${name}/$ref`,
          body: to(id),
        })),
        ...extra.map((id): WriteStep => ({
          purpose: words.unlink(name),
          method: 'DELETE',
          path: `${path}/{id}/${name}/${id}/$ref`,
        })),
      ]
    }
    if (missing[0] !== undefined)
      return [{ purpose: words.link(name), method: 'PUT', path: `${path}/{id}/${name}/$ref`, body: to(missing[0]) }]
    return extra.length > 0
      ? [{ purpose: words.unlink(name), method: 'DELETE', path: `${path}/{id}/${name}/$ref` }]
      : []
  })
}
