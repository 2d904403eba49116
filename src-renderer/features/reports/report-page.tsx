import { Button, Checkbox, Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components'
import { DocumentRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { Input as MethodInput } from '#contract/api/api.ts'
import { ReportFormat, ReportLanguage, ReportOptions, type ReportSubject } from '#contract/model/reports.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { MomentInput } from '#renderer/ui/moment-input.tsx'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { ReportPaper } from './report-paper.tsx'
import { SavedReport } from './saved-report.tsx'
import { words } from './words.ts'
import './reports.css'

type Asked = Omit<MethodInput<'reports.preview'>, 'tenantId' | 'options'>

const monthAgo = (): string => new Date(Date.now() - 30 * 86_400_000).toISOString()

/** Chooses what goes into a report, shows its beginning, and saves it. */
export function ReportPage({
  tenant,
  subject,
}: {
  readonly tenant: Tenant
  readonly subject: ReportSubject | null
}): ReactNode {
  if (subject === null)
    return (
      <EmptyState icon={<DocumentRegular fontSize={28} />} title={words.unknown}>
        {words.unknownHint}
      </EmptyState>
    )
  return <Report tenant={tenant} subject={subject} />
}

function Report({ tenant, subject }: { readonly tenant: Tenant; readonly subject: ReportSubject }): ReactNode {
  const [options, setOptions] = useState<ReportOptions>(() => ReportOptions.parse({}))
  const [format, setFormat] = useState<ReportFormat>('html')
  const [folder, setFolder] = useState('')
  const asked: Asked = subject
  const preview = useRead('reports.preview', { ...asked, tenantId: tenant.id, options: { ...options, logo: '' } })
  const save = useAction('reports.save')
  const set = (change: Partial<ReportOptions>): void => setOptions((before) => ({ ...before, ...change }))
  const isState = subject.about === 'tenant' || subject.about === 'set' || subject.about === 'policy'
  const what =
    subject.about === 'tenant' && subject.policyIds.length > 0
      ? words.some(subject.policyIds.length)
      : words.about[subject.about]
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{what}</span>
        </div>
      </div>
      <div className="report-columns">
        <form
          className="pane report-options stack gap-m"
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate({ ...asked, tenantId: tenant.id, options, format, folder: folder.trim() })
          }}
        >
          <h2 className="flush">{words.file}</h2>
          <Field label={words.format}>
            <RadioGroup value={format} onChange={(_event, data) => setFormat(ReportFormat.parse(data.value))}>
              {ReportFormat.options.map((option) => (
                <Radio key={option} value={option} label={words.formats[option]} />
              ))}
            </RadioGroup>
          </Field>
          <Field label={words.language}>
            <Select
              value={options.language}
              onChange={(_event, data) => set({ language: ReportLanguage.parse(data.value) })}
            >
              {ReportLanguage.options.map((option) => (
                <option key={option} value={option}>
                  {words.languages[option]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words.folder} required hint={words.folderHint}>
            <PathInput what="folder" value={folder} onChange={setFolder} />
          </Field>
          <div>
            <Button appearance="primary" type="submit" disabled={folder.trim() === '' || save.isPending}>
              {words.save}
            </Button>
          </div>
          {save.error ? (
            <p className="danger flush" role="alert">
              {save.error.error.message} {save.error.error.hint}
            </p>
          ) : null}
          {save.data ? <SavedReport tenantId={tenant.id} runId={save.data.runId} /> : null}
          <h2 className="flush">{words.content}</h2>
          <div className="stack">
            {(['descriptions', 'assignments', 'scripts'] as const).map((part) => (
              <Checkbox
                key={part}
                label={words[part]}
                checked={options[part]}
                onChange={(_event, data) => set({ [part]: data.checked === true })}
              />
            ))}
            {isState ? (
              <Checkbox
                label={words.since}
                checked={options.since !== null}
                onChange={(_event, data) => set({ since: data.checked === true ? monthAgo() : null, unchanged: true })}
              />
            ) : null}
          </div>
          {options.since === null ? null : (
            <>
              <Field label={words.since}>
                <MomentInput moment={options.since} onMoment={(since) => set({ since })} />
              </Field>
              {subject.about === 'policy' ? null : (
                <Checkbox
                  label={words.changesOnly}
                  checked={!options.unchanged}
                  onChange={(_event, data) => set({ unchanged: data.checked !== true })}
                />
              )}
            </>
          )}
          <h2 className="flush">{words.firstPage}</h2>
          {(['customer', 'author', 'ticket'] as const).map((fact) => (
            <Field key={fact} label={words[fact]}>
              <Input value={options[fact]} maxLength={200} onChange={(_event, data) => set({ [fact]: data.value })} />
            </Field>
          ))}
          <Field label={words.note} hint={words.noteHint}>
            <Textarea value={options.note} maxLength={2000} onChange={(_event, data) => set({ note: data.value })} />
          </Field>
          <Field label={words.logo} hint={words.logoHint}>
            <PathInput what="image" value={options.logo} onChange={(logo) => set({ logo })} />
          </Field>
          <Field label={words.colour}>
            <input
              type="color"
              aria-label={words.colour}
              value={options.colour.toLowerCase()}
              onChange={(event) => set({ colour: event.target.value })}
            />
          </Field>
        </form>
        <ScrollArea role="region" aria-label={words.preview}>
          {preview.error ? (
            <ErrorState error={preview.error.error} retry={() => void preview.refetch()} />
          ) : preview.data ? (
            <ReportPaper preview={preview.data} />
          ) : (
            <Loading />
          )}
        </ScrollArea>
      </div>
    </>
  )
}
