import { modelValidation, ODataError, intuneMessage } from '../errors.ts'
import { objects, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'

/** `updateRelationships`: replaces the dependencies and supersedences of an app. */
export function updateRelationships(tenant: Tenant, item: Json, body: Json): void {
  if (!Array.isArray(body['relationships']))
    throw modelValidation("The parameter 'relationships' must be a collection.")
  const apps = collection(tenant, '/deviceAppManagement/mobileApps')
  item['relationships'] = objects(body['relationships']).map((relationship) => {
    validateBody(tenant.contract, 'mobileAppRelationship', relationship)
    const target = apps.get(text(relationship['targetId']))
    if (!target)
      throw new ODataError(400, 'BadRequest', intuneMessage(`App ${text(relationship['targetId'])} does not exist.`))
    return {
      ...relationship,
      id: `${text(item['id'])}_${text(relationship['targetId'])}`,
      targetDisplayName: target['displayName'] ?? null,
      targetType: 'child',
    }
  })
}
