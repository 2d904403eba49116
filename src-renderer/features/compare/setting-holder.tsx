import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { SettingUse } from '#contract/model/compare.ts'
import { words } from './words.ts'

/** A policy that sets a setting, with its value. It opens the policy where the tenant shown has it. */
export function SettingHolder({
  use,
  opens,
}: {
  readonly use: SettingUse['uses'][number]
  readonly opens: boolean
}): ReactNode {
  const [, navigate] = useLocation()
  const content = (
    <>
      <span className="ellipsis" dir="auto" title={use.policyName}>
        {use.policyName}
      </span>
      <b className="break" dir="auto">
        {use.value}
      </b>
      <span className="quiet small">{use.assigned ? words.uses.assigned : words.uses.notAssigned}</span>
    </>
  )
  return opens ? (
    <button type="button" className="grid-row plain setting-use" onClick={() => navigate(`/inventory/${use.policyId}`)}>
      {content}
    </button>
  ) : (
    <div className="grid-row plain setting-use">{content}</div>
  )
}
