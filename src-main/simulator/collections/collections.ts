import { administration } from './administration.ts'
import { appProtection } from './app-protection.ts'
import { apps } from './apps.ts'
import type { Behaviour } from './behaviour.ts'
import { catalog } from './catalog.ts'
import { compliance } from './compliance.ts'
import { directory } from './directory.ts'
import { enrollment } from './enrollment.ts'
import { intents } from './intents.ts'
import { scriptsAndUpdates } from './scripts-and-updates.ts'
import { tenantWide } from './tenant-wide.ts'

const behaviours: Readonly<Record<string, Behaviour>> = {
  ...administration,
  ...appProtection,
  ...apps,
  ...catalog,
  ...compliance,
  ...directory,
  ...enrollment,
  ...intents,
  ...scriptsAndUpdates,
  ...tenantWide,
}

/** How the collection at a path behaves; empty for one without special behavior. */
export const behaviourOf = (path: string): Behaviour =>
  behaviours[path.replace(/^\/organization\/[^/]+/, '/organization/{tenantId}')] ?? {}

/** Paths of collections in which every tenant holds something. */
export const withBuiltIns: readonly string[] = Object.keys(behaviours).filter(
  (path) => behaviours[path]!.builtIn !== undefined,
)
