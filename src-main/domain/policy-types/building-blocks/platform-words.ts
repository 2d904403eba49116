import type { Platform } from '../policy-type.ts'

/** Words of Graph's enums for platforms, by what they begin with; the longer ones first. */
const words: readonly (readonly [begins: RegExp, platform: Platform])[] = [
  [/^(windows|win10|win8|holographic)/i, 'Windows'],
  [/^(ios|ipad|iphone)/i, 'iOS/iPadOS'],
  [/^mac/i, 'macOS'],
  [/^tvos/i, 'tvOS'],
  [/^visionos/i, 'visionOS'],
  [/^(android|aosp)/i, 'Android'],
  [/^(chromeos|chrome_os)/i, 'ChromeOS'],
  [/^linux/i, 'Linux'],
]

/** The platform that a word of one of Graph's enums means, such as `androidDeviceOwner` or `windows10AndLater`. */
export const platformOfWord = (word: string): Platform =>
  words.find(([begins]) => begins.test(word))?.[1] ?? 'All platforms'
