import { expect, it } from 'vitest'
import { Change } from '#contract/model/changes.ts'
import { changeIn, emptyForm, rules, type ChangeForm } from './change-form.ts'

const pilot = { id: 'g', name: 'Pilot' }
const form = (more: Partial<ChangeForm>): ChangeForm => ({ ...emptyForm, ...more })

it('makes a change only of what is complete (063-1)', () => {
  const open = rules.filter((rule) => changeIn(form({ rule })) === null)
  expect(open).toEqual(['assign', 'exclude', 'unassign', 'filter', 'intent', 'scopeTags', 'rename', 'describe'])
  const complete = form({
    group: pilot,
    intent: 'required',
    filter: pilot,
    tags: [pilot],
    find: 'a',
    replace: 'b',
    description: 'c',
  })
  for (const rule of rules) expect(Change.safeParse(changeIn({ ...complete, rule })).success).toBe(true)
})

it('removes filters and descriptions only if somebody says so (063-1)', () => {
  const everybody = form({ who: 'everybody' })
  for (const rule of ['filter', 'describe'] as const) {
    expect(changeIn({ ...everybody, rule })).toBeNull()
    expect(changeIn({ ...everybody, rule, clears: true })).not.toBeNull()
    expect(changeIn({ ...everybody, rule, clears: true, filter: pilot, description: 'c' })).toBeNull()
  }
})

it('takes everybody for all assignments, and never assigns to nobody (063-1)', () => {
  expect(changeIn(form({ rule: 'unassign', who: 'everybody' }))).toEqual({ rule: 'unassign', target: null })
  expect(changeIn(form({ rule: 'assign', who: 'everybody' }))).toBeNull()
  expect(changeIn(form({ rule: 'assign', who: 'allUsers' }))).toMatchObject({ target: { who: 'allUsers' } })
})
