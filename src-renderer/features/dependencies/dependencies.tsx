import { Button, Dropdown, Input, Option, Switch } from '@fluentui/react-components'
import { ArrowLeftRegular, FilterRegular, OrganizationRegular, WarningFilled } from '@fluentui/react-icons'
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { GraphNode } from '#contract/model/dependencies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { useDark } from '#renderer/ui/theme.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { count, counted } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { EdgeList } from './edge-list.tsx'
import { KindIcon } from './kind-icon.tsx'

const Canvas = lazy(() => import('./canvas.tsx'))

type Direction = 'both' | 'inbound' | 'outbound'
const directions: Readonly<Record<Direction, string>> = {
  both: 'Both ways',
  inbound: 'What refers to it',
  outbound: 'What it refers to',
}
const steps = ['1', '2', '3', '5', '10']
/** More than this is no picture any more: the list has them all. */
const drawable = 1200

const columns: readonly Column<GraphNode>[] = [
  {
    key: 'icon',
    title: <span className="hidden-word">Kind</span>,
    width: '20px',
    render: (node) => <KindIcon node={node} />,
  },
  {
    key: 'name',
    title: 'Object',
    width: 'minmax(0, 1fr)',
    sort: (node) => node.name,
    render: (node) => (
      <span dir="auto" title={node.name}>
        {node.name}
      </span>
    ),
  },
  { key: 'title', title: 'Type', width: 'minmax(0, 0.5fr)', sort: (node) => node.title, render: (node) => node.title },
  {
    key: 'inbound',
    title: 'Referred to by',
    width: '128px',
    number: true,
    sort: (node) => node.inbound,
    render: (node) => count(node.inbound),
  },
  {
    key: 'outbound',
    title: 'Refers to',
    width: '72px',
    number: true,
    sort: (node) => node.outbound,
    render: (node) => count(node.outbound),
  },
  {
    key: 'state',
    title: 'State',
    width: '130px',
    sort: (node) => (node.missing ? 0 : 1),
    render: (node) => (node.missing ? <Pill tone="warning">Not in the tenant</Pill> : ''),
  },
]

/** What hangs on what: everything as a table, one object as a picture with the list beside it. */
export function Dependencies({ tenant, focus }: { readonly tenant: Tenant; readonly focus: string | null }): ReactNode {
  return focus === null ? <Everything tenant={tenant} /> : <Around key={focus} tenant={tenant} focus={focus} />
}

function Everything({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const graph = useRead('dependencies.graph', { tenantId: tenant.id })
  const [words, setWords] = useState('')
  const [onlyMissing, setOnlyMissing] = useState(false)
  const [current, setCurrent] = useState<string | null>(null)
  const rows = useMemo(() => {
    const asked = words.toLowerCase().split(/\s+/).filter(Boolean)
    return (graph.data?.nodes ?? []).filter(
      (node) =>
        (!onlyMissing || node.missing) &&
        asked.every((word) => `${node.name} ${node.title} ${node.id}`.toLowerCase().includes(word)),
    )
  }, [graph.data, words, onlyMissing])
  const missing = graph.data?.nodes.filter((node) => node.missing).length ?? 0
  const open = (id: string) => navigate(`/dependencies/${encodeURIComponent(id)}`)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Dependencies</h1>
          <span className="sub">
            {graph.data
              ? `${counted(graph.data.nodes.length, 'object')}, ${counted(graph.data.edges.length, 'reference')}, ${counted(missing, 'missing target')}${graph.data.cycles.length > 0 ? `, ${counted(graph.data.cycles.length, 'circle')}` : ''}`
              : ''}
          </span>
        </div>
        <div className="actions">
          <Button
            appearance="primary"
            icon={<OrganizationRegular />}
            disabled={current === null}
            onClick={() => current !== null && open(current)}
          >
            Show its graph
          </Button>
        </div>
      </div>
      <section className="pane" aria-label="Objects">
        <div className="tool-row">
          <Input
            className="w-320"
            size="small"
            contentBefore={<FilterRegular />}
            aria-label="Filter objects"
            placeholder="Filter by name, type or ID"
            value={words}
            onChange={(_event, data) => setWords(data.value)}
          />
          <Switch
            label="Only missing targets"
            checked={onlyMissing}
            onChange={(_event, data) => setOnlyMissing(data.checked)}
          />
          <span className="end small">{counted(rows.length, 'object')}</span>
        </div>
        {graph.error ? (
          <ErrorState error={graph.error.error} retry={() => void graph.refetch()} />
        ) : !graph.data ? (
          <Loading />
        ) : graph.data.nodes.length === 0 ? (
          <EmptyState
            icon={<OrganizationRegular fontSize={28} />}
            title="Nothing captured yet"
            action={
              <Button appearance="primary" onClick={() => navigate('/inventory')}>
                Go to the inventory
              </Button>
            }
          >
            What depends on what is read from captured policies and their assignments.
          </EmptyState>
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<FilterRegular fontSize={28} />}
            title="No such object"
            action={
              <Button
                onClick={() => {
                  setWords('')
                  setOnlyMissing(false)
                }}
              >
                Show all
              </Button>
            }
          >
            Groups, filters and users are here when something refers to them.
          </EmptyState>
        ) : (
          <DataGrid
            label="Objects"
            rows={rows}
            columns={columns}
            id={(node) => node.id}
            current={current}
            onCurrent={setCurrent}
            onOpen={open}
            sortedBy={{ key: 'inbound', down: true }}
          />
        )}
      </section>
    </>
  )
}

