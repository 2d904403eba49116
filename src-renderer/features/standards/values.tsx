import { Button, Dropdown, Field, Input, Option, Textarea } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { Standard } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useReads } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { useColumns } from './use-columns.ts'
import { words as all } from './words.ts'

const words = all.values

interface Row {
  readonly tenant: Tenant
  readonly name: string
  /** Null if the standard needs one that isn't there. */
  readonly value: string | null
}

const keyOf = ({ tenant, name }: Row): string => `${tenant.id} ${name}`

/** The values of the tenants of a standard, and those that the standard needs. */
export function Values({
  standard,
  tenants,
}: {
  readonly standard: Standard
  readonly tenants: readonly Tenant[]
}): ReactNode {
  const found = useReads(
    'tenants.values',
    tenants.map(({ id }) => ({ tenantId: TenantId.parse(id) })),
  )
  const compared = useColumns(standard, tenants)
  const [current, setCurrent] = useState<string | null>(null)
  const [editing, setEditing] = useState<Row | null>(null)
  const remove = useAction('tenants.setValue')
  const rows = useMemo(
    () =>
      tenants.flatMap((tenant, index): Row[] => {
        const present = found[index]?.data ?? []
        const needed = [...(compared[index]?.policies?.values() ?? [])].flatMap(({ missingValues }) => missingValues)
        // A value that was just given may still be missing in a comparison from before.
        const missing = [...new Set(needed)].filter((name) => !present.some((value) => value.name === name))
        return [
          ...missing.map((name) => ({ tenant, name, value: null })),
          ...present.map(({ name, value }) => ({ tenant, name, value })),
        ]
      }),
    [tenants, compared, found],
  )
  const error = found.find((each) => each.error)?.error ?? remove.error
  if (error) return <ErrorState error={error.error} />
  if (found.some(({ data }) => data === undefined)) return <Loading />
  const row = rows.find((each) => keyOf(each) === current) ?? rows[0]
  return (
    <div className="page one">
      <section className="pane" aria-label={words.label}>
        <div className="tool-row wrap">
          <p className="small quiet flush grow">{words.intro}</p>
          <Button
            size="small"
            icon={<AddRegular />}
            onClick={() => setEditing({ tenant: row?.tenant ?? tenants[0]!, name: 'tenant.', value: '' })}
          >
            {words.add}
          </Button>
          <Button
            size="small"
            disabled={!row || row.name === 'tenant.id'}
            title={row?.name === 'tenant.id' ? words.fixed : undefined}
            onClick={() => row && setEditing(row)}
          >
            {words.set}
          </Button>
          <Button
            size="small"
            disabled={!row || row.value === null || row.name === 'tenant.id' || remove.isPending}
            onClick={() =>
              row && remove.mutate({ tenantId: TenantId.parse(row.tenant.id), name: row.name, value: null })
            }
          >
            {words.remove}
          </Button>
        </div>
        <DataGrid
          label={words.label}
          rows={rows}
          columns={columns}
          id={keyOf}
          current={row ? keyOf(row) : null}
          onCurrent={setCurrent}
          onOpen={() => (row && row.name !== 'tenant.id' ? setEditing(row) : undefined)}
        />
      </section>
      {editing ? <ValueDialog row={editing} tenants={tenants} onClose={() => setEditing(null)} /> : null}
    </div>
  )
}

const columns: readonly Column<Row>[] = [
  {
    key: 'tenant',
    title: words.columns.tenant,
    width: 'minmax(140px, 0.6fr)',
    sort: ({ tenant }) => tenant.name,
    render: ({ tenant }) => (
      <span dir="auto" title={tenant.name}>
        {tenant.name}
      </span>
    ),
  },
  {
    key: 'name',
    title: words.columns.name,
    width: 'minmax(160px, 0.6fr)',
    sort: ({ name }) => name,
    render: ({ name }) => <span className="mono small">{`{{${name}}}`}</span>,
  },
  {
    key: 'value',
    title: words.columns.value,
    width: 'minmax(160px, 1fr)',
    sort: ({ value }) => value ?? '',
    render: ({ value }) =>
      value === null ? (
        <Pill tone="danger">{words.missing}</Pill>
      ) : (
        <span dir="auto" title={value}>
          {value}
        </span>
      ),
  },
]

function ValueDialog({
  row,
  tenants,
  onClose,
}: {
  readonly row: Row
  readonly tenants: readonly Tenant[]
  readonly onClose: () => void
}): ReactNode {
  const [tenantId, setTenantId] = useState(row.tenant.id)
  const [name, setName] = useState(row.name)
  const [value, setValue] = useState(row.value ?? '')
  const save = useAction('tenants.setValue', onClose)
  return (
    <FormDialog
      title={words.title}
      action={words.save}
      disabled={value === '' || save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => save.mutate({ tenantId: TenantId.parse(tenantId), name, value })}
    >
      <Field label={words.tenant}>
        <Dropdown
          value={tenants.find(({ id }) => id === tenantId)?.name ?? ''}
          selectedOptions={[tenantId]}
          onOptionSelect={(_event, data) => data.optionValue && setTenantId(data.optionValue)}
        >
          {tenants.map((tenant) => (
            <Option key={tenant.id} value={tenant.id} text={tenant.name}>
              {tenant.name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={words.name} hint={words.nameHint}>
        <Input value={name} maxLength={67} onChange={(_event, data) => setName(data.value)} />
      </Field>
      <Field label={words.value}>
        <Textarea value={value} maxLength={100_000} onChange={(_event, data) => setValue(data.value)} />
      </Field>
    </FormDialog>
  )
}
