import { Button, Dropdown, Field, Input, Option } from '@fluentui/react-components'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AtlasFile } from '#contract/model/backups.ts'
import type { AppError } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { call, CallError } from '#renderer/api/client.ts'
import { queryClient, useRead } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { at } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** Imports an export of another tool, into a new imported tenant or into one that is there. */
export function ImportPage({
  given,
  onImported,
}: {
  /** The file that was opened or dropped. */
  readonly given: string
  readonly onImported: (tenantId: string) => void
}): ReactNode {
  const [, navigate] = useLocation()
  const tenants = useRead('tenants.list', {})
  const imported = tenants.data?.filter((tenant) => tenant.signIn === 'imported' && tenant.archivedAt === null) ?? []
  const [into, setInto] = useState('')
  const [name, setName] = useState('')
  const [path, setPath] = useState(given)
  const [passphrase, setPassphrase] = useState('')
  const [setTitle, setSetTitle] = useState(() => at(new Date().toISOString()))
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const chosen = imported.find((tenant) => tenant.id === into)
  const isAtlas = path.trim().toLowerCase().endsWith('.atlas')
  const look = useRead('backups.lookAt', isAtlas ? { path: path.trim() } : null)
  const file = isAtlas ? (look.data?.atlasFile ?? null) : null
  const title = name.trim() || (file?.tenantName ?? '')
  const ready =
    path.trim() !== '' &&
    setTitle.trim() !== '' &&
    (chosen !== undefined || title !== '') &&
    (!file?.isEncrypted || passphrase !== '')

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const tenantId = TenantId.parse(
        chosen?.id ?? (await call('tenants.addImported', { id: crypto.randomUUID() as TenantId, name: title })).id,
      )
      await queryClient.invalidateQueries({ queryKey: ['tenants.list'] })
      // A second try goes on with the tenant that is there now.
      setInto(tenantId)
      const { runId } = await call('backups.import', {
        tenantId,
        name: setTitle.trim(),
        path: path.trim(),
        ...(file?.isEncrypted ? { passphrase } : {}),
      })
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
        <h1>{file ? words.file.heading : words.title}</h1>
      </div>
      <form className="pane" aria-label={words.title} onSubmit={(event) => void submit(event)}>
        <div className="scroll form">
          <p className="flush">{file ? words.file.why : words.why}</p>
          {file ? null : <p className="flush quiet small">{words.tools}</p>}
          <Field label={words.path} hint={words.pathHint} required>
            <PathInput what="export" autoFocus value={path} onChange={setPath} />
          </Field>
          {file ? <AtlasFileFacts file={file} /> : null}
          {isAtlas && look.error ? (
            <p className="danger flush" role="alert">
              {look.error.error.message} {look.error.error.hint}
            </p>
          ) : null}
          {file?.isEncrypted ? (
            <Field label={words.passphrase} required>
              <Input
                type="password"
                autoComplete="off"
                value={passphrase}
                onChange={(_event, data) => setPassphrase(data.value)}
              />
            </Field>
          ) : null}
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
              <Input
                value={name}
                maxLength={120}
                placeholder={file?.tenantName ?? ''}
                onChange={(_event, data) => setName(data.value)}
              />
            </Field>
          )}
          {file ? null : (
            <Field label={words.setName} required>
              <Input value={setTitle} maxLength={200} onChange={(_event, data) => setSetTitle(data.value)} />
            </Field>
          )}
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

/** What an atlas file says of itself. It was not changed since: that is checked before anything is imported. */
function AtlasFileFacts({ file }: { readonly file: AtlasFile }): ReactNode {
  const facts = [
    [words.file.tenant, file.tenantName],
    [words.file.made, words.file.madeWith(at(file.createdAt), file.product)],
    [words.file.signedBy, file.signedBy],
  ] as const
  return (
    <dl className="fact-list flush" aria-label={words.file.title}>
      {facts.map(([fact, value]) => [
        <dt key={fact}>{fact}</dt>,
        <dd key={`${fact}-value`} dir="auto" className={fact === words.file.signedBy ? 'mono' : ''}>
          {value}
        </dd>,
      ])}
    </dl>
  )
}
