import type { ComponentType } from 'react'
import { loadedLater, type LoadedLater } from '#renderer/ui/loaded-later.tsx'
import { warmUpCode } from '#renderer/ui/code.tsx'
import { Loading } from '#renderer/ui/states.tsx'

const loads: (() => Promise<unknown>)[] = []

/** A screen that is loaded when somebody opens it, or when there is time. */
function screen<Props extends object>(load: () => Promise<ComponentType<Props>>): LoadedLater<Props> {
  const later = loadedLater(load, <Loading />)
  loads.push(later.load)
  return later
}

/** Safari has no idle callback. */
const whenIdle = (work: (value?: unknown) => void): unknown =>
  'requestIdleCallback' in window ? requestIdleCallback(() => work()) : setTimeout(work)

/** Loads all screens, one after the other, so that none keeps anybody waiting later, and then the editor. */
export async function loadScreens(): Promise<void> {
  for (const load of [...loads, warmUpCode]) {
    await new Promise((resolve) => whenIdle(resolve))
    // It is loaded when it is opened, or its screen says why it can't be.
    await load().catch(() => {})
  }
}

export const Advice = screen(async () => (await import('#renderer/features/advice/advice.tsx')).Advice)
export const Audit = screen(async () => (await import('#renderer/features/audit/audit.tsx')).Audit)
export const Backups = screen(async () => (await import('#renderer/features/backups/backups.tsx')).Backups)
export const Compare = screen(async () => (await import('#renderer/features/compare/compare.tsx')).Compare)
export const Connect = screen(async () => (await import('#renderer/features/connect/connect.tsx')).Connect)
export const PermissionCheck = screen(
  async () => (await import('#renderer/features/connect/permission-check.tsx')).PermissionCheck,
)
export const SignIn = screen(async () => (await import('#renderer/features/connect/sign-in.tsx')).SignIn)
export const Dependencies = screen(
  async () => (await import('#renderer/features/dependencies/dependencies.tsx')).Dependencies,
)
export const Drift = screen(async () => (await import('#renderer/features/drift/drift.tsx')).Drift)
export const ImportPage = screen(async () => (await import('#renderer/features/imports/import-page.tsx')).ImportPage)
export const Coverage = screen(async () => (await import('#renderer/features/overview/coverage.tsx')).Coverage)
export const ReportPage = screen(async () => (await import('#renderer/features/reports/report-page.tsx')).ReportPage)
export const RestoreItems = screen(async () => (await import('#renderer/features/restore/items.tsx')).RestoreItems)
export const RestoreMapping = screen(
  async () => (await import('#renderer/features/restore/mapping.tsx')).RestoreMapping,
)
export const RestorePlan = screen(async () => (await import('#renderer/features/restore/plan.tsx')).RestorePlan)
export const RestorePlanning = screen(
  async () => (await import('#renderer/features/restore/planning.tsx')).RestorePlanning,
)
export const RestoreResult = screen(async () => (await import('#renderer/features/restore/result.tsx')).RestoreResult)
export const RestoreSecrets = screen(
  async () => (await import('#renderer/features/restore/secrets.tsx')).RestoreSecrets,
)
export const RestoreSource = screen(async () => (await import('#renderer/features/restore/source.tsx')).RestoreSource)
export const Runs = screen(async () => (await import('#renderer/features/runs/runs.tsx')).Runs)
export const Alerts = screen(async () => (await import('#renderer/features/alerts/alerts.tsx')).Alerts)
export const Schedules = screen(async () => (await import('#renderer/features/schedules/schedules.tsx')).Schedules)
export const Settings = screen(async () => (await import('#renderer/features/settings/settings.tsx')).Settings)
export const Standards = screen(async () => (await import('#renderer/features/standards/standards.tsx')).Standards)
export const Tenants = screen(async () => (await import('#renderer/features/tenants/tenants.tsx')).Tenants)
export const Versions = screen(async () => (await import('#renderer/features/versions/versions.tsx')).Versions)
export const WhoGets = screen(async () => (await import('#renderer/features/who-gets/who-gets.tsx')).WhoGets)
export const Inventory = screen(async () => (await import('#renderer/features/inventory/inventory.tsx')).Inventory)
export const Welcome = screen(async () => (await import('#renderer/features/welcome/welcome.tsx')).Welcome)
