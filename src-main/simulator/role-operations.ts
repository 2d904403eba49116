import { put, supporting, type Tenant } from './tenant.ts'

/** Resources of Intune's role model and what a role may do with each, as `deviceManagement/resourceOperations` lists them. */
const actionsByResource: Readonly<Record<string, readonly string[]>> = {
  MobileApps: ['Assign', 'Create', 'Delete', 'Read', 'Relate', 'Update'],
  ManagedApps: ['Assign', 'Create', 'Delete', 'Read', 'Update', 'Wipe'],
  DeviceConfigurations: ['Assign', 'Create', 'Delete', 'Read', 'Update', 'ViewReports'],
  DeviceCompliancePolices: ['Assign', 'Create', 'Delete', 'Read', 'Update', 'ViewReports'],
  AssignmentFilter: ['Create', 'Delete', 'Read', 'Update'],
  PolicySets: ['Assign', 'Create', 'Delete', 'Read', 'Update'],
  SecurityBaselines: ['Assign', 'Create', 'Delete', 'Read', 'Update'],
  TermsAndConditions: ['Assign', 'Create', 'Delete', 'Read', 'Update'],
  EnrollmentProgramToken: ['Create', 'Delete', 'Read', 'Update'],
  Organization: ['Read', 'Update'],
  Customization: ['Assign', 'Create', 'Delete', 'Read', 'Update'],
  Roles: ['Assign', 'Create', 'Delete', 'Read', 'Update'],
  AuditData: ['Read'],
  ManagedDevices: ['Delete', 'Read', 'Update', 'ViewReports'],
  RemoteTasks: ['Wipe', 'Retire', 'RebootNow'],
}

/** Fills the list that custom roles are put together from. */
export function addRoleOperations(tenant: Tenant): void {
  const { path } = supporting['resourceOperations']!
  for (const [resource, actions] of Object.entries(actionsByResource)) {
    for (const actionName of actions) {
      put(tenant, path, {
        id: `Microsoft.Intune_${resource}_${actionName}`,
        actionName,
        resourceName: resource,
        resource,
        description: null,
        enabledForScopeValidation: true,
      })
    }
  }
}
