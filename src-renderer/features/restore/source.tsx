import { Button, Dropdown, Field, Option } from '@fluentui/react-components'
import { ArchiveRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet, Tenant } from '#contract/model/values.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, count } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { defaultOptions, OptionsForm } from './options.tsx'
import { Steps } from './steps.tsx'

const columns: readonly Column<BackupSet>[] = [
  { key: 'name', title: 'Backup set', width: 'minmax(0, 1fr)', sort: (set) => set.name, render: (set) => <span dir="auto">{set.name}</span> },
  { key: 'created', title: 'Created', width: '140px', sort: (set) => set.createdAt, render: (set) => at(set.createdAt) },
  { key: 'versions', title: 'Versions', width: '80px', number: true, sort: (set) => set.versions, render: (set) => count(set.versions) },
]

/** The first step: what to restore from. Single versions start from their policy. */
export function RestoreSource({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const [sourceTenantId, setSource] = useState<string>(tenant.id)
  const sets = useRead('backups.list', { tenantId: sourceTenantId })
  const [chosen, setChosen] = useState<string | null>(null)
  const [options, setOptions] = useState(defaultOptions)
  const tenants = useRead('tenants.list', {})
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const current = chosen ?? sets.data?.[0]?.id ?? null
  return (
    <>
      <div className="page-head"><h1>Restore to {tenant.name}</h1><Steps now={1} /></div>
      {(tenants.data?.length ?? 0) > 1 ? (
        <div className="row" style={{ paddingBottom: 8 }}>
          <Field label="Backup sets of" orientation="horizontal">
            <Dropdown size="small" value={tenants.data?.find((entry) => entry.id === sourceTenantId)?.name ?? ''} selectedOptions={[sourceTenantId]} onOptionSelect={(_event, data) => {
              setSource(data.optionValue ?? tenant.id)
              setChosen(null)
            }}>
              {tenants.data?.map((entry) => <Option key={entry.id} value={entry.id} text={entry.name}>{entry.id === tenant.id ? `${entry.name} (this tenant)` : entry.name}</Option>)}
            </Dropdown>
          </Field>
        </div>
      ) : null}
      {sets.error ? <ErrorState error={sets.error.error} /> : !sets.data ? <Loading /> : sets.data.length === 0 ? (
        <div className="pane"><EmptyState icon={<ArchiveRegular fontSize={28} />} title="No backup set to restore from" action={<Button appearance="primary" onClick={() => navigate('/inventory')}>Choose a policy</Button>}>A single policy is restored from one of its versions in the inventory.</EmptyState></div>
      ) : (
        <section className="pane">
          <DataGrid label="Backup sets" rows={sets.data} columns={columns} id={(set) => set.id} current={current} onCurrent={setChosen} />
          <OptionsForm options={options} onChange={setOptions} />
          <div className="pane-foot">
            <span>The preview reads the tenant and writes nothing.</span>
            <span className="row" style={{ marginLeft: 'auto' }}>
              <Button appearance="primary" disabled={current === null || plan.isPending || options.suffix.trim() === ''} onClick={() => plan.mutate({ tenantId: tenant.id, sourceTenantId, from: { setId: current! }, options })}>Next: preview</Button>
            </span>
          </div>
        </section>
      )}
    </>
  )
}
