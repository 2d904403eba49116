import type { Recipients } from '#domain/who-gets/recipients.ts'

/** Who can get what, as it was last read: personal data, which is in no capture and no export. */
export interface RecipientRepository {
  /** Replaces what was read before. */
  save(tenantId: string, recipients: Recipients, at: string): Promise<void>
  /** When they were last read; null if they weren't, or were deleted. */
  readAt(tenantId: string): Promise<string | null>
  find(tenantId: string): Promise<{ readonly at: string; readonly recipients: Recipients } | null>
  /** Deletes them, and overwrites where they were in the database. @returns whether there were any */
  remove(tenantId: string): Promise<boolean>
}
