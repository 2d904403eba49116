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
import { words } from './words.ts'

/** The rules that hide findings; each can be removed. */
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
          <DialogTitle>{words.rulesDialog.title}</DialogTitle>
          <DialogContent>
            {rules.length === 0 ? (
              <p>{words.rulesDialog.none}</p>
            ) : (
              <ul className="plain-list">
                {rules.map((rule) => (
                  <li key={rule.id} className="row">
                    <span className="grow">
                      <span className="mono break">{rule.path}</span>
                      <span className="small quiet block">
                        {words.rulesDialog.since(
                          rule.externalId
                            ? words.rulesDialog.inPolicy
                            : rule.type
                              ? words.rulesDialog.inType(rule.type)
                              : words.rulesDialog.everywhere,
                          at(rule.createdAt),
                          rule.note,
                        )}
                      </span>
                    </span>
                    <Button
                      size="small"
                      icon={<DeleteRegular />}
                      aria-label={words.rulesDialog.removeRule(rule.path)}
                      onClick={() => remove.mutate({ tenantId: tenant.id, ruleId: rule.id })}
                    >
                      {words.rulesDialog.remove}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <p className="small quiet">{words.rulesDialog.hint}</p>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {words.rulesDialog.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
