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
import { at, count, exactly } from '#renderer/ui/format.ts'
import { PolicyFilter } from '#renderer/shared/policy-filter.tsx'
import { filterPolicies, everyPolicy, isChangedSince } from '#renderer/shared/policy-query.ts'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { neededBy } from './needed.ts'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import './backups.css'

const columns: readonly Column<Policy>[] = [
  {
    key: 'name',
    title: words.picker.columns.name,
    width: 'minmax(0, 1fr)',
    sort: (policy) => policy.name,
    render: (policy) => (
      <span dir="auto" title={policy.name}>
        {policy.name}
      </span>
    ),
  },
  {
    key: 'kind',
    title: words.picker.columns.type,
    width: '140px',
    sort: (policy) => policy.kind,
    render: (policy) => policy.kind,
  },
  {
    key: 'captured',
    title: words.picker.columns.captured,
    width: '104px',
    sort: (policy) => policy.lastCapturedAt ?? '',
    render: (policy) =>
      policy.lastCapturedAt ? (
        <span title={exactly(policy.lastCapturedAt)}>{at(policy.lastCapturedAt)}</span>
      ) : (
        <span className="quiet">{words.picker.never}</span>
      ),
  },
  {
    key: 'changed',
    title: words.picker.columns.changed,
    width: '116px',
    sort: (policy) => (isChangedSince(policy) ? (policy.modifiedAt ?? '') : ''),
    render: (policy) =>
      isChangedSince(policy) ? (
        <b>{words.picker.changed(at(policy.modifiedAt))}</b>
      ) : (
        <span className="quiet">{words.picker.unchanged}</span>
      ),
  },
]

/** Names a backup set and selects its policies: everything at first, or what a filter finds. */
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
  const [name, setName] = useState(() => words.picker.defaultName(at(new Date().toISOString())))
  const [query, setQuery] = useState(everyPolicy)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const [assignments, setAssignments] = useState(true)
  const [scopeTags, setScopeTags] = useState(true)
  const [dependencies, setDependencies] = useState(true)
  const create = useAction('backups.create', onClose)
  const asked = useDeferredValue(query)
  // A policy that is no longer in the tenant can't be captured.
  const present = useMemo(
    () => (policies.data ?? []).filter((policy) => policy.state === 'active' && policy.archivedAt === null),
    [policies.data],
  )
  const rows = useMemo(() => filterPolicies(present, asked), [present, asked])
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
        <DialogTitle>{words.picker.title}</DialogTitle>
        <DialogContent className="picker-content">
          <p className="small quiet flush">{words.picker.body(tenant.name)}</p>
          <div className="row wrap">
            <Label htmlFor={nameId} required>
              {words.picker.name}
            </Label>
            <Input
              className="w-300"
              id={nameId}
              value={name}
              maxLength={200}
              placeholder={words.picker.namePlaceholder}
              onChange={(_event, data) => setName(data.value)}
            />
            <span className="row end">
              <Checkbox
                label={words.picker.assignments}
                checked={assignments}
                onChange={(_event, data) => setAssignments(data.checked === true)}
              />
              <Checkbox
                label={words.picker.scopeTags}
                checked={scopeTags}
                onChange={(_event, data) => setScopeTags(data.checked === true)}
              />
              <Checkbox
                label={words.picker.dependencies}
                checked={dependencies}
                onChange={(_event, data) => setDependencies(data.checked === true)}
              />
            </span>
          </div>
          <div className="picker-panes">
            <section className="pane" aria-label={words.picker.list}>
              <PolicyFilter policies={present} query={query} onQuery={setQuery} withTypes>
                <span className="end small">{words.picker.found(rows.length)}</span>
              </PolicyFilter>
              {policies.error ? (
                <ErrorState error={policies.error.error} />
              ) : !policies.data ? (
                <Loading />
              ) : rows.length === 0 ? (
                <p className="quiet inset">
                  {present.length === 0 ? words.picker.notCapturedYet : words.picker.noMatch}{' '}
                  {present.length > 0 ? (
                    <Link as="button" type="button" onClick={() => setQuery(everyPolicy)}>
                      {words.picker.showAll}
                    </Link>
                  ) : null}
                </p>
              ) : (
                <DataGrid
                  label={words.picker.list}
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
            <section className="pane" aria-label={words.picker.inSet}>
              <div className="pane-head inset-tight">
                <span className="strong">{words.picker.inSet}</span>
                <span className="end">
                  <Pill tone="brand">{everything ? words.picker.everything : count(total)}</Pill>
                </span>
              </div>
              <ScrollArea className="inset-side">
                {everything ? <p className="quiet flush">{words.picker.everythingHint}</p> : null}
                {[...Map.groupBy(chosen, (policy) => policy.kind)].map(([kind, of]) => (
                  <div key={kind} className="row">
                    <span className="ellipsis">{kind}</span>
                    <span className="end">{count(of.length)}</span>
                    <Button
                      size="small"
                      appearance="subtle"
                      icon={<DismissRegular />}
                      aria-label={words.picker.remove(kind)}
                      onClick={() => leave(kind)}
                    />
                  </div>
                ))}
                {needed.length > 0 ? <p className="strong picker-group">{words.picker.needed}</p> : null}
                {[...Map.groupBy(needed, (node) => node.title)].map(([title, of]) => (
                  <div key={title} className="row">
                    <LinkRegular />
                    <span className="ellipsis">{title}</span>
                    <span className="end">{count(of.length)}</span>
                  </div>
                ))}
              </ScrollArea>
              <div className="pane-foot small">{words.picker.estimate(inSet.length - changed, changed)}</div>
            </section>
          </div>
          {create.error ? (
            <p className="danger" role="alert">
              {create.error.error.message} {create.error.error.hint}
            </p>
          ) : null}
        </DialogContent>
        <DialogActions>
          <span className="row small end grow one-line-text">
            <kbd>Space</kbd> {words.picker.keys.select} <kbd>F6</kbd> {words.picker.keys.nextPane}
          </span>
          <Button onClick={onClose}>{words.picker.cancel}</Button>
          <Button appearance="primary" type="submit" disabled={name.trim() === '' || create.isPending}>
            {everything ? words.picker.backUpEverything : words.picker.backUp(total)}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  )
}
