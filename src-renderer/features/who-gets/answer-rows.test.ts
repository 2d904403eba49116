import { expect, it } from 'vitest'
import type { RecipientAnswer, RecipientOutcome } from '#contract/model/recipients.ts'
import { differing } from './answer-rows.ts'

const answer = (policyId: string, outcome: RecipientOutcome, intent = '') =>
  ({ policyId, outcome, intent, reasons: [] }) as unknown as RecipientAnswer
const shown = (left: readonly RecipientAnswer[], right: readonly RecipientAnswer[]) =>
  differing(left, right).map(({ policyId, intent, outcome, other }) => [policyId, intent, outcome, other])

it('shows only what differs between two sides, also what one of them lacks (062-8)', () => {
  expect(
    shown(
      [
        answer('a', 'included'),
        answer('b', 'excluded'),
        answer('c', 'included', 'required'),
        answer('d', 'notTargeted'),
      ],
      [answer('a', 'included'), answer('b', 'included'), answer('c', 'included', 'available'), answer('e', 'unknown')],
    ),
  ).toEqual([
    ['b', '', 'excluded', 'included'],
    ['c', 'required', 'included', null],
    ['c', 'available', 'notTargeted', 'included'],
    ['e', '', 'notTargeted', 'unknown'],
  ])
  expect(shown([answer('a', 'unknown')], [answer('a', 'unknown')])).toEqual([])
})
