import type { Platform } from '../policy-type.ts'

/** What the words of Graph's enums and the names of its types begin with; the longer ones first. */
const words: readonly (readonly [begins: RegExp, platform: Platform])[] = [
  [/^(win|sharedPC|editionUpgrade|office|microsoftStore|holographic)/i, 'Windows'],
  [/^(ios|ipad|iphone|managedIOS)/i, 'iOS/iPadOS'],
  [/^mac/i, 'macOS'],
  [/^tvos/i, 'tvOS'],
  [/^visionos/i, 'visionOS'],
  [/^(android|aosp|managedAndroid)/i, 'Android'],
  [/^(chromeos|chrome_os)/i, 'ChromeOS'],
  [/^linux/i, 'Linux'],
]

/** The platform that a word of one of Graph's enums means, or a type is for: `windows10AndLater`, `aospDeviceOwnerWiFiConfiguration`. */
export const platformOfWord = (word: string): Platform =>
  words.find(([begins]) => begins.test(word))?.[1] ?? 'All platforms'
