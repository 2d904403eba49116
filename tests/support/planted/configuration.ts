import { text, type Json } from '#domain/json.ts'
import { list, mdm, part, set, setting, within, type Planted } from './planted.ts'

const bitlocker = 'BitLocker – silent encryption with key escrow (corporate laptops)'
const catalog = mdm('configurationPolicies')
const compliance = mdm('deviceCompliancePolicies')
const profiles = mdm('deviceConfigurations')
const scripts = mdm('deviceManagementScripts')
const laptops = 'Windows – corporate laptops'
const group = '69000000-0000-4000-8000-000000000777'
const toGroup = (id: string, more: Json = {}) => ({
  id: `x_${id}`,
  target: {
    '@odata.type': '#microsoft.graph.groupAssignmentTarget',
    groupId: id,
    deviceAndAppManagementAssignmentFilterId: null,
    deviceAndAppManagementAssignmentFilterType: 'none',
    ...more,
  },
})

/** Changes of settings, compliance policies, scripts and profiles. */
export const inConfiguration: readonly Planted[] = [
  // Settings of the catalog: a value, one that is taken away, one that comes, tags, text.
  within(
    catalog,
    bitlocker,
    'settings[device_vendor_msft_bitlocker_requiredeviceencryption].settingInstance.choiceSettingValue.value',
    'Require Device Encryption',
    (item) => {
      const value = part(setting(item, 'device_vendor_msft_bitlocker_requiredeviceencryption'), 'choiceSettingValue')
      value['value'] = text(value['value']).replace(/\d$/, (digit) => (digit === '1' ? '0' : '1'))
    },
  ),
  set(catalog, bitlocker, 'description', 'Nobody owns it', 'Description'),
  set(catalog, bitlocker, 'roleScopeTagIds', ['0', '1', '2'], 'Scope tags'),
  within(
    catalog,
    'Store Brno – device lock and firewall',
    'settings[vendor_msft_firewall_mdmstore_publicprofile_enablefirewall]',
    'Enable Public Network Firewall',
    (item) => {
      item['settings'] = list(item, 'settings').filter(
        (entry) =>
          part(entry, 'settingInstance')['settingDefinitionId'] !==
          'vendor_msft_firewall_mdmstore_publicprofile_enablefirewall',
      )
    },
  ),
  within(
    catalog,
    'Store Brno – device lock and firewall',
    'settings[device_vendor_msft_policy_config_devicelock_devicepasswordenabled].settingInstance.choiceSettingValue.children[device_vendor_msft_policy_config_devicelock_mindevicepasswordlength].simpleSettingValue.value',
    'Min Device Password Length',
    (item) => {
      const children = list(
        part(setting(item, 'device_vendor_msft_policy_config_devicelock_devicepasswordenabled'), 'choiceSettingValue'),
        'children',
      )
      part(
        children.find((child) => text(child['settingDefinitionId']).endsWith('mindevicepasswordlength'))!,
        'simpleSettingValue',
      )['value'] = 12
    },
  ),
  // Compliance.
  set(compliance, laptops, 'passwordMinimumLength', 14, 'Password minimum length'),
  set(compliance, laptops, 'bitLockerEnabled', false, 'BitLocker enabled'),
  set(compliance, laptops, 'osMinimumVersion', '10.0.26100.1', 'OS minimum version'),
  set(compliance, laptops, 'passwordRequiredType', 'numeric', 'Password required type'),
  within(
    compliance,
    'iOS – corporate iPhones',
    'scheduledActionsForRule[0].scheduledActionConfigurations[block].gracePeriodHours',
    'Grace period hours',
    (item) => {
      list(list(item, 'scheduledActionsForRule')[0]!, 'scheduledActionConfigurations').find(
        (action) => action['actionType'] === 'block',
      )!['gracePeriodHours'] = 1
    },
  ),
  within(
    compliance,
    'iOS – corporate iPhones',
    `assignments[groupAssignmentTarget ${group}]`,
    `Assignment to ${group}`,
    (item) => void (item['assignments'] = [...list(item, 'assignments'), toGroup(group)]),
    'assignment-changed',
  ),
  // Scripts.
  set(scripts, 'Set time zone by location', 'scriptContent', 'IyBvdGhlcg==', 'Script content'),
  set(scripts, 'Set time zone by location', 'runAs32Bit', true, 'Run as 32 bit'),
  set(scripts, 'Map network drives', 'fileName', 'other.ps1', 'File name'),
  set(scripts, 'Map network drives', 'enforceSignatureCheck', true, 'Enforce signature check'),
  set(scripts, 'Install receipt printer driver', 'description', 'Other', 'Description'),
  set(mdm('deviceShellScripts'), 'Install printer – design studio', 'scriptContent', 'IyBvdGhlcg==', 'Script content'),
  set(mdm('deviceShellScripts'), 'Install printer – design studio', 'retryCount', 5, 'Retry count'),
  set(
    mdm('deviceCustomAttributeShellScripts'),
    'Battery cycle count',
    'scriptContent',
    'IyBvdGhlcg==',
    'Script content',
  ),
  set(
    mdm('deviceHealthScripts'),
    'Stale Group Policy',
    'detectionScriptContent',
    'IyBvdGhlcg==',
    'Detection script content',
  ),
  set(mdm('deviceHealthScripts'), 'Stale Group Policy', 'runAsAccount', 'user', 'Run as account'),
  set(
    mdm('deviceComplianceScripts'),
    'POS service is running',
    'detectionScriptContent',
    'IyBvdGhlcg==',
    'Detection script content',
  ),
  // Administrative templates: a value, and one that is switched off.
  within(
    mdm('groupPolicyConfigurations'),
    'OneDrive – known folder move',
    'definitionValues[144eec14-0000-4000-8000-36a2b9131d42].presentationValues[c1a6f4ba-0000-4000-8000-dfe0276a828c].value',
    'Silently move Windows known folders to OneDrive: Value',
    (item) => {
      list(list(item, 'definitionValues')[0]!, 'presentationValues')[0]!['value'] = 'other'
    },
  ),
  within(
    mdm('groupPolicyConfigurations'),
    'OneDrive – known folder move',
    'definitionValues[a6885b28-0000-4000-8000-813ab9a13355].enabled',
    'Prevent users from moving their Windows known folders',
    (item) => void (list(item, 'definitionValues')[1]!['enabled'] = true),
  ),
  // Profiles.
  set(profiles, 'Windows – device restrictions – office', 'passwordMinimumLength', 12, 'Password minimum length'),
  set(profiles, 'Windows – device restrictions – office', 'cameraBlocked', true, 'Camera blocked'),
  set(profiles, 'Windows – device restrictions – office', 'defenderScanType', 'full', 'Defender scan type'),
  set(
    profiles,
    'Windows – Endpoint protection – legacy',
    'firewallBlockStatefulFTP',
    false,
    'Firewall block stateful FTP',
  ),
  set(
    profiles,
    'Windows – Update ring – DACH',
    'qualityUpdatesDeferralPeriodInDays',
    9,
    'Quality updates deferral period in days',
  ),
  set(profiles, 'Windows – Update ring – DACH', 'driversExcluded', true, 'Drivers excluded'),
  within(
    profiles,
    'Windows – Update ring – DACH',
    'installationSchedule.activeHoursStart',
    'Active hours start',
    (item) => void (part(item, 'installationSchedule')['activeHoursStart'] = '09:00:00.0000000'),
  ),
  within(
    profiles,
    'Windows – Update ring – DACH',
    'assignments[allLicensedUsersAssignmentTarget]',
    'Assignment to All users',
    (item) => {
      item['assignments'] = list(item, 'assignments').filter(
        (entry) => !text(part(entry, 'target')['@odata.type']).includes('allLicensedUsers'),
      )
    },
    'assignment-changed',
  ),
]