function Around({ tenant, focus }: { readonly tenant: Tenant; readonly focus: string }): ReactNode {
  const [, navigate] = useLocation()
  const dark = useDark()
  const [depth, setDepth] = useState('1')
  const [direction, setDirection] = useState<Direction>('both')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const graph = useRead('dependencies.graph', { tenantId: tenant.id, focus, depth: Number(depth), direction })
  const onFocus = useCallback(
    (id: string) => (id === focus ? undefined : navigate(`/dependencies/${encodeURIComponent(id)}`)),
    [focus, navigate],
  )
  const onOpen = useCallback((group: string) => setOpened((before) => new Set([...before, group])), [])
  if (graph.error) return <ErrorState error={graph.error.error} retry={() => void graph.refetch()} />
  const node = graph.data?.nodes.find((entry) => entry.id === focus)
  if (!graph.data || !node) return <Loading />
  return (
    <>
      <div className="page-head">
        <Button
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          aria-label="All objects"
          onClick={() => navigate('/dependencies')}
        />
        <h1>Dependencies</h1>
        <span className="sub shrinks-only" dir="auto">
          {node.name}
        </span>
        <div className="actions">
          <Dropdown
            className="min-150"
            size="small"
            aria-label="Direction"
            value={directions[direction]}
            selectedOptions={[direction]}
            onOptionSelect={(_event, data) => setDirection((data.optionValue ?? 'both') as Direction)}
          >
            {Object.entries(directions).map(([key, word]) => (
              <Option key={key} value={key}>
                {word}
              </Option>
            ))}
          </Dropdown>
          <Dropdown
            className="min-100"
            size="small"
            aria-label="Depth"
            value={counted(Number(depth), 'step')}
            selectedOptions={[depth]}
            onOptionSelect={(_event, data) => setDepth(data.optionValue ?? '1')}
          >
            {steps.map((step) => (
              <Option key={step} value={step} text={counted(Number(step), 'step')}>
                {counted(Number(step), 'step')}
              </Option>
            ))}
          </Dropdown>
        </div>
      </div>
      <div className="page graph">
        <section className="pane" aria-label="Graph">
          {graph.data.nodes.length > drawable ? (
            <EmptyState
              icon={<OrganizationRegular fontSize={28} />}
              title={`${count(graph.data.nodes.length)} objects are no picture any more`}
              action={<Button onClick={() => setDepth('1')}>One step</Button>}
            >
              Take fewer steps, or another object to look from. The list has what is next to it.
            </EmptyState>
          ) : (
            <div className="flow">
              <Suspense fallback={<Loading />}>
                <Canvas
                  graph={graph.data}
                  focus={focus}
                  opened={opened}
                  onFocus={onFocus}
                  onOpen={onOpen}
                  dark={dark}
                />
              </Suspense>
            </div>
          )}
          <div className="pane-foot small legend">
            <span>
              <i />
              refers to
            </span>
            <span>
              <i className="dashed" />
              excluded
            </span>
            <span className="row">
              <WarningFilled className="warning" />
              not in the tenant
            </span>
          </div>
        </section>
        <EdgeList graph={graph.data} focus={node} onFocus={onFocus} />
      </div>
    </>
  )
}
