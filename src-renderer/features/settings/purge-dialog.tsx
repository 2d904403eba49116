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

import { MomentInput } from '#renderer/ui/moment-input.tsx'
import { words } from './words.ts'

const yearAgo = (): string => new Date(Date.now() - 365 * 86_400_000).toISOString()

/** Deletes old versions that nothing uses, after showing how many. */
export function PurgeDialog({ tenant, onClose }: { readonly tenant: Tenant; readonly onClose: () => void }): ReactNode {
  const [olderThan, setOlderThan] = useState(yearAgo)
  const look = useAction('policies.purgePreview')
  const purge = useAction('policies.purge', onClose)
  const found = look.data
  const error = look.error ?? purge.error
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.purge.title(tenant.name)}</DialogTitle>
          <DialogContent>
            <div className="stack">
              <p className="flush">{words.purge.body}</p>
              <Field label={words.purge.before}>
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
                    words.purge.nothing
                  ) : (
                    <>
                      <b>{words.purge.found(found.versions)}</b>
                      {words.purge.foundDetail(found.versions, found.policies, found.bytes)}
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
              <Button disabled={purge.isPending} onClick={() => purge.mutate({ tenantId: tenant.id, olderThan })}>
                {words.purge.confirm(found.versions)}
              </Button>
            ) : (
              <Button disabled={look.isPending} onClick={() => look.mutate({ tenantId: tenant.id, olderThan })}>
                {words.purge.preview}
              </Button>
            )}
            <Button appearance="primary" onClick={onClose}>
              {words.purge.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
