import { create } from 'zustand'

interface Session {
  readonly tenantId: string | null
  readonly railCollapsed: boolean | null
  /** How many files were opened from outside. The same one can be opened again. */
  readonly opened: number
  setTenant(tenantId: string | null): void
  toggleRail(collapsed: boolean): void
  countOpened(): void
}

/** The state of the window: the current tenant, and the layout of the frame. */
export const useSession = create<Session>((set) => ({
  tenantId: null,
  railCollapsed: null,
  opened: 0,
  setTenant: (tenantId) => set({ tenantId }),
  toggleRail: (collapsed) => set({ railCollapsed: collapsed }),
  countOpened: () => set(({ opened }) => ({ opened: opened + 1 })),
}))
