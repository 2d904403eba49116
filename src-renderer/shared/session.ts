import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Session {
  readonly tenantId: string | null
  /** The tenant was shown in this window, and isn't only the last one of the window before. */
  readonly isShown: boolean
  /** Tenants that were shown, the last one first. */
  readonly recent: readonly string[]
  readonly railCollapsed: boolean | null
  /** How many files were opened from outside. The same one can be opened again. */
  readonly opened: number
  setTenant(tenantId: string | null): void
  toggleRail(collapsed: boolean): void
  countOpened(): void
}

const mostRecent = 8

/** The state of the window. The next window begins with the tenant and the layout of this one. */
export const useSession = create<Session>()(
  persist(
    (set) => ({
      tenantId: null,
      isShown: false,
      recent: [],
      railCollapsed: null,
      opened: 0,
      setTenant: (tenantId) =>
        set(({ recent }) => ({
          tenantId,
          isShown: true,
          recent:
            tenantId === null ? recent : [tenantId, ...recent.filter((id) => id !== tenantId)].slice(0, mostRecent),
        })),
      toggleRail: (collapsed) => set({ railCollapsed: collapsed }),
      countOpened: () => set(({ opened }) => ({ opened: opened + 1 })),
    }),
    { name: 'session', partialize: ({ tenantId, recent, railCollapsed }) => ({ tenantId, recent, railCollapsed }) },
  ),
)
