import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { IgnoreRule } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { at } from '#renderer/ui/format.ts'

/** The rules that keep findings out, each of which can be taken away. */
export function RulesDialog({
  tenant,
  rules,
  open,
  onClose,
}: {
  readonly tenant: Tenant
  readonly rules: readonly IgnoreRule[]
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const remove = useAction('drift.unignore')
  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className="wide-dialog">
        <DialogBody>
          <DialogTitle>Ignore rules</DialogTitle>
          <DialogContent>
            {rules.length === 0 ? (
              <p>No rule. A finding that means nothing to you can be ignored by its path.</p>
            ) : (
              <ul className="plain-list">
                {rules.map((rule) => (
                  <li key={rule.id} className="row">
                    <span className="grow">
                      <span className="mono break">{rule.path}</span>
                      <span className="small quiet block">
                        {rule.externalId
                          ? 'In one policy'
                          : rule.type
                            ? `In every policy of the type ${rule.type}`
                            : 'In every policy'}
                        , since {at(rule.createdAt)}
                        {rule.note ? `. ${rule.note}` : ''}
                      </span>
                    </span>
                    <Button
                      size="small"
                      icon={<DeleteRegular />}
                      aria-label={`Remove the rule for ${rule.path}`}
                      onClick={() => remove.mutate({ tenantId: tenant.id, ruleId: rule.id })}
                    >
                      Remove
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <p className="small quiet">What a rule kept out is found again by the next check.</p>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
