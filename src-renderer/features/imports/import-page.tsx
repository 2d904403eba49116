import { Button, Dropdown, Field, Input, Option } from '@fluentui/react-components'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AppError } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { call, CallError } from '#renderer/api/client.ts'
import { queryClient, useRead } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { at } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** Imports an export of another tool, into a new imported tenant or into one that is there. */
export function ImportPage({ onImported }: { readonly onImported: (tenantId: string) => void }): ReactNode {
  const [, navigate] = useLocation()
  const tenants = useRead('tenants.list', {})
  const imported = tenants.data?.filter((tenant) => tenant.signIn === 'imported' && tenant.archivedAt === null) ?? []
  const [into, setInto] = useState('')
  const [name, setName] = useState('')
  const [path, setPath] = useState('')
  const [setTitle, setSetTitle] = useState(() => at(new Date().toISOString()))
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const chosen = imported.find((tenant) => tenant.id === into)
  const ready = path.trim() !== '' && setTitle.trim() !== '' && (chosen !== undefined || name.trim() !== '')

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const tenantId = TenantId.parse(
        chosen?.id ??
          (await call('tenants.addImported', { id: crypto.randomUUID() as TenantId, name: name.trim() })).id,
      )
      await queryClient.invalidateQueries({ queryKey: ['tenants.list'] })
      // A second try goes on with the tenant that is there now.
      setInto(tenantId)
      const { runId } = await call('backups.import', { tenantId, name: setTitle.trim(), path: path.trim() })
      onImported(tenantId)
      navigate(`/runs/${runId}`)
    } catch (thrown) {
      if (thrown instanceof CallError) setError(thrown.error)
      else throw thrown
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <form className="pane" aria-label={words.title} onSubmit={(event) => void submit(event)}>
        <div className="scroll form">
          <p className="flush">{words.why}</p>
          <p className="flush quiet small">{words.tools}</p>
          <Field label={words.path} hint={words.pathHint} required>
            <PathInput what="export" autoFocus value={path} onChange={setPath} />
          </Field>
          {imported.length > 0 ? (
            <Field label={words.into}>
              <Dropdown
                value={chosen?.name ?? words.newOne}
                selectedOptions={[into]}
                onOptionSelect={(_event, data) => setInto(data.optionValue ?? '')}
              >
                <Option value="">{words.newOne}</Option>
                {imported.map((tenant) => (
                  <Option key={tenant.id} value={tenant.id} text={tenant.name}>
                    {tenant.name}
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
          <Field label={words.setName} required>
            <Input value={setTitle} maxLength={200} onChange={(_event, data) => setSetTitle(data.value)} />
          </Field>
          {error ? (
            <p className="danger flush" role="alert">
              {error.message} {error.hint}
            </p>
          ) : null}
        </div>
        <div className="pane-foot">
          <span className="row end">
            <Button onClick={() => navigate('/')}>{words.cancel}</Button>
            <Button appearance="primary" type="submit" disabled={!ready || busy}>
              {words.start}
            </Button>
          </span>
        </div>
      </form>
    </>
  )
}
