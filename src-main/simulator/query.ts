import { ODataError } from './errors.ts'
import { compileFilter } from './filter.ts'
import { isObject, objects, type Json } from './json.ts'
import { pageSize, type TypeBehaviour } from './types.ts'
import { behaviourOf } from './collections/collections.ts'
import { definitionsOf } from './definitions.ts'
import type { Tenant } from './tenant.ts'
import { typeOf } from './validate.ts'

/** One `$expand` entry: a navigation property and what is expanded below it. */
interface Expand {
  readonly name: string
  readonly nested: readonly Expand[]
}

/** The system query options that Intune honours. */
export interface Query {
  readonly select: readonly string[]
  readonly expand: readonly Expand[]
  readonly filter: string | null
  readonly top: number | null
  readonly skip: number
  readonly count: boolean
  /** Words to search for, with the properties that they may be in. */
  readonly search: string | null
}

/** Reads the query options of a URL. */
export function parseQuery(parameters: URLSearchParams): Query {
  const top = parameters.get('$top')
  const token = parameters.get('$skiptoken')
  return {
    // The services take these names in any case.
    select: (parameters.get('$select') ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
    expand: parseExpand(parameters.get('$expand') ?? ''),
    filter: parameters.get('$filter'),
    top: top === null ? null : Math.max(0, Number.parseInt(top, 10) || 0),
    skip: token === null ? Math.max(0, Number.parseInt(parameters.get('$skip') ?? '0', 10) || 0) : readToken(token),
    count: parameters.get('$count') === 'true',
    search: parameters.get('$search'),
  }
}

function parseExpand(source: string): Expand[] {
  const entries: Expand[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= source.length; at += 1) {
    const symbol = source[at]
    if (symbol === '(') depth += 1
    else if (symbol === ')') depth -= 1
    else if ((symbol === ',' && depth === 0) || at === source.length) {
      const entry = source.slice(start, at).trim()
      start = at + 1
      if (!entry) continue
      const open = entry.indexOf('(')
      const options = open < 0 ? '' : entry.slice(open + 1, -1)
      entries.push({
        // `microsoft.graph.type/name` casts to the type that has the property.
        name: (open < 0 ? entry : entry.slice(0, open)).split('/').at(-1)!,
        nested: parseExpand(/\$expand=(.*)$/.exec(options)?.[1] ?? ''),
      })
    }
  }
  return entries
}

/** A skip token looks like Cosmos wrote it: opaque, and percent-encoded twice in the link. */
const writeToken = (offset: number) => encodeURIComponent(Buffer.from(`+RID:~sim#RT:1#O:${offset}`).toString('base64'))
function readToken(token: string): number {
  const offset = /#O:(\d+)$/.exec(Buffer.from(decodeURIComponent(token), 'base64').toString('utf8'))?.[1]
  if (!offset) throw new ODataError(400, 'BadRequest', 'Invalid skip token.')
  return Number(offset)
}

/** One page of a list, with its next link. `self` is the absolute address of the list. */
export function page(
  tenant: Tenant,
  name: string,
  items: readonly Json[],
  view: (item: Json) => Json,
  query: Query,
  self: URL,
  most = 1000,
): Json {
  const filter = query.filter
  const isof = (item: Json, type: string) => tenant.contract.isA(typeOf(item, ''), type)
  const matching = filter === null ? items : items.filter(compileFilter(filter, isof))
  const size = Math.min(query.top ?? pageSize(name), most)
  const slice = matching.slice(query.skip, query.skip + size)
  const answer: Json = { value: slice.map(view) }
  if (query.count) answer['@odata.count'] = slice.length
  const end = query.skip + slice.length
  if (end < matching.length && slice.length > 0 && (query.top === null || query.top >= most || size === query.top)) {
    const next = new URL(self)
    next.searchParams.delete('$skiptoken')
    next.searchParams.delete('$skip')
    answer['@odata.nextLink'] =
      `${next.href}${next.search ? '&' : '?'}$skiptoken=${encodeURIComponent(writeToken(end))}`
  }
  return answer
}

/** Navigation properties that come with `$expand` only by id, not in lists. */
const expandByIdOnly = new Set(['localizedNotificationMessages', 'categories'])

/**
 * An object as the service answers it: navigation only when expanded, without what lists omit,
 * `@odata.type` only where the type is not the declared one, and only the selected properties.
 */
export function present(
  tenant: Tenant,
  item: Json,
  declared: string,
  query: Query,
  options: { list: boolean; behaviour?: TypeBehaviour | undefined; path?: string },
): Json {
  const rules = behaviourOf(options.path ?? '')
  const type = typeOf(item, declared)
  // A type that is newer than the contract has at least what its collection declares.
  const navigation = tenant.contract.navigation(tenant.contract.has(type) ? type : declared)
  const expanded = new Map(query.expand.map((entry) => [entry.name, entry]))
  for (const name of expanded.keys()) {
    if (
      !navigation.has(name) ||
      rules.neverExpandable?.includes(name) ||
      (options.list && rules.notExpandable?.includes(name))
    ) {
      throw new ODataError(
        400,
        'BadRequest',
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
      )
    }
  }
  const answer: Json = {}
  for (const [name, stored] of Object.entries(item)) {
    const value = rules.counted?.(tenant, item, name) ?? counted(item, name, stored)
    const isNavigation = navigation.has(name)
    const omitted =
      options.list &&
      (options.behaviour?.listOmits?.includes(name) === true || rules.notInLists?.includes(name) === true)
    if (
      rules.writeOnly?.includes(name) ||
      (rules.onlySelected?.includes(name) && !query.select.includes(name.toLowerCase()))
    )
      continue
    if (name === '@odata.type') {
      if (type !== declared) answer[name] = value
    } else if (isNavigation) {
      const entry = expanded.get(name)
      if (!entry) continue
      const isEmpty = rules.expandsEmpty?.(item, name, options.list) || (options.list && expandByIdOnly.has(name))
      if (isEmpty || (tenant.doubt && hurts(options.path ?? '', name, options.list))) answer[name] = []
      // A list may cut what it expands, without a link to the rest.
      else if (tenant.doubt && options.list && name === 'settings')
        answer[name] = nested(tenant, objects(value).slice(0, 24), navigation.get(name)!.type, entry)
      else answer[name] = nested(tenant, value, navigation.get(name)!.type, entry)
    } else if (omitted) {
      if (name !== 'roleScopeTagIds') answer[name] = null
    } else if (query.select.length === 0 || name === 'id' || query.select.includes(name.toLowerCase())) {
      answer[name] = value
    }
  }
  // Definitions are no part of a setting: they are looked up for whoever asks.
  if (expanded.has('settingDefinitions')) answer['settingDefinitions'] = definitionsOf(tenant, item['settingInstance'])
  for (const name of expanded.keys()) answer[name] ??= navigation.get(name)!.collection ? [] : null
  return answer
}

/** What the service counts anew for each answer. */
function counted(item: Json, name: string, stored: unknown): unknown {
  if (name === 'settingCount' && typeof stored === 'number') return objects(item['settings']).length
  if (name === 'isAssigned' && typeof stored === 'boolean' && Array.isArray(item['assignments']))
    return item['assignments'].length > 0
  return stored
}

/**
 * Where nobody saw that a list expands assignments, it may answer none (known of settings catalog policies only, G-61),
 * and an app may answer no relationships (G-249).
 */
const hurts = (path: string, name: string, isList: boolean): boolean =>
  name === 'relationships' || (isList && name === 'assignments' && path !== '/deviceManagement/configurationPolicies')

function nested(tenant: Tenant, value: unknown, declared: string, entry: Expand): unknown {
  const query: Query = {
    select: [],
    expand: entry.nested,
    filter: null,
    top: null,
    skip: 0,
    count: false,
    search: null,
  }
  const view = (item: Json) => present(tenant, item, declared, query, { list: false })
  return Array.isArray(value) ? objects(value).map(view) : isObject(value) ? view(value) : value
}
