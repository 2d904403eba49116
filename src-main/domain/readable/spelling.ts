import { isAnnotation, isObject } from '../json.ts'

/** Abbreviations that stay as the field writes them. */
const fixed: Readonly<Record<string, string>> = {
  id: 'ID',
  uri: 'URI',
  url: 'URL',
  os: 'OS',
  ios: 'iOS',
  mac: 'Mac',
  macos: 'macOS',
  pin: 'PIN',
  tpm: 'TPM',
  vpn: 'VPN',
  usb: 'USB',
  wifi: 'Wi-Fi',
  oma: 'OMA',
  dns: 'DNS',
  sms: 'SMS',
  nfc: 'NFC',
  bios: 'BIOS',
  uefi: 'UEFI',
  mdm: 'MDM',
  mtd: 'MTD',
  xml: 'XML',
  admx: 'ADMX',
  http: 'HTTP',
  https: 'HTTPS',
  ip: 'IP',
  smb: 'SMB',
  lan: 'LAN',
  bitlocker: 'BitLocker',
  eula: 'EULA',
  oobe: 'OOBE',
  cpu: 'CPU',
  pii: 'PII',
  app: 'app',
  rtp: 'RTP',
  wsl: 'WSL',
  utc: 'UTC',
  edr: 'EDR',
  dlp: 'DLP',
  gps: 'GPS',
  sim: 'SIM',
}

/** Names of products, which property names split or write in lower case. */
const products: readonly (readonly [RegExp, string])[] = [
  [/\bone drive\b/gi, 'OneDrive'],
  [/\bshare point\b/gi, 'SharePoint'],
  [/\bbit locker\b/gi, 'BitLocker'],
  [/\bfile vault\b/gi, 'FileVault'],
  [/\bair drop\b/gi, 'AirDrop'],
  [/\bair print\b/gi, 'AirPrint'],
  [/\bair play\b/gi, 'AirPlay'],
  [/\bi os\b/gi, 'iOS'],
  [/\bi pad ?os\b/gi, 'iPadOS'],
  [/\bi pad\b/gi, 'iPad'],
  [/\bi phone\b/gi, 'iPhone'],
  [/\bmac os\b/gi, 'macOS'],
  [/\btv os\b/gi, 'tvOS'],
  [/\bv(\d+) (?=\d+\b)/gi, '$1.'],
  [/\bi ?cloud\b/gi, 'iCloud'],
  [/\bi ?tunes\b/gi, 'iTunes'],
  [/\bi ?message\b/gi, 'iMessage'],
  [/\bazure ad\b/gi, 'Azure AD'],
  [/\bwi fi\b/gi, 'Wi-Fi'],
  [/\bsmart screen\b/gi, 'SmartScreen'],
  [/\bpower shell\b/gi, 'PowerShell'],
  [/\bshared i ?pad\b/gi, 'shared iPad'],
  [/\bwindows ?(10|11)\b/gi, 'Windows $1'],
  [/\baes cbc ?(\d+)\b/gi, 'AES-CBC $1'],
  [/\bxts aes ?(\d+)\b/gi, 'XTS-AES $1'],
  [
    /\b(microsoft|windows|android|apple|google|siri|cortana|safari|defender|bluetooth|kerberos|chrome|intune|skype|knox|xbox|autopilot|entra)\b/gi,
    '$1',
  ],
]

/** A name with the products in it as they are written. */
const withProducts = (words: string): string =>
  products.reduce(
    (text, [pattern, name]) =>
      text.replace(pattern, (found: string, part?: string) =>
        name === '$1' ? found.charAt(0).toUpperCase() + found.slice(1).toLowerCase() : name.replace('$1', part ?? ''),
      ),
    words,
  )

const labels = new Map<string, string>()

/** A property name in words: `passwordMinimumLength` -> `Password minimum length`. */
export function label(name: string): string {
  // A search index asks for the same few thousand names for each policy.
  const known = labels.get(name)
  if (known !== undefined) return known
  const words = spelled(name)
  if (labels.size < mostLabels) labels.set(name, words)
  return words
}

const mostLabels = 20_000

