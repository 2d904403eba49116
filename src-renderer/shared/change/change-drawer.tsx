import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  Dropdown,
  Field,
  Option,
  OverlayDrawer,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import { ChangeFields } from './change-fields.tsx'
import { changeIn, emptyForm, rules, type ChangeForm, type Rule } from './change-form.ts'
import { words } from './words.ts'
import './change.css'

/** Milliseconds without a change after which the preview is computed. */
const settleMs = 300
/** Policies that are listed with the reason why they can't be changed. */
const mostListed = 8

/** Changes the selected policies by one rule: what would change, then the preview that a restore has. */
export function ChangeDrawer({
  tenant,
  policyIds,
  rule = 'assign',
  onClose,
}: {
  readonly tenant: Tenant
  readonly policyIds: readonly string[]
  /** The rule that is chosen at first. */
  readonly rule?: Rule
  readonly onClose: () => void
}): ReactNode {
  const [, navigate] = useLocation()
  const [form, setForm] = useState<ChangeForm>({
    ...emptyForm,
    rule,
    who: rule === 'unassign' ? 'everybody' : emptyForm.who,
  })
  const plan = useAction('changes.plan', ({ runId }) => navigate(`/restore/planning/${runId}/change`))
  const change = changeIn(form)
  const preview = usePreview(tenant.id, policyIds, form)
  const edit = (next: ChangeForm): void => {
    plan.reset()
    setForm(next)
  }
  return (
    <OverlayDrawer
      className="change-drawer"
      position="end"
      size="medium"
      open
      aria-label={words.title(policyIds.length)}
      onOpenChange={(_event, data) => (data.open ? undefined : onClose())}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={words.close} onClick={onClose} />}
        >
          {words.title(policyIds.length)}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <div className="stack gap-m">
          <Field label={words.rule} hint={words.hints[form.rule]}>
            <Dropdown
              value={words.rules[form.rule]}
              selectedOptions={[form.rule]}
              onOptionSelect={(_event, data) => {
                const chosen = rules.find((name) => name === data.optionValue)
                // Nothing is assigned to everybody in the sense of all assignments.
                if (chosen)
                  edit({
                    ...form,
                    rule: chosen,
                    who: chosen === 'assign' && form.who === 'everybody' ? 'group' : form.who,
                  })
              }}
            >
              {rules.map((name) => (
                <Option key={name} value={name} text={words.rules[name]}>
                  {words.rules[name]}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <ChangeFields tenantId={tenant.id} form={form} onChange={(more) => edit({ ...form, ...more })} />
          <Preview preview={preview} policies={policyIds.length} form={form} />
          {plan.error ? (
            <p className="danger flush" role="alert">
              {plan.error.error.message} {plan.error.error.hint}
            </p>
          ) : null}
        </div>
      </DrawerBody>
      <DrawerFooter>
        <Button
          appearance="primary"
          disabled={change === null || preview.isEmpty || plan.isPending || plan.isSuccess}
          onClick={() => change && plan.mutate({ tenantId: tenant.id, policyIds: [...policyIds], change })}
        >
          {words.plan}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </DrawerFooter>
    </OverlayDrawer>
  )
}

/** What a change would do to the latest captures, as soon as nobody changes it any more. */
function usePreview(tenantId: string, policyIds: readonly string[], form: ChangeForm) {
  const settled = useDebounced(form, settleMs)
  const change = changeIn(settled)
  const { data, error } = useRead('changes.preview', change && { tenantId, policyIds: [...policyIds], change })
  // While somebody types, the last answer is about something else.
  const isCurrent = settled === form && change !== null
  return { data, error, isEmpty: isCurrent && (error !== null || data?.changes === 0) }
}

/** What the change would do to the latest captures. */
function Preview({
  preview,
  policies,
  form,
}: {
  readonly preview: ReturnType<typeof usePreview>
  readonly policies: number
  readonly form: ChangeForm
}): ReactNode {
  return (
    <section className="change-preview" aria-label={words.preview.label} aria-live="polite">
      {changeIn(form) === null ? (
        <span className="quiet">
          {form.rule === 'rename' && form.replace !== '' ? words.preview.unnamed : words.preview.incomplete}
        </span>
      ) : preview.error ? (
        <span className="danger">
          {preview.error.error.message} {preview.error.error.hint}
        </span>
      ) : preview.data ? (
        <>
          <p className="flush">
            <b>{words.preview.changes(preview.data.changes, policies)}</b>{' '}
            {preview.data.same > 0 ? words.preview.same(preview.data.same) : ''}
          </p>
          {preview.data.examples.length > 0 ? (
            <>
              <span className="small quiet">{words.preview.examples}</span>
              <ul className="plain-list">
                {preview.data.examples.map(({ before, after }) => (
                  <li key={before}>
                    <span className="quiet" dir="auto">
                      {before}
                    </span>
                    <br />
                    <span dir="auto">{after}</span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          {preview.data.cannot.length > 0 ? (
            <>
              <p className="flush space-above">{words.preview.cannot(preview.data.cannot.length)}</p>
              <ul className="plain-list">
                {preview.data.cannot.slice(0, mostListed).map(({ policyId, name, reason }) => (
                  <li key={policyId}>
                    <span dir="auto">{name}</span>
                    <br />
                    <span className="small quiet">{reason}</span>
                  </li>
                ))}
              </ul>
              {preview.data.cannot.length > mostListed ? (
                <span className="small quiet">{words.preview.more(preview.data.cannot.length - mostListed)}</span>
              ) : null}
            </>
          ) : null}
          <p className="small quiet flush space-above">{words.preview.from}</p>
        </>
      ) : null}
    </section>
  )
}
