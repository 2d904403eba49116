import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { bytes, counted } from '#renderer/ui/format.ts'
import { MomentInput } from '#renderer/ui/moment-input.tsx'

const yearAgo = (): string => new Date(Date.now() - 365 * 86_400_000).toISOString()

/** Takes away old versions that nothing names; what would go is said first. */
export function PurgeDialog({ tenant, onClose }: { readonly tenant: Tenant; readonly onClose: () => void }): ReactNode {
  const [olderThan, setOlderThan] = useState(yearAgo)
  const look = useAction('policies.purge')
  const purge = useAction('policies.purge', onClose)
  const found = look.data
  const error = look.error ?? purge.error
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Old versions of {tenant.name}</DialogTitle>
          <DialogContent>
            <div className="stack">
              <p className="flush">
                Takes away versions from this computer that nothing needs: never the newest of a policy that is not
                archived, and nothing that a backup set, a run, a plan or a baseline names. The tenant is not touched.
              </p>
              <Field label="Captured before">
                <MomentInput
                  moment={olderThan}
                  onMoment={(moment) => {
                    setOlderThan(moment)
                    look.reset()
                  }}
                />
              </Field>
              {found ? (
                <p className="flush" role="status">
                  {found.versions === 0 ? (
                    'There is nothing to take away.'
                  ) : (
                    <>
                      <b>{counted(found.versions, 'version')}</b> would go
                      {found.policies > 0
                        ? `, ${counted(found.policies, 'archived policy', 'archived policies')} with them`
                        : ''}
                      ; {bytes(found.bytes)} in all.
                    </>
                  )}
                </p>
              ) : null}
              {error ? (
                <p className="danger" role="alert">
                  {error.error.message} {error.error.hint}
                </p>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            {found && found.versions > 0 ? (
              <Button
                disabled={purge.isPending}
                onClick={() => purge.mutate({ tenantId: tenant.id, olderThan, dryRun: false })}
              >
                Take away {counted(found.versions, 'version')}
              </Button>
            ) : (
              <Button
                disabled={look.isPending}
                onClick={() => look.mutate({ tenantId: tenant.id, olderThan, dryRun: true })}
              >
                See what would go
              </Button>
            )}
            <Button appearance="primary" onClick={onClose}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
