import { Button } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  EditRegular,
  LightbulbRegular,
  OpenRegular,
  PersonSearchRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Advice as Advised } from '#contract/model/advice.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { ChangeDrawer } from '#renderer/shared/change/change-drawer.tsx'
import { isConnected } from '#renderer/shared/tenant-kinds.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { EmptyState, ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { words } from './words.ts'
import './advice.css'

type Finding = Advised['findings'][number]

const tones: Readonly<Record<Advised['severity'], Tone>> = { high: 'danger', medium: 'warning', low: 'plain' }

const columns: readonly Column<Finding>[] = [
  {
    key: 'name',
    title: words.columns.name,
    width: 'minmax(0, 1fr)',
    sort: ({ name }) => name,
    render: ({ name, type }) => (
      <span className="two-lines">
        <span className="ellipsis" dir="auto" title={name}>
          {name}
        </span>
        <span className="small quiet ellipsis">{type}</span>
      </span>
    ),
  },
  {
    key: 'detail',
    title: words.columns.detail,
    width: 'minmax(0, 1.2fr)',
    sort: ({ detail }) => detail,
    render: ({ detail }) => (
      <span className="quiet" dir="auto" title={detail}>
        {detail}
      </span>
    ),
  },
]

const adviceTable = (rows: readonly Finding[]) =>
  tableOf(rows, [
    [words.columns.name, ({ name }) => name],
    [words.columns.type, ({ type }) => type],
    [words.columns.detail, ({ detail }) => detail],
  ])

/** What could be tidied up in a tenant, rule by rule (spec 065). */
export function Advice({ tenant, ruleId }: { readonly tenant: Tenant; readonly ruleId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const advice = useRead('advice.list', { tenantId: tenant.id })
  const captured = useRead('policies.list', { tenantId: tenant.id, limit: 1 })
  const rules = advice.data ?? []
  const shown = rules.find(({ id }) => id === ruleId) ?? rules.find(({ findings }) => findings.length > 0) ?? rules[0]
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle}</span>
        </div>
      </div>
      {advice.error ? (
        <ErrorState error={advice.error.error} retry={() => void advice.refetch()} />
      ) : !advice.data || !shown || !captured.data ? (
        <Loading />
      ) : captured.data.total === 0 ? (
        <EmptyState icon={<LightbulbRegular fontSize={28} />} title={words.nothing.title}>
          {words.nothing.body}
        </EmptyState>
      ) : (
        <div className="page advice">
          <section className="pane" aria-label={words.rules}>
            <ScrollArea>
              <ul className="plain-list choice-list">
                {rules.map((rule) => (
                  <li key={rule.id}>
                    <button
                      type="button"
                      className={`list-choice rule ${rule.id === shown.id ? 'current' : ''} ${rule.findings.length === 0 ? 'quiet' : ''}`}
                      aria-current={rule.id === shown.id}
                      onClick={() => navigate(`/advice/${rule.id}`)}
                    >
                      <span className="grow">{rule.title}</span>
                      {rule.isOpen ? (
                        <Pill>{words.open}</Pill>
                      ) : rule.findings.length > 0 ? (
                        <Pill tone={tones[rule.severity]}>{rule.findings.length}</Pill>
                      ) : (
                        <CheckmarkCircleRegular className="success" />
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </ScrollArea>
          </section>
          <Findings key={shown.id} tenant={tenant} rule={shown} />
        </div>
      )}
    </>
  )
}

function Findings({ tenant, rule }: { readonly tenant: Tenant; readonly rule: Advised }): ReactNode {
  const [, navigate] = useLocation()
  const [current, setCurrent] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [changing, setChanging] = useState(false)
  // A policy can be here several times, for several reasons.
  const rows = rule.findings.map((finding, index) => ({ ...finding, key: `${finding.policyId}/${index}` }))
  const shown = rows.find(({ key }) => key === current) ?? rows[0]
  const policyIds = [...new Set(rows.filter(({ key }) => selected.has(key)).map(({ policyId }) => policyId))]
  return (
    <section className="pane" aria-label={rule.title}>
      <div className="pane-head">
        <h2 className="grow">{rule.title}</h2>
        <Pill tone={tones[rule.severity]}>{words.severities[rule.severity]}</Pill>
      </div>
      <p className="inset flush quiet">{rule.why}</p>
      {rule.isOpen ? (
        <EmptyState
          icon={<PersonSearchRegular fontSize={28} />}
          title={words.openTitle}
          action={<Button onClick={() => navigate('/who-gets')}>{words.openAction}</Button>}
        >
          {words.openBody}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState icon={<CheckmarkCircleRegular fontSize={28} />} title={words.none}>
          {words.noneBody}
        </EmptyState>
      ) : (
        <>
          <div className="tool-row wrap">
            {isConnected(tenant) ? (
              <Button
                size="small"
                appearance="primary"
                icon={<EditRegular />}
                disabled={policyIds.length === 0}
                onClick={() => setChanging(true)}
              >
                {words.change(policyIds.length)}
              </Button>
            ) : null}
            <Button
              size="small"
              icon={<OpenRegular />}
              disabled={!shown}
              onClick={() => shown && navigate(`/inventory/${shown.policyId}`)}
            >
              {words.openPolicy}
            </Button>
            <span className="small quiet end">{policyIds.length === 0 ? words.selectHint : ''}</span>
          </div>
          <DataGrid
            label={words.list}
            name="advice"
            rows={rows}
            columns={columns}
            id={({ key }) => key}
            current={shown?.key ?? null}
            onCurrent={setCurrent}
            selected={selected}
            onSelected={setSelected}
            onOpen={(key) => navigate(`/inventory/${key.split('/')[0]!}`)}
            file={adviceTable}
            tall
          />
        </>
      )}
      {changing ? (
        <ChangeDrawer
          tenant={tenant}
          policyIds={policyIds}
          {...(rule.fix === null ? {} : { rule: rule.fix })}
          onClose={() => setChanging(false)}
        />
      ) : null}
    </section>
  )
}
