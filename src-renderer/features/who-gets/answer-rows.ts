import type { RecipientAnswer, RecipientOutcome, RecipientReason } from '#contract/model/recipients.ts'

/** An answer, and what it is on the other side of a comparison: null if the policy isn't there. */
export interface AnswerRow extends RecipientAnswer {
  readonly other?: RecipientOutcome | null
  readonly otherReasons?: readonly RecipientReason[]
}

/** What tells answers apart. */
export const keyOf = ({ policyId, intent }: Pick<RecipientAnswer, 'policyId' | 'intent'>): string =>
  `${policyId}/${intent}`

/**
 * The answers that differ from those of the other side, with both outcomes. What only the other side has is not targeted
 * here, and isn't there.
 */
export function differing(
  answers: readonly RecipientAnswer[],
  others: readonly RecipientAnswer[],
): readonly AnswerRow[] {
  const there = new Map(others.map((answer) => [keyOf(answer), answer]))
  const here = new Set(answers.map(keyOf))
  return [
    ...answers.flatMap((answer): AnswerRow[] => {
      const { outcome: other = null, reasons = [] } = there.get(keyOf(answer)) ?? {}
      return other === answer.outcome || (other === null && answer.outcome === 'notTargeted')
        ? []
        : [{ ...answer, other, otherReasons: reasons }]
    }),
    ...others
      .filter((answer) => !here.has(keyOf(answer)) && answer.outcome !== 'notTargeted')
      .map((answer): AnswerRow => ({
        ...answer,
        outcome: 'notTargeted',
        reasons: [],
        other: answer.outcome,
        otherReasons: answer.reasons,
      })),
  ]
}
