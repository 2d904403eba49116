import { text, type Json } from '../json.ts'
import type { Platform, PolicyType } from '../policy-types/policy-type.ts'
import type { Device } from './recipients.ts'

/** What Intune calls the operating systems of devices, and the platform of policies for them. */
const platforms: Readonly<Record<string, Platform>> = {
  windows: 'Windows',
  ios: 'iOS/iPadOS',
  ipados: 'iOS/iPadOS',
  macos: 'macOS',
  android: 'Android',
  linux: 'Linux',
  chromeos: 'ChromeOS',
}

/** The platform of a device, as policies have it; null for an operating system that isn't known here. */
export const platformOfDevice = ({ facts }: Pick<Device, 'facts'>): Platform | null =>
  platforms[text(facts['operatingSystem']).toLowerCase()] ?? null

/** The platform that decides who gets a policy. One that is for several is for each of them. */
export const decidingPlatform = (type: PolicyType, document: Json): Platform =>
  text(document['platforms']).includes(',') ? 'All platforms' : type.platformOf(document)
