/** An answer to a plan's question for a secret: a sealed value, or null to keep the one in the target. */
export interface TypedSecret {
  readonly versionId: string
  /** JSON Pointer in the document of the version. */
  readonly pointer: string
  readonly sealed: Uint8Array | null
}

/** Secrets that somebody typed in for one restore to a tenant. They are deleted when it ends. */
export interface TypedSecretRepository {
  list(tenantId: string, versionId: string): Promise<TypedSecret[]>
  save(tenantId: string, secret: TypedSecret, at: string): Promise<void>
  /** Forgets one answer. */
  forget(tenantId: string, versionId: string, pointer: string): Promise<void>
  /** Deletes the answers for versions that were restored. */
  remove(tenantId: string, versionIds: readonly string[]): Promise<void>
  /** Deletes what was typed in before this time, whether it was used or not. */
  removeBefore(at: string): Promise<void>
}
