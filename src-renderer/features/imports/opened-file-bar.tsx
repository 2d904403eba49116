import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { KeepFileDialog } from './keep-file-dialog.tsx'
import { words } from './words.ts'

/** Says that an atlas file is only open to read, and offers to keep it or to close it. */
export function OpenedFileBar({
  tenant,
  onShow,
}: {
  readonly tenant: Tenant
  /** Another tenant is to be shown. */
  readonly onShow: (tenantId: string) => void
}): ReactNode {
  const [keeping, setKeeping] = useState(false)
  const close = useAction('tenants.closeFile')
  if (tenant.openedFile === null) return null
  return (
    <>
      <MessageBar intent="info" shape="square">
        <MessageBarBody>
          {words.opened.is(fileName(tenant.openedFile))}
          {close.error ? (
            <span className="danger" role="alert">
              {` ${close.error.error.message} ${close.error.error.hint ?? ''}`}
            </span>
          ) : null}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => setKeeping(true)}>
            {words.opened.keep}
          </Button>
          <Button size="small" disabled={close.isPending} onClick={() => close.mutate({ tenantId: tenant.id })}>
            {words.opened.close}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {keeping ? (
        <KeepFileDialog
          tenant={tenant}
          openedFile={tenant.openedFile}
          onKept={(tenantId) => {
            setKeeping(false)
            onShow(tenantId)
          }}
          onClose={() => setKeeping(false)}
        />
      ) : null}
    </>
  )
}

const fileName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path
