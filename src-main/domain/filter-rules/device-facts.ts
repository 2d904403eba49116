import { text, type Json } from '../json.ts'
import type { Facts } from './evaluate-rule.ts'

/**
 * What a filter rule can ask of an enrolled device, from its object in Graph. A property that isn't here, or a value that
 * neither documentation pairs with one of the other, is unknown.
 *
 * @param device a managedDevice (Graph docs: managedDevice; Intune docs: filters-device-properties)
 */
export function deviceFacts(device: Json): Facts {
  return (entity, property) => {
    const read = entity === 'device' ? properties.get(property) : undefined
    return read?.(device)
  }
}

type Read = (device: Json) => string | null | undefined

/** A text as it is; one that Graph didn't return isn't known. */
const plain =
  (name: string): Read =>
  (device) =>
    name in device ? text(device[name]) || null : undefined

/** A value of an enumeration under the name that rules have for it. */
const named =
  (name: string, names: Readonly<Record<string, string>>): Read =>
  (device) =>
    names[text(device[name])]

const properties: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    deviceName: plain('deviceName'),
    manufacturer: plain('manufacturer'),
    model: plain('model'),
    deviceCategory: plain('deviceCategoryDisplayName'),
    enrollmentProfileName: plain('enrollmentProfileName'),
    osVersion: plain('osVersion'),
    operatingSystemVersion: plain('osVersion'),
    deviceOwnership: named('managedDeviceOwnerType', {
      company: 'Corporate',
      personal: 'Personal',
      unknown: 'Unknown',
    }),
    isRooted: named('jailBroken', { True: 'True', False: 'False', Unknown: 'Unknown' }),
    deviceTrustType: named('joinType', {
      azureADJoined: 'Azure AD joined',
      azureADRegistered: 'Azure AD registered',
      hybridAzureADJoined: 'Hybrid Azure AD joined',
      unknown: 'Unknown',
    }),
    operatingSystemSKU: ({ skuNumber }) => skus.get(Number(skuNumber)),
    cpuArchitecture: (device) =>
      (text(device['operatingSystem']) === 'macOS' ? ofMac : ofWindows)[text(device['processorArchitecture'])],
  }).map(([name, read]) => [name.toLowerCase(), read]),
)

const ofWindows: Readonly<Record<string, string>> = { x64: 'amd64', x86: 'x86', arm64: 'arm64', unknown: 'unknown' }
const ofMac: Readonly<Record<string, string>> = { x64: 'x64', arm64: 'arm64', unknown: 'unknown' }

/** Editions of Windows by their number, as rules name them. */
const skus: ReadonlyMap<number, string> = new Map([
  [4, 'Enterprise'],
  [27, 'EnterpriseN'],
  [48, 'Professional'],
  [49, 'BusinessN'],
  [72, 'EnterpriseEval'],
  [84, 'EnterpriseNEval'],
  [98, 'CoreN'],
  [99, 'CoreCountrySpecific'],
  [100, 'CoreSingleLanguage'],
  [119, 'PPIPro'],
  [121, 'Education'],
  [122, 'EducationN'],
  [123, 'IoTUAP'],
  [125, 'EnterpriseS'],
  [126, 'EnterpriseSN'],
  [129, 'EnterpriseSEval'],
  [131, 'IoTUAPCommercial'],
  [136, 'Holographic'],
  [138, 'ProfessionalSingleLanguage'],
  [161, 'ProfessionalWorkstation'],
  [162, 'ProfessionalN'],
  [164, 'ProfessionalEducation'],
  [165, 'ProfessionalEducationN'],
  [171, 'EnterpriseG'],
  [172, 'EnterpriseGN'],
  [175, 'ServerRdsh'],
  [188, 'IoTEnterprise'],
  [202, 'CloudEditionN'],
  [203, 'CloudEdition'],
])
