/** How one object depends on another, in the words of the admin center. */
export const relations = [
  'assigned to',
  'excluded',
  'filtered by',
  'scoped by',
  'notifies with',
  'uses script',
  'uses certificate',
  'contains',
  'targets app',
  'depends on',
  'supersedes',
  'in category',
  'grants role',
  'reaches',
  'reusable setting',
  'allowed from',
  'approved by',
  'adds devices to',
  'has member',
  'refers to',
] as const
export type Relation = (typeof relations)[number]
