export interface NotificationRow {
  readonly id: string
  readonly tenantId: string
  readonly runId: string
  readonly tone: 'success' | 'warning' | 'danger'
  readonly title: string
  readonly body: string
  readonly at: string
  readonly readAt: string | null
}

export interface NotificationRepository {
  insert(notification: Omit<NotificationRow, 'readAt'>): Promise<void>
  /** Of all tenants, the newest first. */
  list(limit: number): Promise<NotificationRow[]>
  markRead(ids: readonly string[] | 'all', at: string): Promise<void>
}
