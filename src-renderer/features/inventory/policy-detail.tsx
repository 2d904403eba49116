import {
  Button,
  Link,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tab,
  TabList,
} from '@fluentui/react-components'
import {
  CameraRegular,
  DismissRegular,
  HistoryRegular,
  MoreHorizontalRegular,
  OpenRegular,
  OrganizationRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Policy } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { at, exactly } from '#renderer/ui/format.ts'
import { ReadableView } from '#renderer/shared/readable-view.tsx'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { DoubtPill, Doubts } from '#renderer/shared/doubts.tsx'
import { VersionJson } from '#renderer/shared/version-json.tsx'
import { PolicyReachView } from '#renderer/shared/recipients/policy-reach.tsx'
import { useSearchHit } from '#renderer/shared/search-hit.ts'
import { SettingHistory } from './setting-history.tsx'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { isConnected } from '#renderer/shared/tenant-kinds.ts'

/** The policy beside the table: readable settings, JSON, assignments, versions. */
export function PolicyDetail({
  tenant,
  policy,
  asOf,
  onClose,
}: {
  readonly tenant: Tenant
  readonly policy: Policy
  readonly asOf: string | null
  readonly onClose: () => void
}): ReactNode {
  const [, navigate] = useLocation()
  const earlier = usePolicies(tenant.id).data?.find(({ recreatedAs }) => recreatedAs === policy.id)
  // The latest version is what the tenant has already, unless somebody deleted the policy.
  const isChoice = asOf === null && policy.state === 'active' && policy.versionCount > 1
  const [tab, setTab] = useState('readable')
  const capture = useAction('runs.capture')
  const ignore = useAction('policies.ignore')
  const archive = useAction('policies.archive', onClose)
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const { versionId } = policy
  return (
    // Escape closes the pane from wherever the focus is in it; the button does the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="pane"
      aria-label={policy.name}
      data-policy={policy.id}
      onKeyDown={(event) =>
        // A menu that is open takes the key itself; it is drawn elsewhere.
        event.key === 'Escape' && event.currentTarget.contains(event.target as Node) ? onClose() : undefined
      }
    >
      <div className="pane-head top one-line">
        <h2 className="grow" dir="auto">
          {policy.name}
        </h2>
        <Button
          appearance="subtle"
          size="small"
          icon={<OpenRegular />}
          aria-label={words.detail.openVersions}
          onClick={() => navigate(`/versions/${policy.id}`)}
        />
        <Button
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label={words.detail.close}
          onClick={onClose}
        />
      </div>
      <div className="small quiet inset">
        {policy.platform} · {policy.kind}
        {asOf !== null ? (
          ` · ${words.detail.versionAsOf(policy.versionCount, at(asOf))}`
        ) : policy.modifiedAt === null ? null : (
          <span title={exactly(policy.modifiedAt)}> · {words.detail.modified(at(policy.modifiedAt))}</span>
        )}
        {earlier === undefined ? null : (
          <>
            {' '}
            · {words.detail.createdAgain}.{' '}
            <Link as="button" onClick={() => navigate(`/versions/${earlier.id}`)}>
              {words.detail.openEarlier}
            </Link>
          </>
        )}
        {policy.recreatedAs !== null ? (
          <>
            {' '}
            · {words.detail.recreated}.{' '}
            <Link as="button" onClick={() => navigate(`/inventory/${policy.recreatedAs}`)}>
              {words.detail.openRecreated}
            </Link>
          </>
        ) : policy.state === 'missing' ? (
          <>
            {' '}
            · <Pill tone="danger">{words.detail.missing}</Pill>
          </>
        ) : null}
        {policy.ignoredAt === null ? null : (
          <>
            {' '}
            · <Pill>{words.detail.ignored}</Pill>
          </>
        )}
        {policy.archivedAt === null ? null : (
          <>
            {' '}
            · <Pill>{words.detail.archived}</Pill>
          </>
        )}
      </div>
      {versionId ? <Doubts tenantId={tenant.id} policyId={policy.id} versionId={versionId} /> : null}
      <div className="tool-row inset-s wrap">
        {isConnected(tenant) ? (
          <Button
            size="small"
            appearance="primary"
            icon={<HistoryRegular />}
            disabled={!versionId || plan.isPending || plan.isSuccess}
            onClick={() =>
              isChoice
                ? navigate(`/versions/${policy.id}`)
                : versionId && plan.mutate({ tenantId: tenant.id, from: { versionIds: [versionId] } })
            }
          >
            {isChoice ? words.detail.restoreVersion : words.detail.restore}
          </Button>
        ) : null}
        {asOf === null && isConnected(tenant) ? (
          <Button
            size="small"
            icon={<CameraRegular />}
            onClick={() => capture.mutate({ tenantId: tenant.id, policyIds: [policy.id] })}
          >
            {words.detail.capture}
          </Button>
        ) : null}
        <Button
          size="small"
          icon={<OrganizationRegular />}
          onClick={() => navigate(`/dependencies/${encodeURIComponent(`${policy.type}/${policy.externalId}`)}`)}
        >
          {words.detail.dependencies}
        </Button>
        <Menu>
          <MenuTrigger>
            <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.detail.more} />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem
                onClick={() =>
                  ignore.mutate({ tenantId: tenant.id, policyIds: [policy.id], ignored: policy.ignoredAt === null })
                }
              >
                {policy.ignoredAt === null ? words.detail.ignore : words.detail.stopIgnoring}
              </MenuItem>
              <MenuItem
                onClick={() =>
                  archive.mutate({ tenantId: tenant.id, policyIds: [policy.id], archived: policy.archivedAt === null })
                }
              >
                {policy.archivedAt === null ? words.detail.archive : words.detail.unarchive}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      <TabList
        className="inset-x"
        size="small"
        selectedValue={tab}
        onTabSelect={(_event, data) => setTab(String(data.value))}
      >
        <Tab value="readable">{words.detail.tabs.readable}</Tab>
        <Tab value="json">{words.detail.tabs.json}</Tab>
        <Tab value="assignments">{words.detail.tabs.assignments(policy.assignmentCount)}</Tab>
        <Tab value="versions">{words.detail.tabs.versions(policy.versionCount)}</Tab>
      </TabList>
      {versionId === null ? (
        <EmptyState
          icon={<CameraRegular fontSize={28} />}
          title={words.detail.notCaptured.title}
          action={
            !isConnected(tenant) ? null : (
              <Button
                appearance="primary"
                onClick={() => capture.mutate({ tenantId: tenant.id, policyIds: [policy.id] })}
              >
                {words.detail.notCaptured.action}
              </Button>
            )
          }
        >
          {words.detail.notCaptured.body}
        </EmptyState>
      ) : (
        <ScrollArea>
          {tab === 'readable' ? (
            <Readable tenantId={tenant.id} policy={policy} versionId={versionId} only={null} />
          ) : null}
          {tab === 'assignments' ? (
            <>
              <Readable tenantId={tenant.id} policy={policy} versionId={versionId} only="Assignments" />
              {asOf === null && policy.state === 'active' ? (
                <PolicyReachView tenantId={tenant.id} policyId={policy.id} />
              ) : null}
            </>
          ) : null}
          {tab === 'json' ? <VersionJson tenantId={tenant.id} versionId={versionId} label={policy.name} /> : null}
          {tab === 'versions' ? <VersionTable tenant={tenant} policy={policy} /> : null}
        </ScrollArea>
      )}
    </section>
  )
}

