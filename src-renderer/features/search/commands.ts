import type { Tenant } from '#contract/model/tenants.ts'
import { call } from '#renderer/api/client.ts'
import { useAsked } from '#renderer/shared/asked.ts'
import { isConnected, stays } from '#renderer/shared/tenant-kinds.ts'
import { useSession } from '#renderer/shared/session.ts'
import { linkTo, shownPage } from '#renderer/shared/links.ts'
import { hasWords } from '#renderer/ui/has-words.ts'
import { words } from './words.ts'

/** An entry of the palette that starts something, opens a screen, or switches to a tenant. */
export interface Command {
  readonly title: string
  readonly run: (tenant: Tenant, navigate: (path: string) => void) => void | Promise<unknown>
  /** Whether it can be done for this tenant; always by default. */
  readonly isFor?: (tenant: Tenant) => boolean
}

const isLocked = (tenant: Tenant): boolean => isConnected(tenant) && tenant.unlockedUntil === null

/** Runs appear in the bar at the bottom, and so do their failures. */
const commands: readonly Command[] = [
  { title: words.commands.capture, run: ({ id }) => call('runs.capture', { tenantId: id }), isFor: isConnected },
  {
    title: words.commands.newSet,
    run: (_tenant, navigate) => {
      navigate('/backups')
      useAsked.getState().ask('newSet')
    },
    isFor: isConnected,
  },
  { title: words.commands.checkDrift, run: checkDrift, isFor: stays },
  { title: words.commands.unlock, run: () => useAsked.getState().ask('unlock'), isFor: isLocked },
  {
    title: words.commands.lock,
    run: ({ id }) => call('tenants.lock', { tenantId: id }),
    isFor: ({ unlockedUntil }) => unlockedUntil !== null,
  },
  { title: words.commands.sync, run: ({ id }) => call('runs.sync', { tenantId: id }), isFor: isConnected },
  {
    title: words.commands.definitions,
    run: ({ id }) => call('runs.definitions', { tenantId: id }),
    isFor: isConnected,
  },
  { title: words.commands.verify, run: ({ id }) => call('backups.verify', { tenantId: id }), isFor: stays },
  {
    title: words.commands.copyLink,
    run: ({ id }) => navigator.clipboard.writeText(linkTo(id, shownPage())),
  },
  { title: words.commands.shortcuts, run: () => useAsked.getState().ask('shortcuts') },
  ...Object.entries(words.screens).map(([path, screen]): Command => ({
    title: words.goTo(screen),
    run: (_tenant, navigate) => navigate(path),
  })),
]

/** Checks the baseline that was checked last, and shows it. */
async function checkDrift({ id }: Tenant, navigate: (path: string) => void): Promise<void> {
  const [baseline] = (await call('drift.baselines', { tenantId: id })).toSorted((left, right) =>
    (right.checkedAt ?? '').localeCompare(left.checkedAt ?? ''),
  )
  navigate(baseline ? `/drift/${baseline.id}` : '/drift')
  if (baseline) await call('drift.check', { tenantId: id, baselineId: baseline.id })
}

/** Commands for a tenant that contain every word of a text, in any order, and then the tenants to switch to. */
export const findCommands = (text: string, tenant: Tenant, tenants: readonly Tenant[]): readonly Command[] => {
  const switches = tenants
    .filter(({ id, archivedAt }) => id !== tenant.id && archivedAt === null)
    .map(({ id, name }): Command => ({
      title: words.switchTo(name),
      run: (_tenant, navigate) => {
        navigate('/overview')
        useSession.getState().setTenant(id)
      },
    }))
  return [...commands, ...switches].filter(
    ({ title, isFor }) => hasWords(text, title) && (isFor === undefined || isFor(tenant)),
  )
}
