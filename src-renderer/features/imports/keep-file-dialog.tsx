import { Dropdown, Field, Input, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { AppError } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { call, CallError } from '#renderer/api/client.ts'
import { useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
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
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const imported = (tenants.data ?? []).filter(takesImports)
  const chosen = imported.find(({ id }) => id === into)
  const asksPassphrase = chosen !== undefined && look.data?.atlasFile?.isEncrypted === true

  async function keep(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      const tenantId = TenantId.parse(tenant.id)
      if (chosen === undefined) await call('tenants.keepFile', { tenantId, name: name.trim() })
      else {
        // The sets of an atlas file have names of their own.
        const source = { path: openedFile, setName: words.opened.setName }
        const started = await importFrom({ ...source, ...(asksPassphrase ? { passphrase } : {}) }, chosen.id)
        // What couldn't be imported is still there to read.
        const { error: problem } = await runEnded(started.tenantId, started.runId)
        if (problem) return setError(problem)
        await call('tenants.closeFile', { tenantId })
      }
      onKept(chosen?.id ?? tenant.id)
    } catch (thrown) {
      if (thrown instanceof CallError) setError(thrown.error)
      else throw thrown
    } finally {
      setBusy(false)
    }
  }

  return (
    <FormDialog
      title={words.keep.title}
      action={words.start}
      disabled={
        busy || (chosen === undefined ? name.trim() === '' : asksPassphrase && passphrase.length < leastPassphrase)
      }
      error={error && { error }}
      onClose={onClose}
      onSubmit={() => void keep()}
    >
      {imported.length > 0 ? (
        <Field label={words.into}>
          <Dropdown
            value={chosen?.name ?? words.newOne}
            selectedOptions={[into]}
            onOptionSelect={(_event, data) => setInto(data.optionValue ?? '')}
          >
            <Option value="">{words.newOne}</Option>
            {imported.map(({ id, name: label }) => (
              <Option key={id} value={id} text={label}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
      ) : null}
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
