import { useEffect, type ReactNode } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { pathOf } from './import-address.ts'
import { Opened } from './opened.tsx'
import { OpenedFileBar } from '#renderer/features/imports/opened-file-bar.tsx'
import { Overview } from '#renderer/features/overview/overview.tsx'
import { StorageProblem } from '#renderer/shared/storage/storage-problem.tsx'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { Band } from './band.tsx'
import { Commands } from './commands.tsx'
import { LinkedPage } from './linked-page.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { Rail } from './rail.tsx'
import { RunBar } from './run-bar.tsx'
import { ScreenBoundary } from './screen-boundary.tsx'
import {
  Advice,
  Alerts,
  Audit,
  Backups,
  Compare,
  Connect,
  Coverage,
  Dependencies,
  Drift,
  ImportPage,
  Inventory,
  PermissionCheck,
  ReportPage,
  RestoreItems,
  RestoreMapping,
  RestorePlan,
  RestorePlanning,
  RestoreResult,
  RestoreSecrets,
  RestoreSource,
  Runs,
  Schedules,
  Settings,
  SignIn,
  Standards,
  Tenants,
  Versions,
  Welcome,
  WhoGets,
} from './screens.tsx'
import { subjectOf } from '#renderer/shared/report-page.ts'
import { useSession } from '#renderer/shared/session.ts'
import { Shortcuts } from './shortcuts.tsx'
import { useDialogFocus } from './use-dialog-focus.ts'
import { usePageFocus } from './use-page-focus.ts'
import { words } from './words.ts'

/** The whole window: Welcome while there is no tenant, otherwise the frame with one screen in it. */
export function App(): ReactNode {
  const tenants = useRead('tenants.list', {})
  const storage = useRead('storage.get', {})
  const { tenantId, isShown, setTenant } = useSession()
  const [location] = useLocation()
  // An archived tenant is current only when there is no other, and after it was archived here.
  const tenant =
    tenants.data?.find((entry) => entry.id === tenantId && (entry.archivedAt === null || isShown)) ??
    tenants.data?.find((entry) => entry.archivedAt === null) ??
    tenants.data?.[0]
  useEffect(() => {
    if (tenant && (tenant.id !== tenantId || !isShown)) setTenant(tenant.id)
  }, [tenant, tenantId, isShown, setTenant])
  if (storage.data?.problem)
    return (
      <div className="app" data-ready>
        <div>
          <Band />
          <NoticeBar />
        </div>
        <StorageProblem state={storage.data} problem={storage.data.problem} />
      </div>
    )
  if (tenants.error && !tenants.data)
    return (
      <div className="app">
        <Band />
        <ErrorState error={tenants.error.error} retry={() => void tenants.refetch()} />
      </div>
    )
  if (!tenants.data)
    return (
      <div className="app">
        <Band />
        <Loading label={words.openingData} />
      </div>
    )
  if (!tenant)
    return (
      <div className="app" data-ready>
        <div>
          <Band />
          <NoticeBar />
        </div>
        <Opened />
        {location === '/connect' || location.startsWith('/import') ? (
          <main className="main alone">
            <ScreenBoundary at={location}>
              {location === '/connect' ? (
                <Connect onConnected={setTenant} />
              ) : (
                <Route path="/import/:path?">{({ path }) => <ImportRoute path={path} onImported={setTenant} />}</Route>
              )}
            </ScreenBoundary>
          </main>
        ) : (
          <ScreenBoundary at={location}>
            <Welcome />
          </ScreenBoundary>
        )}
      </div>
    )
  return <Frame key={tenant.id} tenant={tenant} />
}

/** A file that is opened again is looked at again, although its address is the same. */
function ImportRoute({
  path,
  onImported,
}: {
  readonly path: string | undefined
  readonly onImported: (tenantId: string) => void
}): ReactNode {
  const opened = useSession((session) => session.opened)
  return <ImportPage key={`${opened} ${path ?? ''}`} given={pathOf(path)} onImported={onImported} />
}

