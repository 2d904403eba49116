import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { CallError } from '#renderer/api/client.ts'
import { useRead } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { at } from '#renderer/ui/format.ts'
import { AtlasFileFacts } from './atlas-file-facts.tsx'
import { ImportInto } from './import-into.tsx'
import { importFrom, leastPassphrase, takesImports } from './import-from.ts'
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
  const imported = (tenants.data ?? []).filter(takesImports)
  const [into, setInto] = useState('')
  const [name, setName] = useState('')
  const [path, setPath] = useState(given)
  const [passphrase, setPassphrase] = useState('')
  const [setTitle, setSetTitle] = useState(() => at(new Date().toISOString()))
  const [isKept, setIsKept] = useState(false)
  const chosen = imported.find((tenant) => tenant.id === into)
  const isAtlas = path.trim().toLowerCase().endsWith('.atlas')
  const look = useRead('backups.lookAt', isAtlas ? { path: path.trim() } : null)
  const file = isAtlas ? (look.data?.atlasFile ?? null) : null
  const title = name.trim() || (file?.tenantName ?? '')
  /** Everything but an atlas file can only be imported. */
  const isOpened = file !== null && !isKept
  const ready =
    path.trim() !== '' &&
    setTitle.trim() !== '' &&
    (isOpened || chosen !== undefined || title !== '') &&
    (!file?.isEncrypted || passphrase.length >= leastPassphrase)

  const importing = useMutation<void, CallError>({
    mutationFn: async () => {
      const from = path.trim()
      const { tenantId, runId } = await importFrom(
        { path: from, setName: setTitle.trim(), ...(file?.isEncrypted ? { passphrase } : {}) },
        isOpened ? { name: file.tenantName, openedFile: from } : (chosen?.id ?? { name: title }),
        // A second try goes on with the tenant that is there now.
        (id) => (isOpened ? undefined : setInto(id)),
      )
      onImported(tenantId)
      navigate(`/runs/${runId}`)
    },
  })
  const error = importing.error?.error

  function submit(event: FormEvent): void {
    event.preventDefault()
    importing.mutate()
  }

  return (
    <>
      <div className="page-head">
        <h1>{file ? words.file.heading : words.title}</h1>
      </div>
      <form className="pane" aria-label={words.title} onSubmit={submit}>
        <div className="scroll form">
          {file ? null : (
            <>
              <p className="flush">{words.why}</p>
              <p className="flush quiet small">{words.tools}</p>
            </>
          )}
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
            <Field label={words.passphrase} hint={words.shortPassphrase} required>
              <Input
                type="password"
                autoComplete="off"
                value={passphrase}
                onChange={(_event, data) => setPassphrase(data.value)}
              />
            </Field>
          ) : null}
          {file ? (
            <Field label={words.file.how} hint={isKept ? words.file.importHint : words.file.openHint}>
              <RadioGroup
                layout="horizontal"
                value={isKept ? 'import' : 'open'}
                onChange={(_event, data) => setIsKept(data.value === 'import')}
              >
                <Radio value="open" label={words.file.open} />
                <Radio value="import" label={words.start} />
              </RadioGroup>
            </Field>
          ) : null}
          {imported.length > 0 && !isOpened ? (
            <ImportInto tenants={imported} chosen={chosen} onChosen={setInto} />
          ) : null}
          {chosen || isOpened ? null : (
            <Field label={words.name} required={!file}>
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
            <Button appearance="primary" type="submit" disabled={!ready || importing.isPending}>
              {isOpened ? words.file.open : words.start}
            </Button>
          </span>
        </div>
      </form>
    </>
  )
}
