import { Button, Input } from '@fluentui/react-components'
import { BookDatabaseRegular, CameraRegular, DesktopRegular, FilterRegular, LaptopRegular, PhoneRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Policy, Tenant } from '#contract/model/values.ts'
import { useAction } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, count, counted, exactly, when } from '#renderer/ui/format.ts'
import { useInventoryFilter } from '#renderer/ui/inventory-filter.ts'
import { EmptyState, ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { useWide } from '#renderer/ui/use-wide.ts'
import { CategoryTree, everything, matchesNode } from './category-tree.tsx'
import { usePolicies } from '#renderer/ui/use-policies.ts'
import { PolicyDetail } from './policy-detail.tsx'

const icons: Readonly<Record<string, ReactNode>> = { Windows: <DesktopRegular />, macOS: <LaptopRegular />, 'iOS/iPadOS': <PhoneRegular />, Android: <PhoneRegular /> }

/** What a row says about itself. */
function state(policy: Policy): readonly [string, Tone] {
  if (policy.state === 'missing') return ['Missing', 'danger']
  if (policy.versionCount === 0) return ['Not captured', 'plain']
  return policy.versionCount > 1 ? [`Version ${policy.versionCount}`, 'brand'] : ['Captured', 'plain']
}

const columns: readonly Column<Policy>[] = [
  { key: 'name', title: 'Name', width: 'minmax(0, 1fr)', sort: (policy) => policy.name, render: (policy) => <span dir="auto" title={policy.name}>{policy.name}</span> },
  { key: 'platform', title: <span className="hidden-word">Platform</span>, width: '20px', render: (policy) => <span title={policy.platform} aria-label={policy.platform}>{icons[policy.platform]}</span> },
  { key: 'modified', title: 'Modified', width: '112px', sort: (policy) => policy.modifiedAt ?? '', render: (policy) => <span title={exactly(policy.modifiedAt)}>{at(policy.modifiedAt)}</span> },
  { key: 'state', title: 'State', width: '96px', sort: (policy) => state(policy)[0], render: (policy) => (state(policy)[0] === 'Captured' ? <span className="quiet">Captured</span> : <Pill tone={state(policy)[1]}>{state(policy)[0]}</Pill>) },
]
const wideColumns: readonly Column<Policy>[] = [
  { ...columns[0]!, width: 'minmax(200px, 1fr)' },
  { key: 'kind', title: 'Type', width: '140px', sort: (policy) => policy.kind, render: (policy) => policy.kind },
  { key: 'platformWord', title: 'Platform', width: '90px', sort: (policy) => policy.platform, render: (policy) => policy.platform },
  { key: 'tags', title: 'Scope tags', width: '100px', render: (policy) => policy.scopeTags.join(', ') },
  ...columns.slice(2),
]

/** Everything in the tenant: tree, table, detail. */
export function Inventory({ tenant, policyId }: { readonly tenant: Tenant; readonly policyId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const policies = usePolicies(tenant.id)
  const capture = useAction('runs.capture')
  const { text, setText } = useInventoryFilter()
  const wide = useWide(1600)
  const [node, setNode] = useState(everything)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => {
    const words = text.toLowerCase().split(/[\s–—-]+/).filter(Boolean)
    return (policies.data ?? []).filter((policy) => {
      const said = `${policy.name} ${policy.kind} ${policy.platform} ${policy.externalId}`.toLowerCase()
      return matchesNode(node, policy) && words.every((word) => said.includes(word))
    })
  }, [policies.data, node, text])
  const all = policies.data?.length ?? 0
  const current = policies.data?.find((policy) => policy.id === policyId)
  const shown = new Set<string>(rows.map((row) => row.id))
  const hidden = [...selected].filter((id) => !shown.has(id)).length
  const start = () => capture.mutate({ tenantId: tenant.id, ...(selected.size > 0 ? { policyIds: [...selected] } : {}) })

  return (
    <>
      <div className="page-head">
        <h1>Inventory</h1>
        <div className="actions">
          <span className="quiet small">{tenant.lastSyncAt ? `Last observed ${when(tenant.lastSyncAt)}` : 'Never synced'}</span>
          <Button appearance="primary" icon={<CameraRegular />} disabled={capture.isPending} onClick={start}>{selected.size > 0 ? `Capture ${counted(selected.size, 'policy', 'policies')}` : 'Capture'}</Button>
        </div>
      </div>
      {policies.error ? <ErrorState error={policies.error.error} retry={policies.reload} /> : !policies.data ? <Loading /> : all === 0 ? (
        <div className="pane">
          <EmptyState icon={<BookDatabaseRegular fontSize={28} />} title="Nothing captured yet" action={<Button appearance="primary" onClick={start}>Capture the tenant</Button>}>
            A capture reads every policy with its settings and assignments and keeps it on this computer. It changes nothing in the tenant.
          </EmptyState>
        </div>
      ) : (
        // Escape closes the detail from wherever the focus is; its button does the same.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className={current ? 'page three' : 'page side'} onKeyDown={(event) => (event.key === 'Escape' && current ? navigate('/inventory') : undefined)}>
          <CategoryTree policies={policies.data} current={node} onCurrent={setNode} />
          <section className="pane" aria-label="Policies">
            <div className="tool-row">
              <Input size="small" contentBefore={<FilterRegular />} placeholder={`Filter ${count(all)} objects`} aria-label="Filter" value={text} onChange={(_event, data) => setText(data.value)} />
              <span className="end small">{counted(rows.length, 'object')}{hidden > 0 ? `, ${hidden} selected out of view` : ''}</span>
            </div>
            {rows.length === 0 ? <EmptyState icon={<FilterRegular fontSize={28} />} title="No object has these words" action={<Button onClick={() => { setText(''); setNode(everything) }}>Show all {count(all)}</Button>}>The filter looks at names, types, platforms and ids.</EmptyState> : <DataGrid label="Policies" rows={rows} columns={wide ? wideColumns : columns} id={(policy) => policy.id} current={policyId}
              onCurrent={(id) => navigate(`/inventory/${id}`, { replace: policyId !== null })} onOpen={(id) => navigate(`/versions/${id}`)} selected={selected} onSelected={setSelected} sortedBy={{ key: 'modified', down: true }} />}
          </section>
          {current ? <PolicyDetail tenant={tenant} policy={current} onClose={() => navigate('/inventory')} /> : null}
        </div>
      )}
    </>
  )
}
