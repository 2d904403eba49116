import { Button, Input } from '@fluentui/react-components'
import { FilterRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Output } from '#contract/api/api.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { tableOf } from '#renderer/ui/table-file.ts'
import { DataGrid, type Column, type Grouping } from '#renderer/ui/data-grid.tsx'
import { at, count } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { useDraft } from './drafts.ts'
import { OptionsForm } from './options.tsx'
import { StepHead } from './step-head.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { useKinds } from '#renderer/shared/use-kinds.ts'
import { words } from './words.ts'

type Entry = Output<'versions.asOf'>[number]

const columns: readonly Column<Entry>[] = [
  {
    key: 'name',
    title: words.items.columns.name,
    width: 'minmax(0, 1fr)',
    sort: (entry) => entry.name,
    render: (entry) => (
      <span dir="auto" title={entry.name}>
        {entry.name}
      </span>
    ),
  },
  {
    key: 'number',
    title: words.items.columns.version,
    width: '72px',
    number: true,
    sort: (entry) => entry.number,
    render: (entry) => entry.number,
  },
]

/** The second step: which of the source's versions, and what happens to objects that exist. */
export function RestoreItems({
  tenant,
  sourceTenantId,
  from,
}: {
  readonly tenant: Tenant
  readonly sourceTenantId: string
  readonly from: string
}): ReactNode {
  const [, navigate] = useLocation()
  const isMoment = !Number.isNaN(Date.parse(from))
  const set = useRead('backups.get', isMoment ? null : { tenantId: sourceTenantId, setId: from })
  const asOf = useRead('versions.asOf', isMoment ? { tenantId: sourceTenantId, at: from } : null)
  const kindOf = useKinds(sourceTenantId)
  const [{ excluded, options }, setDraft] = useDraft(`${tenant.id} ${sourceTenantId} ${from}`)
  const [filter, setFilter] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const entries: readonly Entry[] | undefined = isMoment ? asOf.data : set.data?.content
  const groups = useMemo<Grouping<Entry>>(
    () => ({
      of: kindOf,
      head: (key, rows) => (
        <>
          {key} <span className="quiet">{count(rows.length)}</span>
        </>
      ),
    }),
    [kindOf],
  )
  const shown = useMemo(() => {
    return (entries ?? []).filter((entry) => hasWords(filter, `${entry.name} ${kindOf(entry)}`))
  }, [entries, filter, kindOf])
  const error = set.error ?? asOf.error
  if (error) return <ErrorState error={error.error} />
  if (!entries) return <Loading />
  const chosen = entries.filter((entry) => !excluded.has(entry.versionId))
  const hidden = chosen.length - shown.filter((entry) => !excluded.has(entry.versionId)).length
  return (
    <>
      <StepHead tenant={tenant} step={2}>
        {isMoment ? words.fromMoment(at(from)) : words.from(set.data?.name ?? '')}
      </StepHead>
      <section className="pane" aria-label={words.items.label}>
        <div className="tool-row">
          <Input
            className="w-320"
            size="small"
            contentBefore={<FilterRegular />}
            aria-label={words.items.filter}
            placeholder={words.items.filterPlaceholder(entries.length)}
            value={filter}
            onChange={(_event, data) => setFilter(data.value)}
          />
          <span className="end" aria-live="polite">
            {words.items.selected(chosen.length, entries.length, hidden)}
          </span>
        </div>
        {entries.length === 0 ? (
          <EmptyState icon={<FilterRegular fontSize={28} />} title={words.items.empty.title}>
            {words.items.empty.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.items.list}
            file={(rows) =>
              tableOf(rows, [
                [words.items.columns.name, (entry) => entry.name],
                [words.items.columns.type, kindOf],
                [words.items.columns.version, (entry) => entry.number],
              ])
            }
            rows={shown}
            columns={columns}
            id={(entry) => entry.versionId}
            current={current}
            onCurrent={setCurrent}
            groups={groups}
            selected={new Set<string>(chosen.map((entry) => entry.versionId))}
            onSelected={(next) => {
              const inView = new Set(shown)
              setDraft({
                excluded: new Set(
                  entries
                    .filter((entry) => (inView.has(entry) ? !next.has(entry.versionId) : excluded.has(entry.versionId)))
                    .map((entry) => entry.versionId),
                ),
              })
            }}
          />
        )}
        <OptionsForm options={options} onChange={(next) => setDraft({ options: next })} />
        <div className="pane-foot">
          <span>{words.items.note}</span>
          {plan.error ? (
            <span className="danger" role="alert">
              {plan.error.error.message} {plan.error.error.hint}
            </span>
          ) : null}
          <span className="row push">
            <Button onClick={() => history.back()}>{words.back}</Button>
            <Button
              appearance="primary"
              disabled={chosen.length === 0 || plan.isPending || options.suffix.trim() === ''}
              onClick={() =>
                plan.mutate({
                  tenantId: tenant.id,
                  sourceTenantId,
                  from: isMoment ? { at: from } : { setId: from },
                  options,
                  ...(chosen.length === entries.length ? {} : { only: chosen.map((entry) => entry.versionId) }),
                })
              }
            >
              {words.items.next(chosen.length)}
            </Button>
          </span>
        </div>
      </section>
    </>
  )
}
