import { Dropdown, Field, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Side } from '#contract/model/compare.ts'
import { PolicyId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { Loading } from '#renderer/ui/states.tsx'
import type { Row } from './coverage-rows.tsx'
import { words as compareWords } from './words.ts'

const words = compareWords.coverage.set

/** What becomes of each policy when it gets chosen settings of a baseline, and the way to the preview of the change. */
export function SetSettingsDialog({
  tenant,
  baseline,
  earlier,
  rows,
  onClose,
}: {
  readonly tenant: Tenant
  readonly baseline: Side
  readonly earlier: Side | null
  readonly rows: readonly Row[]
  readonly onClose: () => void
}): ReactNode {
  const [, navigate] = useLocation()
  const [addTo, setAddTo] = useState<PolicyId | null>(null)
  const plan = useAction('changes.plan', ({ runId }) => navigate(`/restore/planning/${runId}/change`))
  const made = useRead('compare.settingChange', {
    tenantId: tenant.id,
    baseline,
    earlier,
    addTo,
    settings: rows.map(({ id, key }) => ({ settingId: id, key })),
  })
  const { data } = made
  const change = data?.change ?? null
  return (
    <FormDialog
      title={words.title(rows.length)}
      action={words.plan}
      wide
      disabled={change === null || plan.isPending || plan.isSuccess}
      error={made.error ?? plan.error}
      onClose={onClose}
      onSubmit={() => {
        if (change !== null) plan.mutate({ tenantId: tenant.id, policyIds: [...(data?.policyIds ?? [])], change })
      }}
    >
      <p className="small quiet flush">{words.intro}</p>
      {data === undefined ? (
        made.error ? null : (
          <Loading />
        )
      ) : (
        <>
          {data.missing > 0 ? (
            <Field label={words.addTo(data.missing)}>
              <Dropdown
                value={data.candidates.find(({ policyId }) => policyId === addTo)?.policyName ?? words.similar}
                selectedOptions={[addTo ?? '']}
                onOptionSelect={(_event, { optionValue }) => setAddTo(optionValue ? PolicyId.parse(optionValue) : null)}
              >
                <Option value="">{words.similar}</Option>
                {data.candidates.map(({ policyId, policyName }) => (
                  <Option key={policyId} value={policyId}>
                    {policyName}
                  </Option>
                ))}
              </Dropdown>
            </Field>
          ) : null}
          {data.policies.length === 0 ? (
            <p className="flush">{words.nothing}</p>
          ) : (
            <ul className="plain-list" aria-label={words.policies}>
              {data.policies.map(({ policyId, policyName, changes, adds, removes }) => (
                <li key={policyId}>
                  <b dir="auto">{policyName}</b>
                  <br />
                  <span className="small quiet">{words.outcome(changes, adds, removes)}</span>
                </li>
              ))}
            </ul>
          )}
          {data.cannot.length > 0 ? (
            <section aria-label={words.cannot(data.cannot.length)}>
              <p className="flush">{words.cannot(data.cannot.length)}</p>
              <ul className="plain-list">
                {data.cannot.map(({ settingId, name, reason }) => (
                  <li key={`${settingId} ${reason}`}>
                    <span dir="auto">{name}</span>
                    <br />
                    <span className="small quiet">{reason}</span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </>
      )}
    </FormDialog>
  )
}
