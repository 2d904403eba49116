import type { Behaviour } from '../collections/behaviour.ts'
import { disobeyedAssignments } from '../disobedience.ts'
import { modelValidation, ODataError, intuneMessage } from '../errors.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import type { Tenant } from '../tenant.ts'
import type { TypeBehaviour } from '../types.ts'
import { validateBody } from '../validate.ts'

const noFilter = {
  deviceAndAppManagementAssignmentFilterId: null,
  deviceAndAppManagementAssignmentFilterType: 'none',
}
const unassignable = "Invalid operation: app's PublishingState is not 'Published'."

/**
 * `assign`: replaces the whole set of assignments of a policy.
 *
 * @param bodyKey the one key that the action's body has, e.g. `mobileAppAssignments`
 */
export function assign(
  tenant: Tenant,
  item: Json,
  {
    declared,
    bodyKey,
    rules,
    targets,
  }: { declared: string; bodyKey: string; rules: Behaviour; targets: TypeBehaviour['assignmentTargets'] },
  body: Json,
): Json[] {
  for (const key of Object.keys(body)) {
    if (key !== bodyKey)
      throw modelValidation(
        `The parameter '${key}' in the request payload is not a valid parameter for the operation 'assign'.`,
      )
  }
  if (!Array.isArray(body[bodyKey]))
    throw modelValidation(`The parameter '${bodyKey}' of the operation 'assign' must be a collection.`)
  if (item['publishingState'] !== undefined && item['publishingState'] !== 'published') {
    throw new ODataError(400, 'BadRequest', intuneMessage(unassignable))
  }
  const next = objects(body[bodyKey]).map((assignment) =>
    makeAssignment(tenant, item, declared, rules.assignment?.(assignment) ?? assignment, targets),
  )
  refuseDuplicates(next)
  const stored = disobeyedAssignments(tenant.disobeys, next)
  item['assignments'] = stored
  if ('isAssigned' in item) item['isAssigned'] = stored.length > 0
  return stored
}

/** One assignment as the service stores it: composed id, direct source. */
export function makeAssignment(
  tenant: Tenant,
  item: Json,
  declared: string,
  assignment: Json,
  targets: TypeBehaviour['assignmentTargets'],
): Json {
  const { '@odata.type': _type, ...rest } = assignment
  validateBody(tenant.contract, declared, assignment)
  const target = assignment['target']
  if (!isObject(target)) throw modelValidation("The property 'target' is required.")
  const kind = text(target['@odata.type'])
    .replace('#microsoft.graph.', '')
    .replace(/AssignmentTarget$/, '')
  if (targets && targets.allowed.length > 0 && !targets.allowed.includes(kind))
    throw new ODataError(400, 'BadRequest', intuneMessage(`The target ${kind} is not supported for this resource.`))
  const filterId = text(target['deviceAndAppManagementAssignmentFilterId'])
  if (
    filterId &&
    !/^0{8}-/.test(filterId) &&
    !tenant.collections.get('/deviceManagement/assignmentFilters')?.has(filterId)
  ) {
    throw new ODataError(400, 'BadRequest', intuneMessage(`Assignment filter ${filterId} does not exist.`))
  }
  if (filterId && !/^0{8}-/.test(filterId) && targets?.filters === false)
    throw new ODataError(400, 'BadRequest', intuneMessage('Assignment filters are not supported for this resource.'))
  const key =
    text(target['groupId']) ||
    text(target['collectionId']) ||
    virtualTargets[text(target['@odata.type'])] ||
    crypto.randomUUID()
  const stored: Json = {
    ...rest,
    id: `${text(item['id'])}_${key}`,
    target: { ...(kind === 'cloudPcManagementGroup' ? {} : noFilter), ...target },
  }
  if (tenant.contract.properties(declared).has('source'))
    Object.assign(stored, { source: 'direct', sourceId: item['id'] })
  return stored
}

/** The ids that Intune gives the two virtual groups. */
const virtualTargets: Readonly<Record<string, string>> = {
  '#microsoft.graph.allLicensedUsersAssignmentTarget': 'acacacac-9df4-4c7d-9d50-4ef0226f57a9',
  '#microsoft.graph.allDevicesAssignmentTarget': 'adadadad-808e-44e2-905a-0b7873a8a531',
}

/** A group stands once in a set, except that an app may include it for one intent and exclude it for another (G-134). */
function refuseDuplicates(assignments: readonly Json[]): void {
  // An app goes to one group in several intents, and everything else goes to it once (G-248).
  for (const same of Map.groupBy(assignments, ({ id, intent }) => `${text(id)} ${text(intent)}`).values())
    if (same.length > 1) throw new ODataError(400, 'BadRequest', intuneMessage('A group may be assigned only once.'))
}
