import type { Change } from '../diff/json-diff.ts'

/** A setting whose direction is known: which of two values protects more. */
interface Rule {
  /** The path of a change, or the ID of a setting in it. */
  readonly of: RegExp
  /** Whether the second value protects less than the first. */
  readonly weakens: (before: unknown, after: unknown) => boolean
}

const truth = (value: unknown): boolean | null =>
  value === true || value === 'true' ? true : value === false || value === 'false' || value === null ? false : null

const turnedOff = (before: unknown, after: unknown): boolean => truth(before) === true && truth(after) === false
const turnedOn = (before: unknown, after: unknown): boolean => truth(before) === false && truth(after) === true

const number = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : null
/** Without a number, nothing is required. */
const lowered = (before: unknown, after: unknown): boolean => {
  const [from, to] = [number(before), number(after)]
  return from !== null && (to === null ? after === null : to < from)
}
/** Zero and nothing stand for "never" or "not configured". */
const raised = (before: unknown, after: unknown): boolean => {
  const [from, to] = [number(before), number(after)]
  return from !== null && from > 0 && (to === null ? after === null : to > from || to === 0)
}

const versionParts = (value: unknown): number[] | null =>
  typeof value === 'string' && /^\d+(\.\d+)*$/.test(value) ? value.split('.').map(Number) : null
const olderVersion = (before: unknown, after: unknown): boolean => {
  const [from, to] = [versionParts(before), versionParts(after)]
  if (from === null) return false
  if (to === null) return after === null || after === ''
  for (let at = 0; at < Math.max(from.length, to.length); at += 1) {
    const [left, right] = [from[at] ?? 0, to[at] ?? 0]
    if (left !== right) return right < left
  }
  return false
}

/** From a value that is named first to one that is named later. Values that aren't named say nothing. */
const along =
  (...values: readonly (string | null)[]) =>
  (before: unknown, after: unknown): boolean => {
    const place = (value: unknown): number =>
      values.indexOf(typeof value === 'string' ? value.replace(/^.*_(?=[^_]*$)/, '') : null)
    const [from, to] = [place(before), place(after)]
    return from >= 0 && to > from
  }

/**
 * Settings of Graph and of the settings catalog whose direction Microsoft documents. A setting that isn't here is only
 * "changed": the direction is never guessed.
 */
const rules: readonly Rule[] = [
  // Compliance and app protection: what is required.
  { of: /(^|[.])\w*(Required|RequireEncryption|BlockNonCompliant)$/, weakens: turnedOff },
  { of: /(^|[.])securityBlockJailbrokenDevices$/, weakens: turnedOff },
  // Ways for data to leave a device or an app, and weak ways to unlock one. Other restrictions protect nothing.
  {
    of: /(^|[.])(camera|screenCapture|usb|bluetooth|nfc|storageRemovable|dataBackup|saveAs|print|contactSync|simplePin|passwordSimple|passcodeSimple|fingerprint|faceId|iCloudBackup|iCloudDocumentSync|airDrop)Blocked$/,
    weakens: turnedOff,
  },
  {
    of: /(^|[.])(bitLockerEnabled|secureBootEnabled|codeIntegrityEnabled|earlyLaunchAntiMalwareDriverEnabled|defenderEnabled|rtpEnabled|deviceThreatProtectionEnabled|signatureOutOfDate|fileVaultEnabled|systemIntegrityProtectionEnabled|firewallEnabled|firewallBlockAllIncoming|validOperatingSystemBuildRangesEnabled)$/,
    weakens: turnedOff,
  },
  // Passwords and PINs.
  { of: /(^|[.])(\w*[pP]assword|\w*[pP]in)(Minimum|Min)\w*(Length|Count)$/, weakens: lowered },
  { of: /(^|[.])(minimumPinLength|minimumWarnPinLength)$/, weakens: lowered },
  { of: /(^|[.])\w*PreviousPasswordBlockCount$/, weakens: lowered },
  { of: /(^|[.])\w*(MinutesOfInactivity\w*|SignInFailureCount\w*|maximumPinRetries)$/, weakens: raised },
  { of: /(^|[.])\w*PasswordExpirationDays$|(^|[.])passwordExpirationDays$/, weakens: raised },
  // Versions that devices and apps need at least.
  {
    of: /(^|[.])(os|mobileOs|minimumRequired)\w*(MinimumVersion|OsVersion|AppVersion)$|(^|[.])osMinimumVersion$/,
    weakens: olderVersion,
  },
  // Conditional Access.
  { of: /^state$/, weakens: along('enabled', 'enabledForReportingButNotEnforced', 'disabled') },
  // Settings catalog: the last part of a choice's value is its name.
  { of: /attacksurfacereductionrules_.*(choiceSettingValue|value)/, weakens: along('block', 'warn', 'audit', 'off') },
  {
    of: /bitlocker_requiredeviceencryption.*value$|policy_config_defender_allow(realtimemonitoring|behaviormonitoring|cloudprotection|ioavprotection|scriptscanning|archivescanning|emailscanning|onaccessprotection|fullscanremovabledrivescanning|fullscanonmappednetworkdrives|scanningnetworkfiles).*value$/,
    weakens: along('1', '0'),
  },
  // Here, 0 is enabled (Policy CSP: DeviceLock).
  { of: /policy_config_devicelock_devicepasswordenabled.*choiceSettingValue\.value$/, weakens: along('0', '1') },
  { of: /policy_config_defender_puaprotection.*value$/, weakens: along('1', '2', '0') },
  { of: /policy_config_defender_enablenetworkprotection.*value$/, weakens: along('1', '2', '0') },
  { of: /firewall_mdmstore_\w+profile_enablefirewall.*value$/, weakens: along('true', 'false') },
  { of: /devicelock_mindevicepasswordlength.*value$/, weakens: lowered },
  { of: /devicelock_maxinactivitytimedevicelock.*value$/, weakens: raised },
  // What is turned on here is allowed, and not required.
  { of: /(^|[.])(allow[A-Z]\w*Debugging|allowUnsignedScripts)$/, weakens: turnedOn },
]

/** Whether a change certainly makes a policy protect less. */
export function weakens({ path, before, after }: Pick<Change, 'path' | 'before' | 'after'>): boolean {
  return rules.some((rule) => rule.of.test(path) && rule.weakens(before, after))
}