function Readable({
  tenantId,
  policy,
  versionId,
  only,
}: {
  readonly tenantId: string
  readonly policy: Policy
  readonly versionId: string
  readonly only: string | null
}): ReactNode {
  const sections = useRead('versions.readable', { tenantId, versionId })
  const found = useSearchHit((state) => (state.policyId === policy.id ? state.text : ''))
  if (sections.error) return <ErrorState error={sections.error.error} retry={() => void sections.refetch()} />
  if (!sections.data) return <Loading />
  const shown = only === null ? sections.data : sections.data.filter((section) => section.title === only)
  const fromIds = shown.flatMap((section) => section.rows).filter((row) => row.derived).length
  return (
    <>
      {fromIds > 0 ? <DerivedNames tenantId={tenantId} count={fromIds} /> : null}
      <ReadableView
        key={`${versionId}/${found}`}
        sections={shown}
        empty={only === null ? words.detail.noSettings : words.detail.notAssigned}
        kind={only === null ? 'settings' : 'assignments'}
        find={found}
        {...(policy.versionCount > 1
          ? { aside: (row) => <SettingHistory tenantId={tenantId} policyId={policy.id} row={row} /> }
          : {})}
      />
    </>
  )
}

/** Shows that names are derived from IDs, and offers to read the real ones from Graph. */
function DerivedNames({ tenantId, count }: { readonly tenantId: string; readonly count: number }): ReactNode {
  const ask = useAction('runs.definitions')
  return (
    <p className="quiet small inset-upper flush">
      {words.detail.namesFromIds(count)}{' '}
      {ask.isSuccess ? (
        words.detail.namesRequested
      ) : (
        <Link as="button" disabled={ask.isPending} onClick={() => ask.mutate({ tenantId })}>
          {words.detail.readNames}
        </Link>
      )}
      {ask.error ? (
        <span className="danger" role="alert">
          {' '}
          {ask.error.error.message} {ask.error.error.hint}
        </span>
      ) : null}
    </p>
  )
}

function VersionTable({ tenant, policy }: { readonly tenant: Tenant; readonly policy: Policy }): ReactNode {
  const [, navigate] = useLocation()
  const versions = useRead('versions.list', { tenantId: tenant.id, policyId: policy.id })
  return (
    <div>
      {versions.data?.map((version) => (
        <button
          type="button"
          key={version.id}
          className="tree-row version-row"
          onClick={() => navigate(`/versions/${policy.id}`)}
        >
          <span className="strong">{words.detail.version(version.number)}</span>
          {version.live ? <Pill tone="brand">{words.detail.live}</Pill> : null}
          {version.doubts.length > 0 ? <DoubtPill doubts={version.doubts} /> : null}
          <span className="quiet" title={exactly(version.capturedAt)}>
            {at(version.capturedAt)}
          </span>
          {version.backupSets.slice(0, 2).map((name) => (
            <Pill key={name}>{name}</Pill>
          ))}
        </button>
      ))}
    </div>
  )
}
