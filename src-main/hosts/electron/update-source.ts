import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** Where this build looks for updates, and who signs them. */
export interface UpdateSource {
  /** Folder on the web with `latest.yml` and the packages. */
  readonly url: string
  /** The system checks the signature of an update before it is installed. */
  readonly isVerified: boolean
}

const AppUpdate = z.object({
  url: z.url({ protocol: /^https?$/ }),
  publisherName: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
})

/**
 * Reads `app-update.yml`, which electron-builder writes into a build that has a place to publish to.
 *
 * Windows compares the publisher of an update with the name in this file, and a build that isn't signed has none: then
 * electron-updater checks nothing. macOS compares the update with the signature of the running app. Packages of Linux
 * carry no signature that the app could check (electron-updater docs).
 *
 * @returns null if this build has no such place
 */
export function readUpdateSource(resourcesFolder: string, platform: string): UpdateSource | null {
  try {
    const { url, publisherName } = AppUpdate.parse(parse(readFileSync(join(resourcesFolder, 'app-update.yml'), 'utf8')))
    return { url, isVerified: platform === 'darwin' || (platform === 'win32' && publisherName !== undefined) }
  } catch {
    return null
  }
}
