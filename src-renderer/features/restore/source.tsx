import { Button, Dropdown, Field, Input, Option, Radio, RadioGroup } from '@fluentui/react-components'
import { ArchiveRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { at, bytes, count } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { isConnected, stays } from '#renderer/shared/tenant-kinds.ts'
import { StepHead } from './step-head.tsx'
import { UnfinishedPlan } from './unfinished-plan.tsx'
import { words } from './words.ts'

const columns: readonly Column<BackupSet>[] = [
  {
    key: 'name',
    title: words.source.columns.name,
    width: 'minmax(0, 1fr)',
    sort: (set) => set.name,
    render: (set) => <span dir="auto">{set.name}</span>,
  },
  {
    key: 'created',
    title: words.source.columns.created,
    width: '140px',
    sort: (set) => set.createdAt,
    render: (set) => at(set.createdAt),
  },
  {
    key: 'versions',
    title: words.source.columns.versions,
    width: '80px',
    number: true,
    sort: (set) => set.versions,
    render: (set) => count(set.versions),
  },
  {
    key: 'size',
    title: words.source.columns.size,
    width: '80px',
    number: true,
    sort: (set) => set.size,
    render: (set) => bytes(set.size),
  },
]

const fileColumns: readonly FileColumn<BackupSet>[] = [
  [words.source.columns.name, (set) => set.name],
  [words.source.columns.created, (set) => set.createdAt],
  [words.source.columns.versions, (set) => set.versions],
  [words.source.columns.size, (set) => set.size],
]

/** `datetime-local` speaks local time without a zone. */
const localNow = (): string => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** The first step: what to restore from. Single versions start from their policy. */
export function RestoreSource({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const [sourceTenantId, setSource] = useState<string>(tenant.id)
  const [from, setFrom] = useState<'set' | 'moment'>('set')
  const [moment, setMoment] = useState(localNow)
  const [chosen, setChosen] = useState<string | null>(null)
  const sets = useRead('backups.list', { tenantId: sourceTenantId })
  const tenants = useRead('tenants.list', {})
  const current = chosen ?? sets.data?.[0]?.id ?? null
  const isMoment = !Number.isNaN(Date.parse(moment))
  const next = from === 'set' ? current : isMoment ? new Date(moment).toISOString() : null
  if (!isConnected(tenant))
    return (
      <>
        <StepHead tenant={tenant} step={1} />
        <section className="pane" aria-label={words.source.label}>
          <EmptyState icon={<ArchiveRegular fontSize={28} />} title={words.source.notConnected(tenant.name)}>
            {words.source.notConnectedHint(tenant.name)}
          </EmptyState>
        </section>
      </>
    )
  const nameOf = (id: string) => tenants.data?.find((entry) => entry.id === id)?.name ?? ''
  return (
    <>
      <StepHead tenant={tenant} step={1} />
      <UnfinishedPlan tenantId={tenant.id} />
      <section className="pane" aria-label={words.source.label}>
        <div className="row gap-xl inset-m bottom wrap">
          {(tenants.data?.length ?? 0) > 1 ? (
            <Field label={words.source.tenant}>
              <Dropdown
                size="small"
                value={nameOf(sourceTenantId)}
                selectedOptions={[sourceTenantId]}
                onOptionSelect={(_event, data) => {
                  setSource(data.optionValue ?? tenant.id)
                  setChosen(null)
                }}
              >
                {tenants.data?.filter(stays).map((entry) => (
                  <Option key={entry.id} value={entry.id} text={entry.name}>
                    {entry.id === tenant.id ? words.source.thisTenant(entry.name) : entry.name}
                  </Option>
                ))}
              </Dropdown>
            </Field>
          ) : null}
          <RadioGroup
            layout="horizontal"
            aria-label={words.source.restoreFrom}
            value={from}
            onChange={(_event, data) => setFrom(data.value === 'moment' ? 'moment' : 'set')}
          >
            <Radio value="set" label={words.source.backupSet} />
            <Radio value="moment" label={words.source.pointInTime} />
          </RadioGroup>
          {from === 'moment' ? (
            <Field label={words.source.asOf} {...(isMoment ? {} : { validationMessage: words.source.chooseMoment })}>
              <Input
                size="small"
                type="datetime-local"
                max={localNow()}
                value={moment}
                onChange={(_event, data) => setMoment(data.value)}
              />
            </Field>
          ) : null}
        </div>
        {from === 'moment' ? (
          <div className="scroll" />
        ) : sets.error ? (
          <ErrorState error={sets.error.error} />
        ) : !sets.data ? (
          <Loading />
        ) : sets.data.length === 0 ? (
          <EmptyState
            icon={<ArchiveRegular fontSize={28} />}
            title={words.source.empty.title(nameOf(sourceTenantId) || tenant.name)}
            action={<Button onClick={() => navigate('/inventory')}>{words.source.empty.action}</Button>}
          >
            {words.source.empty.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.source.sets}
            file={(rows) => tableOf(rows, fileColumns)}
            rows={sets.data}
            columns={columns}
            id={(set) => set.id}
            current={current}
            onCurrent={setChosen}
          />
        )}
        <div className="pane-foot">
          <span>{words.source.note}</span>
          <span className="row push">
            <Button
              appearance="primary"
              disabled={next === null}
              onClick={() => navigate(`/restore/items/${sourceTenantId}/${encodeURIComponent(next!)}`)}
            >
              {words.source.next}
            </Button>
          </span>
        </div>
      </section>
    </>
  )
}
