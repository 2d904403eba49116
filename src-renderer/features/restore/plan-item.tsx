import { Checkbox, Tab, TabList } from '@fluentui/react-components'
import { WarningFilled } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { PlanItem, Rehearsal } from '#contract/model/values.ts'
import { useRead } from '#renderer/api/queries.ts'
import { Code } from '#renderer/ui/code.tsx'
import { SettingsDiffView, tally } from '#renderer/ui/settings-diff.tsx'
import { ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'

const words: Readonly<Record<PlanItem['action'], readonly [string, Tone]>> = {
  delete: ['Delete', 'danger'], create: ['Create', 'success'], recreate: ['Create again', 'success'], update: ['Update', 'brand'], unchanged: ['Unchanged', 'plain'], skip: ['Left out', 'plain'], blocked: ['Blocked', 'danger'], conflict: ['Conflict', 'danger'],
}

interface Props {
  readonly tenantId: string
  readonly planId: string
  readonly item: PlanItem
  /** What came of it in the rehearsal. */
  readonly outcome: Rehearsal['outcomes'][number] | undefined
  readonly order: number
  readonly total: number
  readonly onInclude: (included: boolean) => void
}

/** What one item of a plan means: settings, JSON of both sides, the requests. */
export function PlanItemView({ tenantId, planId, item, outcome, order, total, onInclude }: Props): ReactNode {
  const [tab, setTab] = useState('settings')
  const detail = useRead('restore.item', { tenantId, planId, seq: item.seq })
  const counts = detail.data ? tally(detail.data.settings) : null
  const [word, tone] = words[item.action]
  return (
    <section className="pane" aria-label={item.name}>
      <div className="pane-head" style={{ flexWrap: 'nowrap' }}>
        <Pill tone={tone}>{word}</Pill>
        <h2 className="ellipsis" dir="auto" title={item.name}>{item.name}</h2>
        <span className="small quiet" style={{ marginLeft: 'auto', whiteSpace: 'nowrap' }}>{order > 0 ? `${order} of ${total} in order` : ''}</span>
      </div>
      {outcome?.error ? <div className="warn-box" role="alert"><WarningFilled className="danger" /><span>In the rehearsal: {outcome.error.message}</span></div> : null}
      {item.reason ? <div className="warn-box"><WarningFilled className="warning" /><span>{item.reason}</span></div> : null}
      {item.warnings.length > 0 ? <div className="warn-box" style={{ maxHeight: 96, overflow: 'auto' }}><WarningFilled className="warning" /><span>{item.warnings.map((warning) => <div key={warning}>{warning}</div>)}</span></div> : null}
      <TabList size="small" selectedValue={tab} onTabSelect={(_event, data) => setTab(String(data.value))} style={{ padding: '0 8px' }}>
        <Tab value="settings">Settings {counts ? counts.added + counts.changed + counts.removed : ''}</Tab>
        <Tab value="json">JSON</Tab>
        <Tab value="requests">Requests {detail.data?.steps.length ?? ''}</Tab>
      </TabList>
      {detail.error ? <ErrorState error={detail.error.error} retry={() => void detail.refetch()} /> : !detail.data ? <Loading /> : (
        <>
          {tab === 'settings' ? <SettingsDiffView diff={detail.data.settings} before="Live now" after="Will be written" onlyChanges /> : null}
          {tab === 'json' ? <div className="scroll"><Code value={detail.data.live ?? ''} other={detail.data.wanted} label="Live and wanted" /></div> : null}
          {tab === 'requests' ? (
            <div className="scroll">
              {detail.data.steps.length === 0 ? <p className="quiet" style={{ padding: '0 16px' }}>Nothing is sent.</p> : null}
              {detail.data.steps.map((step, index) => (
                <div key={`${index}-${step.path}`} className="settings-row" style={{ gridTemplateColumns: '1fr' }}><span>{index + 1}. {step.purpose}</span><span className="mono quiet">{step.method} {step.path}</span></div>
              ))}
            </div>
          ) : null}
        </>
      )}
      <div className="pane-foot">
        <span className="small">{item.dependsOn.length > 0 ? `Depends on ${item.dependsOn.length === 1 ? 'another item, which is' : `${item.dependsOn.length} other items, which are`} written first.` : ''} {item.later.length > 0 ? 'It and another item refer to each other: that reference follows in a second pass.' : ''}</span>
        <span style={{ marginLeft: 'auto' }}><Checkbox label="Include this item" checked={item.included} disabled={item.action === 'unchanged' || item.action === 'blocked' || item.action === 'skip'} onChange={(_event, data) => onInclude(data.checked === true)} /></span>
      </div>
    </section>
  )
}
