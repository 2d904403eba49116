import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

/** Update channel and apps that people may install from the Microsoft 365 portal (G-232). */
export const installationOptions: PolicyType = {
  ...tenantWide,
  key: 'installationOptions',
  title: 'Microsoft 365 Apps installation options',
  noun: { one: 'installation options', many: 'installation options' },
  category: ['Microsoft 365', 'Org settings'],
  path: '/admin/microsoft365Apps/installationOptions',
  rootType: 'm365AppsInstallationOptions',
  nameProperty: 'displayName',
  phase: 20,
  area: 'Microsoft365Apps',
  service: 'identity',
  optional: 'services',
  isUnproven: true,
  capture: { byId: null, parts: [] },
  write: { ...tenantWideWrite, readOnly: ['id', 'displayName'] },
  note: "Cloud policies for Microsoft 365 Apps (config.office.com) have no public Graph route, so they can't be captured.",
  kindOf: () => 'Installation options',
}
