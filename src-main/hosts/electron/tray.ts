import type { Core } from '#app/core.ts'
import { TenantId } from '#contract/model/ids.ts'
import { words } from '../words.ts'

/** Puts an icon with a menu into the tray. */
export type MakeIcon = (
  menu: readonly { readonly label: string; readonly click: () => void }[],
  tooltip: string,
  open: () => void,
) => void

/** The image in the tray: an ICO with every size on Windows, and a template that macOS colors itself. */
export const trayImage = (platform: string): string =>
  platform === 'win32' ? 'tray.ico' : platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'

/** The icon in the tray, made once when it is first needed. */
export function createTray(make: MakeIcon, actions: { open(): void; captureNow(): void; quit(): void }): () => void {
  let isThere = false
  return () => {
    if (isThere) return
    isThere = true
    make(
      [
        { label: words.tray.open, click: actions.open },
        { label: words.tray.captureNow, click: actions.captureNow },
        { label: words.tray.quit, click: actions.quit },
      ],
      words.tray.tooltip,
      actions.open,
    )
  }
}

/**
 * Knows whether a schedule is on. While a change is being read, one may be, so the app stays. If reading fails, the known
 * state stays until the next change.
 */
export async function followSchedules(core: Pick<Core, 'call' | 'subscribe'>): Promise<() => boolean> {
  let isOn = false
  let reading = 0
  const read = async (): Promise<void> => {
    const tenants = await core.call('tenants.list', {})
    const lists = await Promise.all(
      tenants.map(async (tenant) => core.call('schedules.list', { tenantId: TenantId.parse(tenant.id) })),
    )
    isOn = lists.flat().some((schedule) => schedule.enabled)
  }
  const again = (): Promise<void> => {
    reading += 1
    return read()
      .catch(() => {})
      .finally(() => (reading -= 1))
  }
  core.subscribe((event) => {
    if (event === 'schedules.changed' || event === 'tenant.changed' || event === 'storage.changed') void again()
  })
  // The database may be locked.
  await again()
  return () => isOn || reading > 0
}
