import { counted } from '#domain/counted.ts'

/** What a capture says about its progress and its items. */
export const words = {
  phases: {
    listing: (type: string): string => `Listing: ${type}`,
    names: 'Reading names',
    settingNames: 'Reading setting names',
    searchIndex: (versions: number): string => `Adding to the search index: ${counted(versions, 'version')} done`,
  },
  items: {
    reading: 'Reading',
    listOf: (type: string): string => `List: ${type}`,
    listed: (objects: number): string => counted(objects, 'object'),
    newVersion: (number: number): string => `New version ${number}`,
    unchanged: (number: number): string => `Version ${number}, unchanged`,
    gone: 'No longer in the tenant',
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
