import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Session {
  readonly tenantId: string | null
  /** The tenant was shown in this window, and isn't only the last one of the window before. */
  readonly isShown: boolean
  readonly railCollapsed: boolean | null
  /** How many files were opened from outside. The same one can be opened again. */
  readonly opened: number
  setTenant(tenantId: string | null): void
  toggleRail(collapsed: boolean): void
  countOpened(): void
}

/** The state of the window. The next window begins with the tenant and the layout of this one. */
export const useSession = create<Session>()(
  persist(
    (set) => ({
      tenantId: null,
      isShown: false,
      railCollapsed: null,
      opened: 0,
      setTenant: (tenantId) => set({ tenantId, isShown: true }),
      toggleRail: (collapsed) => set({ railCollapsed: collapsed }),
      countOpened: () => set(({ opened }) => ({ opened: opened + 1 })),
    }),
    { name: 'session', partialize: ({ tenantId, railCollapsed }) => ({ tenantId, railCollapsed }) },
  ),
)
