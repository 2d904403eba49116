import { counted } from '../counted.ts'

/** What an import says about files. */
export const words = {
  empty: 'The file is empty.',
  notText: 'The file is not text.',
  notJson: (why: string): string => `The file is not JSON${why === '' ? '' : ` (${why.slice(0, 120)})`}.`,
  notYaml: (why: string): string => `The file is not YAML (${why.slice(0, 120)}).`,
  tooDeep: (levels: number): string => `The file has more than ${levels} levels.`,
  tooLarge: (megabytes: number): string => `The file has more than ${megabytes} MB.`,
  dangerousKey: (key: string): string => `The file has a property named ${key}, which no policy has.`,
  noObject: 'The file contains no object.',
  unknown: 'Nothing in the file says which type of policy it is.',
  unsupported: (type: string): string => `TenantAtlas doesn't back up objects of the type ${type}.`,
  cutOff: (pointer: string, count: number): string =>
    `${counted(count, 'value')} below the depth of the export ${count === 1 ? 'was' : 'were'} cut off when the file was written, the first one at ${pointer}. The policy can't be used.`,
  cutOffAssignments: 'The assignments were cut off when the file was written.',
  badTemplate: "The policy in the template is not JSON, so it can't be used.",
  badTemplates: (count: number): string =>
    `${counted(count, 'template')} in the file ${count === 1 ? 'is' : 'are'} not JSON and left out`,
  sameName: (path: string): string => `${path} has another policy of this name`,
  duplicate: (path: string): string => `The same policy is in ${path}.`,
  otherDuplicate: (path: string): string => `${path} has the same policy with other content, and was imported.`,
  partOf: (path: string): string => `Belongs to ${path}.`,
  partOfNothing: 'The policy that this file belongs to is missing.',
  table: (names: number): string =>
    `A table with the names of ${counted(names, 'group or other object', 'groups and other objects')}.`,
  about: 'Describes the export and contains no policy.',
  notAPolicy: 'Not a policy.',
  imported: (type: string, name: string): string => `${type}: ${name}`,
  several: (count: number): string => `${counted(count, 'policy', 'policies')}`,
  noAssignmentsPart: 'Its assignments were not exported, or were cut off.',
  fileName: 'Its name is that of the file, because the export kept no name.',
  namedGroups: (count: number): string =>
    `${counted(count, 'group')} ${count === 1 ? 'is' : 'are'} known by name only.`,
} as const
