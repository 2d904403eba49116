import { intuneMessage, ODataError } from '../errors.ts'
import type { Behaviour } from './behaviour.ts'

/** Scripts, update profiles and filters: what cannot be changed after creation is refused, not ignored (G-141). */
export const scriptsAndUpdates: Readonly<Record<string, Behaviour>> = {
  '/deviceManagement/deviceShellScripts': { noRoute: ['assignments'] },
  '/deviceManagement/deviceCustomAttributeShellScripts': {
    noRoute: ['assignments'],
    refusedOnUpdate: ['displayName', 'customAttributeName', 'customAttributeType'],
  },
  '/deviceManagement/deviceHealthScripts': {
    complete: (_tenant, item) => void (item['isGlobalScript'] ??= false),
    refusedOnUpdate: ['deviceHealthScriptType'],
    checkUpdate(_tenant, item) {
      if (item['isGlobalScript'] === true)
        throw new ODataError(400, 'BadRequest', intuneMessage('A script of Microsoft cannot be changed.'))
    },
    checkDelete(_tenant, item) {
      if (item['isGlobalScript'] === true)
        throw new ODataError(400, 'BadRequest', intuneMessage('A script of Microsoft cannot be deleted.'))
    },
    // An empty description is not taken over.
    changes: ({ description, ...rest }) =>
      description === '' || description === undefined ? rest : { ...rest, description },
  },
  '/deviceManagement/windowsFeatureUpdateProfiles': {
    complete: (_tenant, item) => void (item['deployableContentDisplayName'] ??= item['featureUpdateVersion'] ?? null),
    refusedOnUpdate: ['installLatestWindows10OnWindows11IneligibleDevice'],
  },
  '/deviceManagement/windowsDriverUpdateProfiles': {
    complete(_tenant, item) {
      item['newUpdates'] ??= 0
      item['deviceReporting'] ??= 0
      item['driverInventories'] ??= []
    },
    refusedOnUpdate: ['approvalType'],
  },
  '/deviceManagement/assignmentFilters': { refusedOnUpdate: ['platform', 'assignmentFilterManagementType'] },
}
