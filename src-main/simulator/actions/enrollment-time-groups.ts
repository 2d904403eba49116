import type { Action } from '../collections/behaviour.ts'
import { intuneMessage, ODataError } from '../errors.ts'
import { objects, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'

/** Where an object keeps its groups. No request for the object answers them (G-225). */
export const enrollmentTimeProperty = 'enrollmentTimeDeviceMembershipTargets'

const result = (tenant: Tenant, item: Json): Json => {
  const statuses = objects(item[enrollmentTimeProperty]).map(({ targetId }) => {
    const exists = collection(tenant, '/groups').has(text(targetId))
    return {
      targetId,
      validationSucceeded: exists,
      targetValidationErrorCode: exists ? 'unknown' : 'securityGroupNotFound',
    }
  })
  return {
    validationSucceeded: statuses.every(({ validationSucceeded }) => validationSucceeded),
    enrollmentTimeDeviceMembershipTargetValidationStatuses: statuses,
  }
}

/** Reads, sets and clears the groups that devices join while they enroll. */
export const enrollmentTimeActions: Readonly<Record<string, Action>> = {
  retrieveEnrollmentTimeDeviceMembershipTarget: { status: 200, run: (tenant, item) => result(tenant, item) },
  setEnrollmentTimeDeviceMembershipTarget: {
    status: 200,
    run(tenant, item, body) {
      const targets = objects(body[enrollmentTimeProperty])
      if (targets.length === 0)
        throw new ODataError(400, 'BadRequest', intuneMessage('The device membership targets are required.'))
      item[enrollmentTimeProperty] = structuredClone(targets)
      return result(tenant, item)
    },
  },
  clearEnrollmentTimeDeviceMembershipTarget: {
    status: 200,
    run(_tenant, item) {
      item[enrollmentTimeProperty] = []
      return {}
    },
  },
}