function Frame({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [location] = useLocation()
  const setTenant = useSession((session) => session.setTenant)
  usePageFocus(location)
  useDialogFocus()
  return (
    <div className="app" data-ready>
      <div>
        <Band tenant={tenant} />
        <NoticeBar />
        <OpenedFileBar tenant={tenant} onShow={setTenant} />
      </div>
      <div className="body">
        <Rail tenant={tenant} />
        <main className="main">
          <Commands tenant={tenant} />
          <OfflineBar />
          <Shortcuts />
          <Opened />
          <ScreenBoundary at={location}>
            <Switch>
              <Route path="/tenant/*">{() => <LinkedPage tenant={tenant} onShow={setTenant} />}</Route>
              <Route path="/tenants">{() => <Tenants />}</Route>
              <Route path="/standards/:standardId?/:tab?">
                {({ standardId, tab }) => <Standards standardId={standardId ?? null} tab={tab ?? null} />}
              </Route>
              <Route path="/overview">{() => <Overview tenant={tenant} />}</Route>
              <Route path="/coverage">{() => <Coverage tenant={tenant} />}</Route>
              <Route path="/inventory/as-of/:moment/:policyId?">
                {({ moment, policyId }) => (
                  <Inventory tenant={tenant} policyId={policyId ?? null} asOf={decodeURIComponent(moment)} />
                )}
              </Route>
              <Route path="/inventory/:policyId?">
                {({ policyId }) => <Inventory tenant={tenant} policyId={policyId ?? null} />}
              </Route>
              <Route path="/versions/:policyId/:versionId?">
                {({ policyId, versionId }) => (
                  <Versions key={policyId} tenant={tenant} policyId={policyId} versionId={versionId ?? null} />
                )}
              </Route>
              <Route path="/backups/:setId/content/:policyId?">
                {({ setId, policyId }) => (
                  <Inventory key={setId} tenant={tenant} policyId={policyId ?? null} setId={setId} />
                )}
              </Route>
              <Route path="/backups/:setId?">{({ setId }) => <Backups tenant={tenant} setId={setId ?? null} />}</Route>
              <Route path="/restore">{() => <RestoreSource tenant={tenant} />}</Route>
              <Route path="/restore/items/:sourceTenantId/:from">
                {({ sourceTenantId, from }) => (
                  <RestoreItems tenant={tenant} sourceTenantId={sourceTenantId} from={decodeURIComponent(from)} />
                )}
              </Route>
              <Route path="/restore/planning/:runId/:after?">
                {({ runId, after }) => <RestorePlanning tenant={tenant} runId={runId} after={after ?? null} />}
              </Route>
              <Route path="/restore/secrets/:planId">
                {({ planId }) => <RestoreSecrets key={planId} tenant={tenant} planId={planId} />}
              </Route>
              <Route path="/restore/mapping/:planId">
                {({ planId }) => <RestoreMapping key={planId} tenant={tenant} planId={planId} />}
              </Route>
              <Route path="/restore/plan/:planId">
                {({ planId }) => <RestorePlan tenant={tenant} planId={planId} />}
              </Route>
              <Route path="/restore/result/:runId">
                {({ runId }) => <RestoreResult tenant={tenant} runId={runId} />}
              </Route>
              <Route path="/drift/:baselineId?/:findingId?">
                {({ baselineId, findingId }) => (
                  <Drift tenant={tenant} baselineId={baselineId ?? null} findingId={findingId ?? null} />
                )}
              </Route>
              <Route path="/compare/:states?">
                {({ states }) => (
                  <Compare tenant={tenant} states={states === undefined ? null : decodeURIComponent(states)} />
                )}
              </Route>
              <Route path="/dependencies/:node?">
                {({ node }) => (
                  <Dependencies tenant={tenant} focus={node === undefined ? null : decodeURIComponent(node)} />
                )}
              </Route>
              <Route path="/who-gets/:subject?">
                {({ subject }) => (
                  <WhoGets tenant={tenant} subject={subject === undefined ? null : decodeURIComponent(subject)} />
                )}
              </Route>
              <Route path="/advice/:ruleId?">
                {({ ruleId }) => <Advice tenant={tenant} ruleId={ruleId ?? null} />}
              </Route>
              <Route path="/report/:subject">
                {({ subject }) => <ReportPage key={subject} tenant={tenant} subject={subjectOf(subject)} />}
              </Route>
              <Route path="/alerts">{() => <Alerts tenant={tenant} />}</Route>
              <Route path="/schedules">{() => <Schedules tenant={tenant} />}</Route>
              <Route path="/runs/:runId?">{({ runId }) => <Runs tenant={tenant} runId={runId ?? null} />}</Route>
              <Route path="/audit">{() => <Audit tenant={tenant} />}</Route>
              <Route path="/settings">{() => <Settings tenant={tenant} onSelect={setTenant} />}</Route>
              <Route path="/import/:path?">{({ path }) => <ImportRoute path={path} onImported={setTenant} />}</Route>
              <Route path="/connect">{() => <Connect onConnected={setTenant} />}</Route>
              <Route path="/connect/sign-in">{() => <SignIn tenant={tenant} />}</Route>
              <Route path="/connect/check">{() => <PermissionCheck tenant={tenant} />}</Route>
              <Route>
                <Redirect to="/overview" />
              </Route>
            </Switch>
          </ScreenBoundary>
        </main>
      </div>
      <RunBar tenant={tenant} />
    </div>
  )
}
