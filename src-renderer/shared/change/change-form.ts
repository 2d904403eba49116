import type { AppIntent, Change, ChangeTarget, ChosenObject } from '#contract/model/changes.ts'

/** The rules in the order in which they are offered. */
export const rules = [
  'assign',
  'exclude',
  'unassign',
  'filter',
  'intent',
  'scopeTags',
  'rename',
  'describe',
  'duplicate',
  'archive',
  'delete',
] as const satisfies readonly Change['rule'][]
export type Rule = (typeof rules)[number]

/** What somebody has chosen so far, for every rule: whoever looks at another rule keeps it. */
export interface ChangeForm {
  readonly rule: Rule
  /** `everybody` stands for all assignments where there are any. */
  readonly who: 'group' | 'allUsers' | 'allDevices' | 'everybody'
  readonly group: ChosenObject | null
  readonly intent: AppIntent | ''
  readonly filter: ChosenObject | null
  readonly mode: 'include' | 'exclude'
  readonly how: 'add' | 'remove' | 'set'
  readonly tags: readonly ChosenObject[]
  readonly find: string
  readonly replace: string
  readonly isPattern: boolean
  readonly description: string
  /** Nothing takes the place of what is there: descriptions and filters are only removed if somebody says so. */
  readonly clears: boolean
  readonly suffix: string
  readonly withAssignments: boolean
}

export const emptyForm: ChangeForm = {
  rule: 'assign',
  who: 'group',
  group: null,
  intent: '',
  filter: null,
  mode: 'include',
  how: 'add',
  tags: [],
  find: '',
  replace: '',
  isPattern: false,
  description: '',
  clears: false,
  suffix: '(copy)',
  withAssignments: false,
}

/** The target that is chosen; null for everybody, and undefined while none is. */
function targetIn({ who, group }: ChangeForm): ChangeTarget | null | undefined {
  if (who === 'everybody') return null
  if (who !== 'group') return { who }
  return group === null ? undefined : { who, group }
}

/** The change that a form describes; null as long as something is missing. */
export function changeIn(form: ChangeForm): Change | null {
  const target = targetIn(form)
  const filter = form.filter === null ? null : { filter: form.filter, mode: form.mode }
  const intent = form.intent === '' ? null : form.intent
  switch (form.rule) {
    case 'assign':
      return target == null ? null : { rule: 'assign', target, filter, intent }
    case 'exclude':
      return form.group === null ? null : { rule: 'exclude', group: form.group, intent }
    case 'unassign':
      return target === undefined ? null : { rule: 'unassign', target }
    case 'filter':
      return target === undefined || (filter === null) !== form.clears ? null : { rule: 'filter', target, filter }
    case 'intent':
      return target === undefined || intent === null ? null : { rule: 'intent', target, intent }
    case 'scopeTags':
      return form.tags.length === 0 ? null : { rule: 'scopeTags', how: form.how, tags: [...form.tags] }
    case 'rename':
      return form.find === '' && !form.replace.includes('{name}')
        ? null
        : { rule: 'rename', find: form.find, replace: form.replace, isPattern: form.isPattern }
    case 'describe':
      return (form.description.trim() === '') !== form.clears
        ? null
        : { rule: 'describe', description: form.clears ? '' : form.description }
    case 'duplicate':
      return form.suffix.trim() === ''
        ? null
        : { rule: 'duplicate', suffix: form.suffix.trim(), assignments: form.withAssignments }
    case 'archive':
    case 'delete':
      return { rule: form.rule }
  }
}
