import { expect, it } from 'vitest'
import { Change } from '#contract/model/changes.ts'
import { changeIn, emptyForm, rules, type ChangeForm } from './change-form.ts'

const pilot = { id: 'g', name: 'Pilot' }
const form = (more: Partial<ChangeForm>): ChangeForm => ({ ...emptyForm, ...more })

it('makes a change only of what is complete (063-1)', () => {
  const open = rules.filter((rule) => changeIn(form({ rule })) === null)
  expect(open).toEqual(['assign', 'exclude', 'unassign', 'filter', 'intent', 'scopeTags', 'rename'])
  const complete = form({ group: pilot, intent: 'required', filter: pilot, tags: [pilot], find: 'a', replace: 'b' })
  for (const rule of rules) expect(Change.safeParse(changeIn({ ...complete, rule })).success).toBe(true)
})

it('takes everybody for all assignments, and never assigns to nobody (063-1)', () => {
  expect(changeIn(form({ rule: 'unassign', who: 'everybody' }))).toEqual({ rule: 'unassign', target: null })
  expect(changeIn(form({ rule: 'assign', who: 'everybody' }))).toBeNull()
  expect(changeIn(form({ rule: 'assign', who: 'allUsers' }))).toMatchObject({ target: { who: 'allUsers' } })
})
