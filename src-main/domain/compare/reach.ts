import { isObject, objects, text, type Json } from '../json.ts'
import { activeFilter, isVirtualGroup } from '../policy-types/building-blocks/assignments.ts'
import { idKey } from '../references/id-key.ts'

interface Target {
  /** A group's id; null for everybody. */
  readonly group: string | null
  readonly filter: { readonly id: string; readonly mode: string } | null
}

/** Who and what a policy reaches, according to its assignments. */
export interface Reach {
  readonly targets: readonly Target[]
  readonly excluded: ReadonlySet<string>
  /**
   * Identifiers of the apps that an app protection policy protects; null for whatever is on a device, and for all apps.
   */
  readonly apps: ReadonlySet<string> | null
  /** Kinds of management that an app protection policy is for; null for all of them. */
  readonly levels: ReadonlySet<string> | null
}

export function reachOf(document: Json): Reach {
  const targets: Target[] = []
  const excluded = new Set<string>()
  for (const { target } of objects(document['assignments'])) {
    if (!isObject(target)) continue
    const group = idKey(text(target['groupId']) || text(target['collectionId']))
    if (text(target['@odata.type']).includes('xclusion')) {
      excluded.add(group)
      continue
    }
    const filter = activeFilter(target)
    // App protection has groups with Intune's own ids for all users and all devices.
    const isEverybody = group === '' || isVirtualGroup(group)
    targets.push({
      group: isEverybody ? null : group,
      filter: filter && { ...filter, id: idKey(filter.id) },
    })
  }
  return { targets, excluded, apps: appsOf(document), levels: levelsOf(document) }
}

function appsOf(document: Json): ReadonlySet<string> | null {
  const apps = objects(document['apps'])
    .map(({ mobileAppIdentifier: app }) =>
      isObject(app) ? text(app['bundleId']) || text(app['packageId']) || text(app['windowsAppId']) : '',
    )
    .filter(Boolean)
  return apps.length === 0 || (text(document['appGroupType']) || 'selectedPublicApps') !== 'selectedPublicApps'
    ? null
    : new Set(apps.map((app) => app.toLowerCase()))
}

function levelsOf(document: Json): ReadonlySet<string> | null {
  const levels = text(document['targetedAppManagementLevels'])
    .split(',')
    .map((level) => level.trim())
    .filter((level) => level !== '' && level !== 'unspecified')
  return levels.length === 0 ? null : new Set(levels)
}

const share = (one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean =>
  one === null || other === null || [...one].some((entry) => other.has(entry))

/** Whether two policies manage something in common: app protection is for certain apps and kinds of management. */
export const manageTheSame = (one: Reach, other: Reach): boolean =>
  share(one.apps, other.apps) && share(one.levels, other.levels)

/**
 * Whether two policies certainly reach somebody in common: the same group, or one of them everybody. Members of groups
 * are not known. What one of the policies excludes, and what a filter separates, is not in common.
 */
export const mayMeet = (one: Reach, other: Reach): boolean =>
  manageTheSame(one, other) &&
  one.targets.some((here) =>
    other.targets.some(
      (there) => isCommon(here, there) && !isKeptOut(here, other) && !isKeptOut(there, one) && !areApart(here, there),
    ),
  )

const isCommon = (here: Target, there: Target): boolean =>
  here.group === null || there.group === null || here.group === there.group
const isKeptOut = ({ group }: Target, { excluded }: Reach): boolean => group !== null && excluded.has(group)
/** One filter that includes a device in one target and excludes it from the other. */
const areApart = (here: Target, there: Target): boolean =>
  here.filter !== null &&
  there.filter !== null &&
  here.filter.id === there.filter.id &&
  here.filter.mode !== there.filter.mode