function spelled(name: string): string {
  const parts = name
    .replace(/^(ios|macOS|iOS)(?=[A-Z])/, (prefix) => `${prefix.toLowerCase()} `)
    .replace(/As(\d+)/g, 'As $1')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .split(/\s+/)
  const words = withProducts(
    parts.map((word) => fixed[word.toLowerCase()] ?? (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())).join(' '),
  )
  // Names that begin with a lower-case letter keep it at the beginning of a text.
  return /^(iOS|iPad|iPhone|tvOS|macOS|iCloud|iTunes|iMessage)\b/.test(words)
    ? words
    : words.charAt(0).toUpperCase() + words.slice(1)
}

/** An enum member in words; several of a flags enum come in one text. */
export const enumWords = (value: string): string =>
  value
    .split(',')
    .map((member) => label(member.trim()))
    .join(', ') || 'Not configured'

/** Whether a text is a document of its own: XML or JSON. */
export function looksStructured(value: string): boolean {
  if (/^\s*<[\s\S]*>\s*$/.test(value)) return value.length > 12
  if (!/^\s*[{[][\s\S]*[}\]]\s*$/.test(value)) return false
  try {
    return typeof JSON.parse(value) === 'object'
  } catch {
    return false
  }
}

/**
 * A scalar in words; a list joined; an object as `name: value` pairs. A text is taken as what its type says, or as what
 * it looks like.
 */
export function inWords(value: unknown, type?: string): string {
  if (value === null || value === undefined || value === '') return 'Not configured'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return textInWords(value, type)
  if (Array.isArray(value)) return value.length === 0 ? 'None' : value.map((entry) => inWords(entry)).join(', ')
  if (isObject(value)) {
    return Object.entries(value)
      .filter(([key, entry]) => !isAnnotation(key) && entry !== null)
      .map(([key, entry]) => `${label(key)}: ${inWords(entry)}`)
      .join('; ')
  }
  return JSON.stringify(value) ?? ''
}

const timeOfDay = /^(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/
const duration = /^-?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:\d{2})?$/

function textInWords(value: string, type?: string): string {
  // The administrator's own words stay as they are, whatever they look like.
  if (type === 'Edm.String' && !isoDate.test(value)) return value === '' ? 'Not configured' : value
  const span = duration.exec(value)
  if (span && value.length > 1) return durationWords(span.slice(1)) || '0 seconds'
  const time = timeOfDay.exec(value)
  if (time) return time[1]!
  // The first day of the calendar stands for a date that is not set.
  if (value.startsWith('0001-01-01T')) return 'Never'
  if (isoDate.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`
  // Enum members are camel case without spaces: everything else is the administrator's own text.
  if (/^[a-z]+(?:[A-Z][a-z\d]*)+$/.test(value)) return label(value)
  if (
    value === 'none' ||
    value === 'enabled' ||
    value === 'disabled' ||
    value === 'required' ||
    value === 'allowed' ||
    value === 'blocked'
  )
    return label(value)
  return value
}

function durationWords(parts: readonly (string | undefined)[]): string {
  const units = ['day', 'hour', 'minute', 'second']
  return parts
    .flatMap((part, index) => {
      const count = Number(part ?? 0)
      return count > 0 ? [`${count} ${units[index]}${count === 1 ? '' : 's'}`] : []
    })
    .join(' ')
}

/** Whether a text has control characters, which no text that people write has. */
// eslint-disable-next-line no-control-regex
const hasControls = (value: string): boolean => /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value)

/** Text behind base64, or nothing when the bytes are no readable text. */
export function decodeBase64Text(value: string): string | null {
  if (value.length < 4 || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(value)) return null
  try {
    const bytes = Buffer.from(value, 'base64')
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return hasControls(decoded) ? null : decoded
  } catch {
    return null
  }
}

/** The language of a text, for syntax colour. */
export function languageOf(content: string): 'xml' | 'json' | 'text' {
  const start = content.trimStart()
  if (start.startsWith('<')) return 'xml'
  return start.startsWith('{') || start.startsWith('[') ? 'json' : 'text'
}
