import { Button, Link } from '@fluentui/react-components'
import {
  ArrowEnterRegular,
  CheckmarkCircleRegular,
  FilterRegular,
  OpenRegular,
  PeopleTeamRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { ReasonStep, RecipientReason } from '#contract/model/recipients.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import type { AnswerRow } from './answer-rows.ts'
import { OutcomePill } from '#renderer/shared/recipients/outcome-pill.tsx'
import { words } from './words.ts'

const icons: Readonly<Record<ReasonStep['about'], ReactNode>> = {
  member: <PeopleTeamRegular />,
  assigned: <ArrowEnterRegular />,
  excluded: <SubtractCircleRegular className="danger" />,
  filter: <FilterRegular />,
  unknown: <QuestionCircleRegular />,
}

/** Reasons of one side. They have no identity of their own, and stay in the order of the assignments. */
function ReasonList({ reasons }: { readonly reasons: readonly RecipientReason[] }): ReactNode {
  const [, navigate] = useLocation()
  return reasons.map((reason, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <div key={index} className="reason">
      <OutcomePill outcome={reason.outcome} />
      <ol className="reason-steps">
        {reason.steps.map((step) => (
          <li key={step.text}>
            {icons[step.about]}
            <span dir="auto">
              {step.text}{' '}
              {step.policyId === null ? null : (
                <Link as="button" onClick={() => navigate(`/inventory/${step.policyId!}`)}>
                  {words.reasons.openStep}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  ))
}

/** Why an answer is what it is: a chain of steps for each assignment. */
export function Reasons({
  row,
  sides,
  readAt,
  moment,
}: {
  readonly row: AnswerRow | undefined
  /** The names of both sides of a comparison. */
  readonly sides: readonly [here: string, there: string] | null
  readonly readAt: string
  readonly moment: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  if (!row)
    return (
      <section className="pane" aria-label={words.reasons.label}>
        <p className="quiet inset">{words.reasons.none}</p>
      </section>
    )
  return (
    <section className="pane" aria-label={words.reasons.label}>
      <div className="pane-head">
        <h2 className="ellipsis grow" dir="auto" title={row.name}>
          {row.name}
        </h2>
        <Button size="small" icon={<OpenRegular />} onClick={() => navigate(`/inventory/${row.policyId}`)}>
          {words.reasons.open}
        </Button>
      </div>
      <ScrollArea>
        {sides === null ? (
          <ReasonList reasons={row.reasons} />
        ) : (
          [
            { name: sides[0], reasons: row.reasons },
            { name: sides[1], reasons: row.otherReasons ?? [] },
          ].map(({ name, reasons }) => (
            <section key={name} aria-label={name}>
              <h3 className="inset flush ellipsis" dir="auto">
                {name}
              </h3>
              {reasons.length === 0 ? <p className="quiet inset flush">{words.reasons.notThere}</p> : null}
              <ReasonList reasons={reasons} />
            </section>
          ))
        )}
        <p className="quiet small inset">
          <CheckmarkCircleRegular /> {words.reasons.note(readAt)} {moment === null ? '' : words.reasons.earlier(moment)}
        </p>
      </ScrollArea>
    </section>
  )
}
