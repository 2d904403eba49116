import { Field, Input } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { call, CallError } from '#renderer/api/client.ts'
import { useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { ImportInto } from './import-into.tsx'
import { importFrom, leastPassphrase, runEnded, takesImports } from './import-from.ts'
import { words } from './words.ts'

/** Keeps an opened file as an imported tenant, or adds it to one that is there. */
export function KeepFileDialog({
  tenant,
  openedFile,
  onKept,
  onClose,
}: {
  readonly tenant: Tenant
  readonly openedFile: string
  /** The file is kept, in this tenant. */
  readonly onKept: (tenantId: string) => void
  readonly onClose: () => void
}): ReactNode {
  const tenants = useRead('tenants.list', {})
  const look = useRead('backups.lookAt', { path: openedFile })
  const [into, setInto] = useState('')
  const [name, setName] = useState(tenant.name)
  const [passphrase, setPassphrase] = useState('')
  const imported = (tenants.data ?? []).filter(takesImports)
  const chosen = imported.find(({ id }) => id === into)
  const asksPassphrase = chosen !== undefined && look.data?.atlasFile?.isEncrypted === true

  const keeping = useMutation<void, CallError>({
    mutationFn: async () => {
      const tenantId = TenantId.parse(tenant.id)
      if (chosen === undefined) await call('tenants.keepFile', { tenantId, name: name.trim() })
      else {
        // The sets of an atlas file have names of their own.
        const source = { path: openedFile, setName: words.opened.setName }
        const started = await importFrom({ ...source, ...(asksPassphrase ? { passphrase } : {}) }, chosen.id)
        // What couldn't be imported is still there to read.
        const { error } = await runEnded(started.tenantId, started.runId)
        if (error) throw new CallError(error)
        await call('tenants.closeFile', { tenantId })
      }
      onKept(chosen?.id ?? tenant.id)
    },
  })

  return (
    <FormDialog
      title={words.keep.title}
      action={words.start}
      disabled={
        keeping.isPending ||
        (chosen === undefined ? name.trim() === '' : asksPassphrase && passphrase.length < leastPassphrase)
      }
      error={keeping.error}
      onClose={onClose}
      onSubmit={() => keeping.mutate()}
    >
      {imported.length > 0 ? <ImportInto tenants={imported} chosen={chosen} onChosen={setInto} /> : null}
      {chosen ? null : (
        <Field label={words.name} required>
          <Input value={name} maxLength={120} onChange={(_event, data) => setName(data.value)} />
        </Field>
      )}
      {asksPassphrase ? (
        <Field label={words.passphrase} required>
          <Input
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={(_event, data) => setPassphrase(data.value)}
          />
        </Field>
      ) : null}
    </FormDialog>
  )
}
