import { create } from 'zustand'

interface Session {
  readonly tenantId: string | null
  readonly railCollapsed: boolean | null
  setTenant(tenantId: string | null): void
  toggleRail(collapsed: boolean): void
}

/** The state of the window: the current tenant, and the layout of the frame. */
export const useSession = create<Session>((set) => ({
  tenantId: null,
  railCollapsed: null,
  setTenant: (tenantId) => set({ tenantId }),
  toggleRail: (collapsed) => set({ railCollapsed: collapsed }),
}))
