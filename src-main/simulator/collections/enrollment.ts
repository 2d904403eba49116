import { enrollmentTimeActions, enrollmentTimeProperty } from '../actions/enrollment-time-groups.ts'
import { intuneMessage, ODataError } from '../errors.ts'
import { isObject, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'
import type { Action, Behaviour } from './behaviour.ts'

const path = '/deviceManagement/deviceEnrollmentConfigurations'
const kindOf = (item: Json): string => text(item['@odata.type']).replace('#microsoft.graph.', '')

/** The suffix of an id tells the kind of configuration (G-102). */
const suffixes: Readonly<Record<string, string>> = {
  deviceEnrollmentLimitConfiguration: 'Limit',
  deviceEnrollmentPlatformRestrictionsConfiguration: 'PlatformRestrictions',
  deviceEnrollmentPlatformRestrictionConfiguration: 'SinglePlatformRestriction',
  deviceEnrollmentWindowsHelloForBusinessConfiguration: 'WindowsHelloForBusiness',
  windows10EnrollmentCompletionPageConfiguration: 'Windows10EnrollmentCompletionPageConfiguration',
  deviceComanagementAuthorityConfiguration: 'DeviceComanagementAuthorityConfiguration',
}

const open = {
  platformBlocked: false,
  personalDeviceEnrollmentBlocked: false,
  osMinimumVersion: '',
  osMaximumVersion: '',
  blockedManufacturers: [],
  blockedSkus: [],
}

/** What every tenant has: one default of each kind, with priority 0, for everybody. */
function defaults(tenant: Tenant): Json[] {
  const base = (suffix: string, type: string, name: string, more: Json): Json => ({
    '@odata.type': `#microsoft.graph.${type}`,
    id: `${tenant.id}_${suffix}`,
    displayName: name,
    description: `This is the default ${name.toLowerCase()} applied with the lowest priority to all users.`,
    priority: 0,
    createdDateTime: '0001-01-01T00:00:00Z',
    lastModifiedDateTime: '0001-01-01T00:00:00Z',
    version: 0,
    roleScopeTagIds: [],
    assignments: [],
    ...more,
  })
  return [
    base('DefaultLimit', 'deviceEnrollmentLimitConfiguration', 'All users and all devices', {
      deviceEnrollmentConfigurationType: 'limit',
      limit: 15,
    }),
    base('DefaultPlatformRestrictions', 'deviceEnrollmentPlatformRestrictionsConfiguration', 'All users', {
      deviceEnrollmentConfigurationType: 'platformRestrictions',
      androidRestriction: open,
      androidForWorkRestriction: open,
      iosRestriction: open,
      macOSRestriction: open,
      windowsRestriction: open,
      windowsMobileRestriction: { ...open, platformBlocked: true },
    }),
    base(
      'DefaultWindowsHelloForBusiness',
      'deviceEnrollmentWindowsHelloForBusinessConfiguration',
      'All users and all devices',
      {
        deviceEnrollmentConfigurationType: 'windowsHelloForBusiness',
        pinMinimumLength: 4,
        pinMaximumLength: 127,
        state: 'notConfigured',
        securityDeviceRequired: false,
        unlockWithBiometricsEnabled: true,
        enhancedBiometricsState: 'notConfigured',
        pinPreviousBlockCount: 0,
        pinExpirationInDays: 0,
        pinUppercaseCharactersUsage: 'disallowed',
        pinLowercaseCharactersUsage: 'disallowed',
        pinSpecialCharactersUsage: 'disallowed',
        remotePassportEnabled: true,
        securityKeyForSignIn: 'notConfigured',
      },
    ),
    base(
      'DefaultWindows10EnrollmentCompletionPageConfiguration',
      'windows10EnrollmentCompletionPageConfiguration',
      'All users and all devices',
      {
        deviceEnrollmentConfigurationType: 'windows10EnrollmentCompletionPageConfiguration',
        showInstallationProgress: false,
        blockDeviceSetupRetryByUser: true,
        allowDeviceResetOnInstallFailure: false,
        allowLogCollectionOnInstallFailure: false,
        customErrorMessage: null,
        installProgressTimeoutInMinutes: 0,
        allowDeviceUseOnInstallFailure: false,
        selectedMobileAppIds: [],
        trackInstallProgressForAutopilotOnly: false,
        disableUserStatusTrackingAfterFirstUser: false,
        installQualityUpdates: false,
        allowNonBlockingAppInstallation: false,
      },
    ),
  ]
}

/** Configurations of one kind (and platform) have a rank among themselves; the default has none. */
const siblings = (tenant: Tenant, item: Json): Json[] =>
  [...collection(tenant, path).values()].filter(
    (other) =>
      other !== item &&
      kindOf(other) === kindOf(item) &&
      other['platformType'] === item['platformType'] &&
      Number(other['priority'] ?? 0) > 0,
  )

const setPriority: Action = {
  status: 200,
  run(tenant, item, body) {
    const wanted = body['priority']
    if (typeof wanted !== 'number' || wanted < 1)
      throw new ODataError(400, 'BadRequest', intuneMessage('The priority must be at least 1.'))
    if (item['priority'] === 0)
      throw new ODataError(
        400,
        'BadRequest',
        intuneMessage('The priority of a default configuration cannot be changed.'),
      )
    if (item['priority'] === wanted)
      throw new ODataError(400, 'BadRequest', intuneMessage('The configuration has this priority already.'))
    const others = siblings(tenant, item).toSorted(
      (left, right) => Number(left['priority']) - Number(right['priority']),
    )
    others.splice(Math.min(wanted - 1, others.length), 0, item)
    for (const [index, other] of others.entries()) other['priority'] = index + 1
  },
}

/** Exclusions are stored as inclusions: the service has none here (G-132). */
function includedOnly(assignment: Json): Json {
  const target = isObject(assignment['target']) ? assignment['target'] : {}
  return text(target['@odata.type']).endsWith('exclusionGroupAssignmentTarget')
    ? { ...assignment, target: { ...target, '@odata.type': '#microsoft.graph.groupAssignmentTarget' } }
    : assignment
}

const own = ['tokenValue', 'qrCodeContent', 'qrCodeImage', 'tokenCreationDateTime']

export const enrollment: Readonly<Record<string, Behaviour>> = {
  [path]: {
    builtIn: defaults,
    complete(tenant, item) {
      if (typeof item['priority'] !== 'number')
        item['priority'] = Math.max(0, ...siblings(tenant, item).map((other) => Number(other['priority']))) + 1
    },
    checkCreate(_tenant, body) {
      if (kindOf(body) === 'deviceEnrollmentNotificationConfiguration')
        throw new ODataError(400, 'BadRequest', intuneMessage('Use createEnrollmentNotificationConfiguration.'))
      if (body['windowsMobileRestriction'] !== undefined)
        throw new ODataError(400, 'BadRequest', intuneMessage('Windows Mobile is not supported.'))
    },
    created(_tenant, item) {
      const suffix = suffixes[kindOf(item)]
      if (suffix) item['id'] = `${text(item['id'])}_${suffix}`
      delete item['priority']
    },
    refusedOnUpdate: ['priority', 'deviceEnrollmentConfigurationType', 'platformType', 'windowsMobileRestriction'],
    checkUpdate(_tenant, item, body) {
      if (item['priority'] === 0 && ['displayName', 'description', 'roleScopeTagIds'].some((name) => name in body))
        throw new ODataError(
          400,
          'BadRequest',
          intuneMessage('Name, description and scope tags of a default configuration cannot be changed.'),
        )
    },
    checkDelete(_tenant, item) {
      if (item['priority'] === 0)
        throw new ODataError(400, 'BadRequest', intuneMessage('A default configuration cannot be deleted.'))
    },
    assignment: includedOnly,
    actions: { setPriority },
  },
  '/deviceManagement/termsAndConditions': {
    neverExpandable: ['assignments'],
    checkCreate(_tenant, body) {
      if (!(Number(body['version'] ?? 0) >= 1))
        throw new ODataError(400, 'BadRequest', intuneMessage('The version must be at least 1.'))
    },
    complete: (_tenant, item) => void (item['version'] = Math.max(1, Number(item['version'] ?? 1))),
    assignment: includedOnly,
    notExpandable: ['assignments'],
  },
  '/deviceManagement/appleUserInitiatedEnrollmentProfiles': {
    complete(tenant, item) {
      const others = [...collection(tenant, '/deviceManagement/appleUserInitiatedEnrollmentProfiles').values()].filter(
        (other) => other !== item,
      )
      if (typeof item['priority'] !== 'number')
        item['priority'] = Math.max(0, ...others.map((other) => Number(other['priority']))) + 1
    },
    created: (_tenant, item) => void delete item['priority'],
    refusedOnUpdate: ['platform', 'priority'],
    actions: { setPriority: { status: 204, run: (_tenant, item, body) => void (item['priority'] = body['priority']) } },
  },
  '/deviceManagement/androidDeviceOwnerEnrollmentProfiles': {
    actions: enrollmentTimeActions,
    writeOnly: [enrollmentTimeProperty],
    complete(_tenant, item) {
      item['tokenValue'] ??= crypto.randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()
      item['qrCodeContent'] ??= JSON.stringify({
        'android.app.extra.PROVISIONING_ADMIN_EXTRAS_BUNDLE': {
          'com.google.android.apps.work.clouddpc.EXTRA_ENROLLMENT_TOKEN': item['tokenValue'],
        },
      })
      item['qrCodeImage'] ??= {
        type: 'image/png',
        value: Buffer.from(`qr ${text(item['tokenValue'])}`).toString('base64'),
      }
      item['enrolledDeviceCount'] ??= 0
    },
    checkCreate(_tenant, body) {
      if (!text(body['tokenExpirationDateTime']))
        throw new ODataError(400, 'BadRequest', intuneMessage('tokenExpirationDateTime is required.'))
      if (own.some((name) => body[name] !== undefined))
        throw new ODataError(400, 'BadRequest', intuneMessage('The token of a profile is made by the service.'))
    },
    refusedOnUpdate: ['enrollmentMode', 'enrollmentTokenType', 'accountId', ...own],
  },
  '/deviceManagement/depOnboardingSettings': { notCreatable: true, postable: ['enrollmentProfiles'] },
}
