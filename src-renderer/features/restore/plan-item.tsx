import {
  Checkbox,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tab,
  TabList,
} from '@fluentui/react-components'
import { ArrowSwapRegular, WarningFilled } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { PlanItem } from '#contract/model/plans.ts'
import { useRead } from '#renderer/api/queries.ts'
import { TextDiff } from '#renderer/ui/code.tsx'
import { SettingsDiffView } from '#renderer/shared/settings-diff.tsx'
import { tally } from '#renderer/shared/tally.ts'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { actions } from './plan-actions.tsx'
import { isRefused, writes, type Outcome } from './plan-totals.ts'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import './restore.css'

interface Props {
  readonly tenantId: string
  readonly planId: string
  readonly item: PlanItem
  /** All items of the plan: they have the names of what this one depends on. */
  readonly items: readonly PlanItem[]
  /** The outcome in the rehearsal. */
  readonly outcome: Outcome | undefined
  readonly order: number
  readonly total: number
  /** The plan has already run: its items can no longer be included or excluded. */
  readonly fixed: boolean
  readonly onInclude: (included: boolean) => void
  /** Plans again with a new object in place of each one that can't be changed. */
  readonly onReplace: (old: 'archive' | 'delete') => void
}

/** The readable views put assignments into a section of this name. */
const assignmentsTitle = 'Assignments'

/** One item of a plan in detail: settings, JSON of both sides, assignments, requests. */
export function PlanItemView({
  tenantId,
  planId,
  item,
  items,
  outcome,
  order,
  total,
  fixed,
  onInclude,
  onReplace,
}: Props): ReactNode {
  const [tab, setTab] = useState('settings')
  const read = useRead('restore.item', { tenantId, planId, seq: item.seq })
  // While this item loads, the answer may still be that of the previous one.
  const detail = read.data?.seq === item.seq ? read.data : undefined
  const assignments = detail?.settings.filter((section) => section.title === assignmentsTitle) ?? []
  const settings = detail?.settings.filter((section) => section.title !== assignmentsTitle) ?? []
  const changes = (diff: typeof settings) => {
    const { added, changed, removed } = tally(diff)
    return detail ? added + changed + removed : null
  }
  const { tone } = actions[item.action]
  const isNew = item.action === 'create' || item.action === 'recreate'
  const titles = {
    before: isNew ? null : item.action === 'delete' ? words.item.deleted : words.item.live,
    after: item.action === 'delete' ? null : writes(item) ? words.item.written : words.item.wouldBeWritten,
  }
  const warnings = [
    ...(isRefused(outcome) ? [words.item.inRehearsal(outcome?.error?.message ?? outcome?.note ?? '')] : []),
    ...(item.reason ? [item.reason] : []),
    ...item.warnings,
  ]
  const needs = (keys: readonly string[]) =>
    keys.map((key) => items.find((other) => `${other.type}/${other.sourceId}` === key)?.name ?? key)
  return (
    <section className="pane" aria-label={item.name}>
      <div className="pane-head one-line">
        <Pill tone={tone}>{words.plan.action(item.action)}</Pill>
        <h2 className="ellipsis" dir="auto" title={item.name}>
          {item.name}
        </h2>
        <span className="small quiet push one-line-text">{order > 0 ? words.item.order(order, total) : ''}</span>
      </div>
      {warnings.length > 0 ? (
        <div className="warn-box fixed plan-warnings">
          <WarningFilled className="warning" />
          <span>
            {warnings.map((warning) => (
              <div key={warning}>{warning}</div>
            ))}
          </span>
        </div>
      ) : null}
      <TabList
        className="inset-x fixed"
        size="small"
        selectedValue={tab}
        onTabSelect={(_event, data) => setTab(String(data.value))}
      >
        <Tab value="settings">{words.item.tabs.settings(changes(settings))}</Tab>
        <Tab value="json">{words.item.tabs.json}</Tab>
        <Tab value="assignments">{words.item.tabs.assignments(changes(assignments))}</Tab>
        <Tab value="requests">{words.item.tabs.requests(detail?.steps.length ?? null)}</Tab>
      </TabList>
      {read.error ? (
        <ErrorState error={read.error.error} retry={() => void read.refetch()} />
      ) : !detail ? (
        <Loading />
      ) : (
        <>
          {tab === 'settings' ? <SettingsDiffView diff={settings} {...titles} onlyChanges /> : null}
          {tab === 'assignments' ? <SettingsDiffView diff={assignments} {...titles} onlyChanges /> : null}
          {tab === 'json' ? (
            <TextDiff
              before={{ title: titles.before ?? words.item.notThere, text: detail.live ?? '' }}
              after={{ title: titles.after ?? words.item.gone, text: titles.after === null ? '' : detail.wanted }}
              label={words.item.code}
              name={`${item.name}.json`}
            />
          ) : null}
          {tab === 'requests' ? (
            <ScrollArea>
              {detail.steps.length === 0 ? <p className="quiet inset">{words.item.noRequests}</p> : null}
              {detail.steps.map((step, index) => (
                <div key={`${index}-${step.path}`} className="settings-row whole">
                  <span>{words.item.step(index + 1, step.purpose)}</span>
                  <span className="mono quiet">
                    {step.method} {step.path}
                  </span>
                </div>
              ))}
            </ScrollArea>
          ) : null}
        </>
      )}
      <div className="pane-foot">
        {item.dependsOn.length > 0 ? (
          <span className="row small shrinks wrap">
            {words.item.dependsOn}{' '}
            {needs(item.dependsOn)
              .slice(0, 3)
              .map((name) => (
                <Pill key={name}>
                  <span className="ellipsis max-160" dir="auto" title={name}>
                    {name}
                  </span>
                </Pill>
              ))}
            {item.dependsOn.length > 3 ? (
              <span className="quiet" title={needs(item.dependsOn).join('\n')}>
                {words.item.more(item.dependsOn.length - 3)}
              </span>
            ) : null}
          </span>
        ) : null}
        {item.later.length > 0 ? <span className="small">{words.item.cycle(needs(item.later))}</span> : null}
        <span className="push row">
          {item.canReplace && !fixed ? <ReplaceMenu onReplace={onReplace} /> : null}
          <Checkbox
            label={words.item.include}
            checked={item.included && !['skip', 'blocked', 'conflict'].includes(item.action)}
            disabled={
              fixed ||
              item.action === 'unchanged' ||
              item.action === 'blocked' ||
              item.action === 'conflict' ||
              item.action === 'skip'
            }
            onChange={(_event, data) => onInclude(data.checked === true)}
          />
        </span>
      </div>
    </section>
  )
}

function ReplaceMenu({ onReplace }: Pick<Props, 'onReplace'>): ReactNode {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" icon={<ArrowSwapRegular />}>
          {words.item.replace}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(['archive', 'delete'] as const).map((old) => (
            <MenuItem key={old} onClick={() => onReplace(old)}>
              {words.options.replaceChoices[old]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
