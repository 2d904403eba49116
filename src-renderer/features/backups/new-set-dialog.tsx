import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Input,
  Label,
  Link,
} from '@fluentui/react-components'
import { DismissRegular, LinkRegular } from '@fluentui/react-icons'
import { useDeferredValue, useId, useMemo, useState, type ReactNode } from 'react'
import { PolicyId } from '#contract/model/ids.ts'
import type { Policy } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, count, counted, exactly } from '#renderer/ui/format.ts'
import { PolicyFilter } from '#renderer/shared/policy-filter.tsx'
import { askPolicies, everyPolicy, isChangedSince } from '#renderer/shared/policy-query.ts'
import { Loading, Pill } from '#renderer/ui/states.tsx'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { neededBy } from './needed.ts'
import './backups.css'

const columns: readonly Column<Policy>[] = [
  {
    key: 'name',
    title: 'Policy',
    width: 'minmax(0, 1fr)',
    sort: (policy) => policy.name,
    render: (policy) => (
      <span dir="auto" title={policy.name}>
        {policy.name}
      </span>
    ),
  },
  { key: 'kind', title: 'Type', width: '140px', sort: (policy) => policy.kind, render: (policy) => policy.kind },
  {
    key: 'captured',
    title: 'Last captured',
    width: '104px',
    sort: (policy) => policy.lastCapturedAt ?? '',
    render: (policy) =>
      policy.lastCapturedAt ? (
        <span title={exactly(policy.lastCapturedAt)}>{at(policy.lastCapturedAt)}</span>
      ) : (
        <span className="quiet">Never</span>
      ),
  },
  {
    key: 'changed',
    title: 'Changed since',
    width: '116px',
    sort: (policy) => (isChangedSince(policy) ? (policy.modifiedAt ?? '') : ''),
    render: (policy) =>
      isChangedSince(policy) ? <b>Yes, {at(policy.modifiedAt)}</b> : <span className="quiet">No</span>,
  },
]

/** Names a set and picks the policies that go into it: everything at first, or what a filter finds. */
export function NewSetDialog({
  tenant,
  open,
  onClose,
}: {
  readonly tenant: Tenant
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      {/* Made anew each time: what was picked for one set is not picked for the next. */}
      <DialogSurface className="picker">{open ? <Picker tenant={tenant} onClose={onClose} /> : null}</DialogSurface>
    </Dialog>
  )
}

