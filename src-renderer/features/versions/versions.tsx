import { Button, Checkbox, Radio, Tab, TabList } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import type { AuthoredVersion, Version } from '#contract/model/policies.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { TextDiff } from '#renderer/ui/code.tsx'
import { at, exactly } from '#renderer/ui/format.ts'
import { SettingsDiffView } from '#renderer/shared/settings-diff.tsx'
import { tally } from '#renderer/shared/tally.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { DoubtPill } from '#renderer/shared/doubts.tsx'
import { useVersionBody } from '#renderer/shared/version-json.tsx'
import { SeverityPill } from '#renderer/shared/severity.tsx'
import { words } from './words.ts'
import './versions.css'

/** The history of a policy: select any two versions, see the difference as settings and as JSON, restore the older one. */
export function Versions({
  tenant,
  policyId,
  versionId,
}: {
  readonly tenant: Tenant
  readonly policyId: string
  readonly versionId: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const policy = useRead('policies.get', { tenantId: tenant.id, policyId })
  const list = useRead('versions.ofPolicy', { tenantId: tenant.id, policyId })
  // The two are chosen once the list is up to date, and stay when a later capture adds a version.
  const [chosen, setChosen] = useState<{ before: string | undefined; after: string | undefined } | null>(null)
  const versions = list.data ?? []
  if (chosen === null && versions.length > 0 && !list.isFetching)
    setChosen({ before: versionId ?? (versions[1] ?? versions[0])?.id, after: versions[0]?.id })
  const [tab, setTab] = useState('settings')
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const after = versions.find((version) => version.id === chosen?.after) ?? versions[0]
  const before = versions.find((version) => version.id === chosen?.before) ?? versions[1] ?? versions[0]
  if (list.error) return <ErrorState error={list.error.error} retry={() => void list.refetch()} />
  if (list.data?.length === 0)
    return (
      <section className="pane" aria-label={words.list.title}>
        <EmptyState icon={<HistoryRegular fontSize={28} />} title={words.list.none}>
          {words.list.noneHint}
        </EmptyState>
      </section>
    )
  if (chosen === null || !before || !after) return <Loading />
  const choose = (at: number) => setChosen({ before: (versions[at + 1] ?? versions[at])!.id, after: versions[at]!.id })
  return (
    <>
      <div className="page-head">
        <div>
          <div className="small">
            <a href="#/inventory">{words.inventory}</a> › {policy.data?.kind}
          </div>
          <h1 dir="auto">{policy.data?.name}</h1>
        </div>
        <div className="actions">
          <ReportButton subject={{ about: 'policy', versionId: before.id }} />
          <Button
            appearance="primary"
            icon={<HistoryRegular />}
            disabled={plan.isPending || plan.isSuccess}
            onClick={() => plan.mutate({ tenantId: tenant.id, from: { versionIds: [before.id] } })}
          >
            {words.restore(before.number)}
          </Button>
        </div>
      </div>
      <div className="page versions">
        <section className="pane" aria-label={words.list.title}>
          <div className="pane-head">
            <span className="strong">{words.list.title}</span>
            <span className="quiet">{versions.length}</span>
          </div>
          <div className="grid-head version-columns">
            <span>A</span>
            <span>B</span>
            <span>{words.list.captured}</span>
          </div>
          <div className="scroll">
            {versions.map((version, at) => (
              <VersionRow
                key={version.id}
                version={version}
                isBefore={version.id === before.id}
                isAfter={version.id === after.id}
                onBefore={() => setChosen({ before: version.id, after: after.id })}
                onAfter={() => setChosen({ before: before.id, after: version.id })}
                onChange={() => choose(at)}
              />
            ))}
          </div>
        </section>
        <section className="pane" aria-label={words.difference.label}>
          <TabList
            className="inset-xs"
            size="small"
            selectedValue={tab}
            onTabSelect={(_event, data) => setTab(String(data.value))}
          >
            <Tab value="settings">{words.difference.settings}</Tab>
            <Tab value="json">{words.difference.json}</Tab>
          </TabList>
          {versions.length === 1 ? (
            <p className="quiet inset">{words.list.only}</p>
          ) : tab === 'settings' ? (
            <Settings tenantId={tenant.id} before={before} after={after} />
          ) : (
            <Json tenantId={tenant.id} before={before} after={after} />
          )}
        </section>
      </div>
    </>
  )
}

interface RowProps {
  readonly version: AuthoredVersion
  readonly isBefore: boolean
  readonly isAfter: boolean
  readonly onBefore: () => void
  readonly onAfter: () => void
  /** What this version changed is to be shown. */
  readonly onChange: () => void
}

function VersionRow({ version, isBefore, isAfter, onBefore, onAfter, onChange }: RowProps): ReactNode {
  return (
    <div className="grid-row version-columns" data-chosen={isBefore || isAfter}>
      <Radio checked={isBefore} onChange={onBefore} aria-label={words.list.asA(version.number)} />
      <Radio checked={isAfter} onChange={onAfter} aria-label={words.list.asB(version.number)} />
      <button type="button" className="version" title={words.list.showChange(version.number)} onClick={onChange}>
        <span className="row wrap">
          <b>{words.list.version(version.number)}</b>
          {version.live ? <Pill tone="brand">{words.list.live}</Pill> : null}
          {version.doubts.length > 0 ? <DoubtPill doubts={version.doubts} /> : null}
          <SeverityPill about={version.change} />
        </span>
        <span className="small quiet" title={exactly(version.capturedAt)}>
          {at(version.capturedAt)}
        </span>
        {version.changedBy.map((who) => (
          <span key={who} className="small ellipsis block" dir="auto" title={who}>
            {words.list.by(who)}
          </span>
        ))}
        {version.backupSets.slice(0, 2).map((name) => (
          <span key={name} className="small quiet ellipsis block">
            {name}
          </span>
        ))}
        {version.backupSets.length > 2 ? (
          <span className="small quiet" title={version.backupSets.slice(2).join('\n')}>
            {words.list.moreSets(version.backupSets.length - 2)}
          </span>
        ) : null}
      </button>
    </div>
  )
}

interface Pair {
  readonly tenantId: string
  readonly before: Version
  readonly after: Version
}

function Settings({ tenantId, before, after }: Pair): ReactNode {
  const [onlyChanges, setOnlyChanges] = useState(true)
  const diff = useRead('versions.settingsDiff', { tenantId, before: before.id, after: after.id })
  if (diff.error) return <ErrorState error={diff.error.error} retry={() => void diff.refetch()} />
  if (!diff.data) return <Loading />
  const counts = tally(diff.data)
  return (
    <>
      <div className="tool-row">
        <Pill tone="brand">{words.difference.changed(counts.changed)}</Pill>
        <Pill tone={counts.added > 0 ? 'success' : 'plain'}>{words.difference.added(counts.added)}</Pill>
        <Pill tone={counts.removed > 0 ? 'danger' : 'plain'}>{words.difference.removed(counts.removed)}</Pill>
        <span className="end">
          <Checkbox
            label={words.difference.onlyChanges}
            checked={onlyChanges}
            onChange={(_event, data) => setOnlyChanges(data.checked === true)}
          />
        </span>
      </div>
      <SettingsDiffView
        diff={diff.data}
        before={words.sideA(before)}
        after={words.sideB(after)}
        onlyChanges={onlyChanges}
      />
      <div className="pane-foot small">{words.difference.unchanged(counts.same, onlyChanges)}</div>
    </>
  )
}

function Json({ tenantId, before, after }: Pair): ReactNode {
  const left = useVersionBody(tenantId, before.id)
  const right = useVersionBody(tenantId, after.id)
  const error = left.error ?? right.error
  if (error) return <ErrorState error={error.error} />
  if (left.data === undefined || right.data === undefined) return <Loading />
  return (
    <TextDiff
      before={{ title: words.sideA(before), text: left.data }}
      after={{ title: words.sideB(after), text: right.data }}
      label={words.difference.label}
      name={`${after.name}.json`}
    />
  )
}
