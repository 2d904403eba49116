import type { Core } from '#app/core.ts'
import { TenantId } from '#contract/model/ids.ts'
import { words } from '../words.ts'

/** The part of Electron that is used: a window, and an icon with a menu. */
export interface TrayOutside {
  readonly window: {
    on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown
    hide(): void
    show(): void
  }
  icon(menu: readonly { readonly label: string; readonly click: () => void }[], tooltip: string): void
  quit(): void
}

/**
 * While a schedule is turned on, closing the window leaves the app in the tray, so that backups continue. Otherwise,
 * closing the window ends the app as usual.
 */
export async function keepInTray(core: Core, outside: TrayOutside): Promise<void> {
  let isQuitting = false
  let hasSchedules = false
  let hasIcon = false
  const readSchedules = async (): Promise<void> => {
    const tenants = await core.call('tenants.list', {})
    const lists = await Promise.all(
      tenants.map(async (tenant) => core.call('schedules.list', { tenantId: TenantId.parse(tenant.id) })),
    )
    hasSchedules = lists.flat().some((schedule) => schedule.enabled)
  }
  core.subscribe((event) => {
    // If reading fails, the known state stays until the next change.
    if (event === 'schedules.changed' || event === 'tenant.changed') readSchedules().catch(() => {})
  })
  outside.window.on('close', (event) => {
    if (isQuitting || !hasSchedules) return
    event.preventDefault()
    outside.window.hide()
    if (hasIcon) return
    hasIcon = true
    const quit = () => {
      isQuitting = true
      outside.quit()
    }
    outside.icon(
      [
        { label: words.tray.open, click: () => outside.window.show() },
        { label: words.tray.quit, click: quit },
      ],
      words.tray.tooltip,
    )
  })
  await readSchedules()
}