function Picker({ tenant, onClose }: { readonly tenant: Tenant; readonly onClose: () => void }): ReactNode {
  const nameId = useId()
  const policies = usePolicies(tenant.id)
  const graph = useRead('dependencies.graph', { tenantId: tenant.id })
  const [name, setName] = useState('')
  const [query, setQuery] = useState(everyPolicy)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const [assignments, setAssignments] = useState(true)
  const [scopeTags, setScopeTags] = useState(true)
  const [dependencies, setDependencies] = useState(true)
  const create = useAction('backups.create', onClose)
  const asked = useDeferredValue(query)
  // What is not in the tenant any more cannot be captured.
  const present = useMemo(
    () => (policies.data ?? []).filter((policy) => policy.state === 'active' && policy.archivedAt === null),
    [policies.data],
  )
  const rows = useMemo(() => askPolicies(present, asked), [present, asked])
  const chosen = useMemo(() => present.filter((policy) => selected.has(policy.id)), [present, selected])
  const needed = useMemo(
    () => (dependencies && graph.data ? neededBy(selected, graph.data) : []),
    [dependencies, graph.data, selected],
  )
  const everything = selected.size === 0
  const total = everything ? 0 : chosen.length + needed.length
  const known = new Map<string, Policy>(present.map((policy) => [policy.id, policy]))
  const inSet = everything ? present : [...chosen, ...needed.flatMap((node) => known.get(node.policyId ?? '') ?? [])]
  const changed = inSet.filter((policy) => policy.versionId === null || isChangedSince(policy)).length
  const leave = (kind: string) =>
    setSelected(new Set(chosen.filter((policy) => policy.kind !== kind).map((policy) => policy.id)))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate({
          tenantId: tenant.id,
          name,
          assignments,
          scopeTags,
          ...(everything
            ? {}
            : {
                policyIds: [
                  ...chosen.map((policy) => policy.id),
                  ...needed.flatMap((node) => (node.policyId ? [PolicyId.parse(node.policyId)] : [])),
                ],
              }),
        })
      }}
    >
      <DialogBody>
        <DialogTitle>New backup set</DialogTitle>
        <DialogContent className="picker-content">
          <p className="small quiet flush">
            {tenant.name}. Adding a policy always captures it. Unchanged policies reuse their last version, no bytes are
            written.
          </p>
          <div className="row wrap">
            <Label htmlFor={nameId} required>
              Name
            </Label>
            <Input
              className="w-300"
              id={nameId}
              value={name}
              maxLength={200}
              placeholder="Before BitLocker rollout"
              onChange={(_event, data) => setName(data.value)}
            />
            <span className="row end">
              <Checkbox
                label="Assignments"
                checked={assignments}
                onChange={(_event, data) => setAssignments(data.checked === true)}
              />
              <Checkbox
                label="Scope tags"
                checked={scopeTags}
                onChange={(_event, data) => setScopeTags(data.checked === true)}
              />
              <Checkbox
                label="Dependencies"
                checked={dependencies}
                onChange={(_event, data) => setDependencies(data.checked === true)}
              />
            </span>
          </div>
          <div className="picker-panes">
            <section className="pane" aria-label="Policies to pick">
              <PolicyFilter policies={present} query={query} onQuery={setQuery} withTypes>
                <span className="end small">{counted(rows.length, 'policy', 'policies')} found</span>
              </PolicyFilter>
              {!policies.data ? (
                <Loading />
              ) : rows.length === 0 ? (
                <p className="quiet inset">
                  {present.length === 0
                    ? 'Nothing was captured yet: everything that the tenant has goes in.'
                    : 'No policy is like this.'}{' '}
                  {present.length > 0 ? (
                    <Link as="button" type="button" onClick={() => setQuery(everyPolicy)}>
                      Show all
                    </Link>
                  ) : null}
                </p>
              ) : (
                <DataGrid
                  label="Policies to pick"
                  rows={rows}
                  columns={columns}
                  id={(policy) => policy.id}
                  current={current}
                  onCurrent={setCurrent}
                  selected={selected}
                  onSelected={setSelected}
                  sortedBy={{ key: 'name', down: false }}
                />
              )}
            </section>
            <section className="pane" aria-label="In this set">
              <div className="pane-head inset-tight">
                <span className="strong">In this set</span>
                <span className="end">
                  <Pill tone="brand">{everything ? 'Everything' : count(total)}</Pill>
                </span>
              </div>
              {/* A list that scrolls must be reachable by the keyboard (WCAG 2.1.1). */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <div className="scroll inset-side" tabIndex={0}>
                {everything ? <p className="quiet flush">Pick policies to take only those.</p> : null}
                {[...Map.groupBy(chosen, (policy) => policy.kind)].map(([kind, of]) => (
                  <div key={kind} className="row">
                    <span className="ellipsis">{kind}</span>
                    <span className="end">{count(of.length)}</span>
                    <Button
                      size="small"
                      appearance="subtle"
                      icon={<DismissRegular />}
                      aria-label={`Leave ${kind} out`}
                      onClick={() => leave(kind)}
                    />
                  </div>
                ))}
                {needed.length > 0 ? <p className="strong picker-group">Added because others need them</p> : null}
                {[...Map.groupBy(needed, (node) => node.title)].map(([title, of]) => (
                  <div key={title} className="row">
                    <LinkRegular />
                    <span className="ellipsis">{title}</span>
                    <span className="end">{count(of.length)}</span>
                  </div>
                ))}
              </div>
              <div className="pane-foot small">
                About {count(inSet.length - changed)} reused, {count(changed)} new
              </div>
            </section>
          </div>
          {create.error ? (
            <p className="danger" role="alert">
              {create.error.error.message} {create.error.error.hint}
            </p>
          ) : null}
        </DialogContent>
        <DialogActions>
          <span className="row small end grow">
            <kbd>Space</kbd> pick <kbd>F6</kbd> next pane
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" type="submit" disabled={name.trim() === '' || create.isPending}>
            {everything ? 'Back up everything' : `Back up ${counted(total, 'object')}`}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  )
}
