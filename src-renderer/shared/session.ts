import { create } from 'zustand'

interface Session {
  readonly tenantId: string | null
  readonly railCollapsed: boolean | null
  setTenant(tenantId: string | null): void
  toggleRail(collapsed: boolean): void
}

/** What belongs to the window: the tenant in front, and how the frame is laid out. */
export const useSession = create<Session>((set) => ({
  tenantId: null,
  railCollapsed: null,
  setTenant: (tenantId) => set({ tenantId }),
  toggleRail: (collapsed) => set({ railCollapsed: collapsed }),
}))
