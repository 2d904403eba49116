import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** Where this build looks for updates, and who signs them. */
export interface UpdateSource {
  /** Folder on the web with `latest.yml` and the packages. */
  readonly url: string
  /** The signature of an update is checked before it is installed. */
  readonly isVerified: boolean
  /** Who has to have signed an update of Windows: names, or distinguished names. */
  readonly publishers: readonly string[]
}

/** What decides how a package updates itself. */
export interface UpdatePackage {
  readonly platform: string
  /** Folder with `app-update.yml`. */
  readonly resourcesFolder: string
  /** Folder with the program. */
  readonly programFolder: string
  /** The build was signed (`signed` in its package.json, from scripts/package.mjs). */
  readonly isSigned: boolean
}

const AppUpdate = z.object({
  // Plain http only for a server on this computer, which tests use.
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || new URL(url).hostname === '127.0.0.1'),
  publisherName: z
    .union([
      z
        .string()
        .min(1)
        .transform((name) => [name]),
      z.array(z.string().min(1)).min(1),
    ])
    .optional(),
})

/**
 * Reads `app-update.yml`, which electron-builder writes into a build that has a place to publish to.
 *
 * On Windows, the publisher is compared with the name in this file, which only a signed build has. The portable package
 * has the file too, but its update would be a second, installed app: only an installed one has an uninstaller beside it.
 * macOS compares an update with the signature of the running app. Packages of Linux carry no signature that the app could
 * check (electron-updater docs).
 *
 * @returns null if this build has no such place
 */
export function readUpdateSource({
  platform,
  resourcesFolder,
  programFolder,
  isSigned,
}: UpdatePackage): UpdateSource | null {
  try {
    const file = readFileSync(join(resourcesFolder, 'app-update.yml'), 'utf8')
    const { url, publisherName: publishers = [] } = AppUpdate.parse(parse(file))
    const isVerified =
      platform === 'darwin'
        ? isSigned
        : platform === 'win32' && publishers.length > 0 && existsSync(join(programFolder, 'Uninstall TenantAtlas.exe'))
    return { url, isVerified, publishers }
  } catch {
    return null
  }
}
