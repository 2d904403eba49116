import { Button, Dropdown, Input, Option, Switch } from '@fluentui/react-components'
import { ArrowLeftRegular, FilterRegular, OrganizationRegular, WarningFilled } from '@fluentui/react-icons'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { GraphNode } from '#contract/model/dependencies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { useDark } from '#renderer/ui/theme.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { count } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { EdgeList } from './edge-list.tsx'
import { KindIcon } from './kind-icon.tsx'
import { loadedLater } from '#renderer/ui/loaded-later.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { words } from './words.ts'

const Canvas = loadedLater(async () => (await import('./canvas.tsx')).Canvas, <Loading />)

type Direction = 'both' | 'inbound' | 'outbound'
const steps = ['1', '2', '3', '5', '10']
/** More objects than this are not drawn: the picture would be unreadable. */
const drawable = 1200

const columns: readonly Column<GraphNode>[] = [
  {
    key: 'icon',
    title: <span className="hidden-word">{words.list.columns.kind}</span>,
    width: '20px',
    render: (node) => <KindIcon node={node} />,
  },
  {
    key: 'name',
    title: words.list.columns.object,
    width: 'minmax(0, 1fr)',
    sort: (node) => node.name,
    render: (node) => (
      <span dir="auto" title={node.name}>
        {node.name}
      </span>
    ),
  },
  {
    key: 'title',
    title: words.list.columns.type,
    width: 'minmax(0, 0.5fr)',
    sort: (node) => node.title,
    render: (node) => node.title,
  },
  {
    key: 'inbound',
    title: words.list.columns.inbound,
    width: '128px',
    number: true,
    sort: (node) => node.inbound,
    render: (node) => count(node.inbound),
  },
  {
    key: 'outbound',
    title: words.list.columns.outbound,
    width: '72px',
    number: true,
    sort: (node) => node.outbound,
    render: (node) => count(node.outbound),
  },
  {
    key: 'state',
    title: words.list.columns.state,
    width: '130px',
    sort: (node) => (node.missing ? 0 : 1),
    render: (node) => (node.missing ? <Pill tone="warning">{words.missing}</Pill> : ''),
  },
]

const fileColumns: readonly FileColumn<GraphNode>[] = [
  [words.list.columns.object, (node) => node.name],
  [words.list.columns.type, (node) => node.title],
  [words.list.columns.inbound, (node) => node.inbound],
  [words.list.columns.outbound, (node) => node.outbound],
  [words.list.columns.state, (node) => (node.missing ? words.missing : '')],
]

/** Which object refers to which: all of them as a table, one as a graph with its references beside it. */
export function Dependencies({ tenant, focus }: { readonly tenant: Tenant; readonly focus: string | null }): ReactNode {
  return focus === null ? <Everything tenant={tenant} /> : <Around key={focus} tenant={tenant} focus={focus} />
}

function Everything({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const graph = useRead('dependencies.graph', { tenantId: tenant.id })
  const [filter, setFilter] = useState('')
  const [onlyMissing, setOnlyMissing] = useState(false)
  const [current, setCurrent] = useState<string | null>(null)
  const rows = useMemo(() => {
    return (graph.data?.nodes ?? []).filter(
      (node) => (!onlyMissing || node.missing) && hasWords(filter, `${node.name} ${node.title} ${node.id}`),
    )
  }, [graph.data, filter, onlyMissing])
  const missing = graph.data?.nodes.filter((node) => node.missing).length ?? 0
  const open = (id: string) => navigate(`/dependencies/${encodeURIComponent(id)}`)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">
            {graph.data
              ? words.subtitle(graph.data.nodes.length, graph.data.edges.length, missing, graph.data.cycles.length)
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
            {words.showGraph}
          </Button>
        </div>
      </div>
      <section className="pane" aria-label={words.list.label}>
        <div className="tool-row">
          <Input
            className="w-320"
            size="small"
            contentBefore={<FilterRegular />}
            aria-label={words.list.filter}
            placeholder={words.list.filterPlaceholder}
            value={filter}
            onChange={(_event, data) => setFilter(data.value)}
          />
          <Switch
            label={words.list.onlyMissing}
            checked={onlyMissing}
            onChange={(_event, data) => setOnlyMissing(data.checked)}
          />
          <span className="end small">{words.list.count(rows.length)}</span>
        </div>
        {graph.error ? (
          <ErrorState error={graph.error.error} retry={() => void graph.refetch()} />
        ) : !graph.data ? (
          <Loading />
        ) : graph.data.nodes.length === 0 ? (
          <EmptyState
            icon={<OrganizationRegular fontSize={28} />}
            title={words.list.empty.title}
            action={
              <Button appearance="primary" onClick={() => navigate('/inventory')}>
                {words.list.empty.action}
              </Button>
            }
          >
            {words.list.empty.body}
          </EmptyState>
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<FilterRegular fontSize={28} />}
            title={words.list.noMatch.title}
            action={
              <Button
                onClick={() => {
                  setFilter('')
                  setOnlyMissing(false)
                }}
              >
                {words.list.noMatch.action}
              </Button>
            }
          >
            {words.list.noMatch.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.list.label}
            name="dependencies"
            file={(rows) => tableOf(rows, fileColumns)}
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
          aria-label={words.graph.allObjects}
          onClick={() => navigate('/dependencies')}
        />
        <h1>{words.title}</h1>
        <span className="sub shrinks-only" dir="auto">
          {node.name}
        </span>
        <div className="actions">
          <Dropdown
            className="min-150"
            size="small"
            aria-label={words.graph.direction}
            value={words.graph.directions[direction]}
            selectedOptions={[direction]}
            onOptionSelect={(_event, data) => setDirection((data.optionValue ?? 'both') as Direction)}
          >
            {Object.entries(words.graph.directions).map(([key, word]) => (
              <Option key={key} value={key}>
                {word}
              </Option>
            ))}
          </Dropdown>
          <Dropdown
            className="min-100"
            size="small"
            aria-label={words.graph.depth}
            value={words.graph.steps(Number(depth))}
            selectedOptions={[depth]}
            onOptionSelect={(_event, data) => setDepth(data.optionValue ?? '1')}
          >
            {steps.map((step) => (
              <Option key={step} value={step} text={words.graph.steps(Number(step))}>
                {words.graph.steps(Number(step))}
              </Option>
            ))}
          </Dropdown>
        </div>
      </div>
      <div className="page graph">
        <section className="pane" aria-label={words.graph.label}>
          {graph.data.nodes.length > drawable ? (
            <EmptyState
              icon={<OrganizationRegular fontSize={28} />}
              title={words.graph.tooLarge.title(graph.data.nodes.length)}
              action={<Button onClick={() => setDepth('1')}>{words.graph.tooLarge.action}</Button>}
            >
              {words.graph.tooLarge.body}
            </EmptyState>
          ) : (
            <div className="flow">
              <Canvas graph={graph.data} focus={focus} opened={opened} onFocus={onFocus} onOpen={onOpen} dark={dark} />
            </div>
          )}
          <div className="pane-foot small legend">
            <span>
              <i />
              {words.graph.refersTo}
            </span>
            <span>
              <i className="dashed" />
              {words.graph.excluded}
            </span>
            <span className="row">
              <WarningFilled className="warning" />
              {words.graph.notInTenant}
            </span>
          </div>
        </section>
        <EdgeList graph={graph.data} focus={node} onFocus={onFocus} />
      </div>
    </>
  )
}
