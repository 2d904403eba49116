import { newVersionNote } from '#domain/runs/forgetting.ts'
import { counted } from '#domain/counted.ts'
import { namedPlaces } from '#domain/graph-contract/named-places.ts'

/** What a capture says about its progress and its items. */
export const words = {
  phases: {
    listing: (type: string): string => `Listing: ${type}`,
    listingAgain: (type: string): string => `Listing again: ${type}`,
    names: 'Reading names',
    referenced: (type: string): string => `Looking for: ${type}`,
    settingNames: 'Reading setting names',
    searchIndex: (versions: number): string => `Adding to the search index: ${counted(versions, 'version')} done`,
  },
  items: {
    reading: 'Reading',
    listOf: (type: string): string => `List: ${type}`,
    listed: (objects: number): string => counted(objects, 'object'),
    newVersion: newVersionNote,
    unchanged: (number: number): string => `Version ${number}, unchanged`,
    gone: 'No longer in the tenant',
    tooLong: (most: number, part: string): string => `It has more than ${most} ${part}, so they aren't captured`,
  },
  /** What the lists and routes of Graph turned out to be. */
  notices: {
    unknown: (graphType: string, paths: readonly string[]): string =>
      `${graphType}: not known to this version yet, and captured as Graph returned it: ${namedPlaces(paths)}.`,
    unproven: (types: readonly string[]): string =>
      `Not captured, because this tenant refuses ${types.length === 1 ? 'it' : 'them'}, and nobody has seen ${types.length === 1 ? 'it' : 'them'} in a real tenant yet: ${types.join(', ')}.`,
    lostMuch: (type: string, gone: number, before: number): string =>
      `${type}: ${gone} of ${before} objects are no longer in the tenant. Graph was asked again and confirmed it.`,
    cameBack: (type: string, lost: number): string =>
      `${type}: the first list lacked ${counted(lost, 'object')}. Asked again, Graph returned all of them.`,
    notListed: (type: string, found: number): string =>
      `${type}: Graph didn't list ${counted(found, 'object')}, but returned ${found === 1 ? 'it' : 'them'} by ID.`,
    unclear: (type: string, objects: number): string =>
      `${type}: Graph neither listed ${counted(objects, 'object')} nor said that ${objects === 1 ? 'it is' : 'they are'} gone.`,
    nameless: (type: string, objects: number): string =>
      `${type}: Graph listed ${counted(objects, 'object')} without an ID, which nobody can read.`,
    route: (type: string, part: string, route: string, fault: string): string =>
      `${type}: ${part} can't be read ${route}, because Graph ${fault}. TenantAtlas uses another route.`,
    routes: {
      list: 'with the list',
      object: 'with the object',
      below: 'by their own address',
    },
    faults: {
      noRoute: 'has no such address',
      refused: 'refuses it',
      empty: 'returns an empty list where there is something',
      failing: "doesn't answer",
    },
  },
  /** Answers that can't be used. */
  problems: {
    badEntry: 'Graph returned an entry that is no object.',
    otherObject: 'Graph returned another object than the one that was requested.',
    incomplete: 'Graph left out properties that were requested.',
    noFile: (id: string): string => `Graph says that there is an image ${id}, but didn't return it.`,
  },
  hints: {
    captureAgain: 'They stay as they are in the inventory. Capture again later.',
    reportToMicrosoft: 'Look for them in the Intune admin center. If they are there, report them to Microsoft Support.',
  },
  secrets: {
    notKept: (secrets: number): string =>
      `${counted(secrets, 'secret value')} not kept, because there is no keychain on this computer`,
    notRead: (missing: number, secrets: number): string =>
      `${missing} of ${counted(secrets, 'secret value')} couldn't be read`,
  },
  titles: {
    policies: (policies: number): string => counted(policies, 'policy', 'policies'),
    allTypes: 'All types',
  },
  unknownType: (type: string, known: readonly string[]) => ({
    message: `There is no policy type "${type}".`,
    hint: `Use one of these: ${known.join(', ')}.`,
  }),
} as const
