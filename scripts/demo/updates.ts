import { base, guid, type DemoObject } from './build.ts'
import { assigned, group, without } from './targets.ts'

/** Feature, quality and driver updates. */
export const featureUpdates = (): DemoObject[] => [
  assigned(
    {
      ...base('windowsFeatureUpdateProfiles', 0, 'Windows 11 24H2 – offices'),
      featureUpdateVersion: 'Windows 11, version 24H2',
      deployableContentDisplayName: 'Windows 11, version 24H2',
      endOfSupportDate: '2027-10-12T00:00:00Z',
      installLatestWindows10OnWindows11IneligibleDevice: false,
      installFeatureUpdatesOptional: false,
      rolloutSettings: {
        offerStartDateTimeInUTC: '2026-01-12T00:00:00Z',
        offerEndDateTimeInUTC: '2026-02-09T00:00:00Z',
        offerIntervalInDays: 7,
      },
    },
    [group(0), without(7)],
  ),
  assigned(
    {
      ...base('windowsFeatureUpdateProfiles', 1, 'Windows 11 25H2 – pilot'),
      featureUpdateVersion: 'Windows 11, version 25H2',
      installLatestWindows10OnWindows11IneligibleDevice: true,
      installFeatureUpdatesOptional: true,
      rolloutSettings: null,
    },
    [group(2)],
  ),
]

export const expedited = (): DemoObject[] => [
  assigned(
    {
      ...base('windowsQualityUpdateProfiles', 0, 'Expedite the October security update'),
      expeditedUpdateSettings: { qualityUpdateRelease: '2026-10-13T00:00:00Z', daysUntilForcedReboot: 2 },
    },
    [group(0)],
  ),
]

export const qualityPolicies = (): DemoObject[] => [
  assigned(
    {
      ...base('windowsQualityUpdatePolicies', 0, 'Hotpatch – offices'),
      hotpatchEnabled: true,
      approvalSettings: [
        {
          windowsQualityUpdateCategory: 'security',
          windowsQualityUpdateCadence: 'monthly',
          approvalMethodType: 'automatic',
          deferredDeploymentInDay: 3,
        },
      ],
    },
    [group(0)],
  ),
]

const driver = (index: number, name: string, approvalStatus: string): DemoObject => ({
  id: `${guid('drivers', index)}`,
  name,
  version: `${3 + index}.1.0.${index}`,
  manufacturer: index % 2 === 0 ? 'Intel' : 'Zebra',
  driverClass: 'Network',
  releaseDateTime: '2026-09-01T00:00:00Z',
  applicableDeviceCount: 40 + index,
  approvalStatus,
  category: 'recommended',
  deployDateTime: null,
})

export const driverUpdates = (): DemoObject[] => [
  assigned(
    {
      ...base('windowsDriverUpdateProfiles', 0, 'Drivers – laptops, approved by hand'),
      approvalType: 'manual',
      newUpdates: 2,
      deviceReporting: 120,
      inventorySyncStatus: { lastSuccessfulSyncDateTime: '2026-11-19T04:00:00Z', driverInventorySyncState: 'success' },
      driverInventories: [
        driver(0, 'Intel Wi-Fi 7', 'approved'),
        driver(1, 'Zebra scanner', 'declined'),
        driver(2, 'Intel Graphics', 'needsReview'),
      ],
    },
    [group(0)],
  ),
  assigned(
    {
      ...base('windowsDriverUpdateProfiles', 1, 'Drivers – POS, automatic after 10 days'),
      approvalType: 'automatic',
      deploymentDeferralInDays: 10,
      driverInventories: [],
    },
    [group(8)],
  ),
]
