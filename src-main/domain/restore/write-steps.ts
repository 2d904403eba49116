import { canonicalText, sameCanonical } from '../canonical/canonical.ts'
import { comparable, comparableAssignment, comparableTarget, isPlainlySame } from '../canonical/comparable.ts'
import { withoutDeclaredTypes } from '../graph-contract/declared-types.ts'
import { graphTypeOf, type GraphContract } from '../graph-contract/graph-contract.ts'
import { linkBinds, linksOf, linkSteps } from '../graph-contract/links.ts'
import { leavable, withoutPaths, writable, type Writable } from '../graph-contract/writable.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import { collectionPath, objectPath } from '../policy-types/building-blocks/address.ts'
import { mask } from '../policy-types/building-blocks/secrets.ts'
import { isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import type { PolicyType, WriteContext } from '../policy-types/policy-type.ts'
import type { WriteStep } from './write-step.ts'
import { words } from './words.ts'

/** Requests that change a live object to the wanted state, and why some of it cannot be changed. */
export interface UpdatePlan {
  readonly steps: readonly WriteStep[]
  /** Top-level properties that differ and cannot be changed after creation. */
  readonly fixed: readonly string[]
  /** Why differences outside the assignments stay as they are. */
  readonly kept: string | null
}

/** The body of a document as the type writes it, before nulls are dropped. */
export function bodyOf(type: PolicyType, contract: GraphContract, document: Json): Writable {
  const normal =
    type.normalise && type.write.inline.length === 0 ? { ...document, ...namesOnly(type, document) } : document
  return writable(contract, type.rootType, normal, type.write.inline, outsideBody(type, contract))
}

const outside = new WeakMap<GraphContract, Map<PolicyType, ReadonlySet<string>>>()

/** What of a captured document is no part of the body. The same for all objects of a type, of which a plan has many. */
function outsideBody(type: PolicyType, contract: GraphContract): ReadonlySet<string> {
  let ofContract = outside.get(contract)
  if (ofContract === undefined) outside.set(contract, (ofContract = new Map()))
  let names = ofContract.get(type)
  if (names === undefined) {
    // An image is read by itself and written with the object: it is a property of its type.
    const properties = contract.properties(type.rootType)
    names = new Set([...type.write.readOnly, ...besideBody(type).filter((name) => !properties.has(name))])
    ofContract.set(type, names)
  }
  return names
}

/** What a captured document holds of other requests than the one for the object. */
const besideBody = (type: PolicyType): readonly string[] => [
  'assignments',
  ...(type.parent ? [type.parent.property] : []),
  ...partsOf(type).filter((name) => !type.write.inline.includes(name)),
]

/** What a body does without if Graph refuses it: nothing that decides whom the object reaches. */
function leavableOf(type: PolicyType, { unknown }: Writable, body: Json): { readonly leavable?: readonly string[] } {
  const paths = leavable(unknown).filter(
    (path) => rootOf(path) in body && type.write.decisive?.some((start) => path.startsWith(start)) !== true,
  )
  return paths.length === 0 ? {} : { leavable: paths }
}

const rootOf = (path: string): string => path.split(/[.[]/, 1)[0]!

/** Properties that `normalise` renames (old names of the same setting) under the name that may be written. */
function namesOnly(type: PolicyType, document: Json): Json {
  const normal = type.normalise!(document)
  return Object.fromEntries(Object.entries(normal).filter(([key, value]) => !(key in document) && value !== null))
}

/** The request that creates the object. Nulls are left out: the service fills in its defaults. */
export function createStep(type: PolicyType, contract: GraphContract, wanted: Json, graph: WriteContext): WriteStep {
  const purpose = words.steps.create(text(wanted[type.nameProperty]))
  const written = bodyOf(type, contract, wanted)
  const body = dropNulls(written.body) as Json
  const links = linkBinds(linksOf(contract, type.capture.links, type.rootType, wanted), targetsOf(type), wanted, graph)
  const prepared = { ...(type.write.prepare?.(body, 'create', wanted, graph) ?? body), ...links }
  const special = type.write.create?.(wanted, prepared, graph)
  if (special) return { purpose, method: 'POST', ...special }
  return {
    purpose,
    method: 'POST',
    path: collectionPath(type, wanted),
    body: withType(type, contract, wanted, prepared),
    ...leavableOf(type, written, prepared),
  }
}

/**
 * What still has to be written so that `live` becomes `wanted`; nothing when it already is.
 *
 * @param options.rewrite properties that are written though they look the same: secrets behind equal masks
 * @param options.leftOut paths that Graph refused, and that stay as they are
 */
export function updateSteps(
  type: PolicyType,
  contract: GraphContract,
  wanted: Json,
  live: Json,
  graph: WriteContext,
  options: {
    readonly assignments: boolean
    readonly rewrite?: readonly string[]
    readonly leftOut?: readonly string[]
  },
): UpdatePlan {
  const content = contentSteps(type, contract, wanted, live, graph, options)
  return { ...content, steps: [...content.steps, ...(options.assignments ? assignmentSteps(type, wanted, live) : [])] }
}

/** Everything of an update but the assignments. */
function contentSteps(
  type: PolicyType,
  contract: GraphContract,
  wanted: Json,
  live: Json,
  graph: WriteContext,
  { rewrite = [], leftOut = [] }: { readonly rewrite?: readonly string[]; readonly leftOut?: readonly string[] },
): UpdatePlan {
  const update = (document: Json): Json => {
    const { body } = bodyOf(type, contract, document)
    return withoutPaths(type.write.prepare?.(body, 'update', document, graph) ?? body, leftOut)
  }
  // Most objects of a plan are as they were: their bodies needn't be made.
  const isSame = rewrite.length === 0 && isPlainlySame(type, wanted, live)
  const [target, present] = isSame ? [{}, {}] : [update(wanted), update(live)]
  // A secret that the source does not hold is not taken from the tenant that has it (G-119: null on read).
  const secrets = new Set((type.capture.secrets?.(live) ?? []).map(({ pointer }) => pointer.slice(1)))
  const undisclosed = new Set((type.capture.undisclosed?.(live) ?? []).map(({ pointer }) => pointer.slice(1)))
  const all = [
    ...new Set([...differingKeys(type, contract, target, present), ...rewrite.filter((key) => key in target)]),
  ].filter(
    (key) =>
      (!secrets.has(key) || (target[key] ?? null) !== null) &&
      // What Graph never shows can't be compared: it is written once, if somebody typed it in.
      !(target[key] === mask && (present[key] ?? null) === null && undisclosed.has(key) && !rewrite.includes(key)),
  )
  const only = type.write.only?.(live, wanted, graph.sameTenant) ?? null
  const differing = only === null ? all : all.filter((key) => only.properties.includes(key))
  const createOnly = [...type.write.createOnly, ...(type.write.createOnlyOf?.(live) ?? [])]
  const keys = differing.filter((key) => !createOnly.includes(key))
  const steps: WriteStep[] = []
  if (keys.length > 0) {
    const changed = Object.fromEntries(keys.map((key) => [key, target[key] ?? null]))
    const body =
      type.write.update === 'PUT'
        ? (dropNulls({ ...present, ...target }) as Json)
        : withType(type, contract, live, changed)
    const purpose = words.steps.change(keys)
    const special = type.write.changes?.(body, live)
    if (special) steps.push(...special.map((step) => ({ purpose, ...step })))
    else
      steps.push({
        purpose,
        method: type.write.update,
        path: objectPath(type, live),
        body,
        ...leavableOf(type, bodyOf(type, contract, withoutPaths(wanted, leftOut)), body),
      })
  }
  // A part that the version does not hold is left as it is.
  const links = linksOf(contract, type.capture.links, type.rootType, live)
  const whole = {
    ...Object.fromEntries(
      [...partsOf(type), ...links.map(({ name }) => name)]
        .filter((name) => !(name in wanted) && name in live)
        .map((name) => [name, live[name]]),
    ),
    ...wanted,
  }
  steps.push(...linkSteps(links, { path: type.path, targets: targetsOf(type) }, whole, live, graph))
  steps.push(...(type.write.parts?.(whole, live, graph) ?? []))
  return {
    steps,
    fixed: differing.filter((key) => createOnly.includes(key)),
    kept: only !== null && differing.length < all.length ? only.reason : null,
  }
}

/** The collection that an object's links point into. */
const targetsOf = (type: PolicyType): string => type.capture.links?.path ?? type.path

/** What is read below or beside an object: a version may hold none of it. */
const partsOf = (type: PolicyType): readonly string[] => [
  ...type.capture.parts.map((part) => part.property),
  ...(type.capture.byId?.expand ?? '')
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.split('/').at(-1)!)
    .filter(Boolean),
]

/** Keys of the wanted body that differ from the live one. What the version does not hold is left as it is. */
function differingKeys(type: PolicyType, contract: GraphContract, wanted: Json, live: Json): string[] {
  const plain = (document: Json) => comparable(type, withoutDeclaredTypes(contract, type.rootType, document))
  const [left, right] = [plain(wanted), plain(live)]
  return Object.keys(wanted).filter(
    (key) => key !== '@odata.type' && !sameCanonical(left[key] ?? null, right[key] ?? null),
  )
}

function withType(type: PolicyType, contract: GraphContract, source: Json, body: Json): Json {
  const name = graphTypeOf(source, type.rootType)
  return name === type.rootType && !contract.isAbstract(type.rootType)
    ? without(body, ['@odata.type'])
    : { '@odata.type': `#microsoft.graph.${name}`, ...body }
}

/** Takes an object away; where assignments are made one by one, the service wants them gone before (G-127). */
export function deleteSteps(type: PolicyType, live: Json): WriteStep[] {
  const unassign = type.assignments?.how === 'one-by-one' ? assignmentSteps(type, { assignments: [] }, live) : []
  return [
    ...unassign,
    {
      purpose: words.steps.delete(text(live[type.nameProperty])),
      method: 'DELETE',
      path: objectPath(type, live),
    },
  ]
}

/** Replaces or amends the assignments when the two sets differ. */
export function assignmentSteps(type: PolicyType, wanted: Json, live: Json): WriteStep[] {
  const rules = type.assignments
  if (!rules || rules.fixedFor?.(live) || sameCanonical(wanted['assignments'], live['assignments'])) return []
  const path = objectPath(type, live)
  const write = (assignment: Json): Json => ({
    ...Object.fromEntries(rules.keep.flatMap((key) => (assignment[key] === undefined ? [] : [[key, assignment[key]]]))),
    target: rules.filters ? assignment['target'] : comparableTarget(assignment['target']),
  })
  const key = (assignment: Json) => canonicalText(dropNulls(comparableAssignment(write(assignment))))
  // An assignment of a policy set belongs to the set: written as a direct one, it would outlive the set.
  const direct = (policy: Json) =>
    new Map(
      objects(policy['assignments'])
        .filter((assignment) => !isOfPolicySet(assignment))
        .map((entry) => [key(entry), entry]),
    )
  const [target, present] = [direct(wanted), direct(live)]
  // One by one, an object must never reach more than at both ends: exclusions come first and go last.
  const missing = sortedBy(
    [...target].filter(([id]) => !present.has(id)).map(([, entry]) => entry),
    (entry) => (excludes(entry) ? 0 : 1),
  )
  const extra = sortedBy(
    [...present].filter(([id]) => !target.has(id)).map(([, entry]) => entry),
    (entry) => (excludes(entry) ? 1 : 0),
  )
  if (missing.length === 0 && extra.length === 0) return []
  if (rules.how === 'assign') {
    const all = [...target.values()].map(write)
    return [
      {
        purpose: words.steps.replaceAssignments(all.length),
        method: 'POST',
        path: `${path}/${rules.action}`,
        body: { [rules.bodyKey]: all },
        assigns: true,
      },
    ]
  }
  const add = (entry: Json): WriteStep => ({
    purpose: words.steps.addAssignment,
    method: 'POST',
    path: `${path}/assignments`,
    body: write(entry),
    assigns: true,
  })
  // A group is assigned once: to change how, the old assignment is deleted first. Everything else is added first.
  const groupOf = (entry: Json) => (isObject(entry['target']) ? text(entry['target']['groupId']) : '')
  const replaces = (entry: Json) => groupOf(entry) !== '' && extra.some((other) => groupOf(other) === groupOf(entry))
  return [
    ...missing.filter((entry) => !replaces(entry)).map(add),
    ...extra.map((entry): WriteStep => ({
      purpose: words.steps.removeAssignment,
      method: 'DELETE',
      path: `${path}/assignments/${text(entry['id'])}`,
      assigns: true,
    })),
    ...missing.filter(replaces).map(add),
  ]
}

const excludes = ({ target }: Json): boolean => isObject(target) && text(target['@odata.type']).includes('exclusion')

const sortedBy = (entries: readonly Json[], rank: (entry: Json) => number): Json[] =>
  entries.toSorted((left, right) => rank(left) - rank(right))

/** Without null properties, at every depth. */
export function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null && entry !== undefined)
      .map(([key, entry]) => [key, dropNulls(entry)]),
  )
}
