import { notYet, type ReadOnlyType } from './read-only.ts'

/** What belongs to apps. */
export const appTypes: readonly ReadOnlyType[] = [
  {
    key: 'wdacSupplementalPolicies',
    title: 'S mode supplemental policies',
    one: 'supplemental policy',
    many: 'supplemental policies',
    category: ['Apps', 'S mode supplemental policies'],
    path: '/deviceAppManagement/wdacSupplementalPolicies',
    rootType: 'windowsDefenderApplicationControlSupplementalPolicy',
    area: 'Apps',
    reason: notYet,
  },
  {
    key: 'managedEBooks',
    title: 'eBooks',
    one: 'eBook',
    many: 'eBooks',
    category: ['Apps', 'eBooks'],
    path: '/deviceAppManagement/managedEBooks',
    rootType: 'managedEBook',
    area: 'Apps',
    reason: 'eBooks come from Apple Business Manager.',
  },
  {
    key: 'defaultManagedAppProtections',
    title: 'Default app protection (older)',
    one: 'default app protection policy',
    many: 'default app protection policies',
    category: ['Apps', 'Protection'],
    path: '/deviceAppManagement/defaultManagedAppProtections',
    rootType: 'defaultManagedAppProtection',
    area: 'Apps',
    reason: notYet,
  },
]
