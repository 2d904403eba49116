/** An object of a tenant that a restore replaced, because it couldn't be changed in place. */
export interface ReplacedObject {
  readonly kind: string
  /** The object of the backup. */
  readonly sourceId: string
  readonly oldId: string
  readonly newId: string
}

/** What restores from one tenant to another replaced (spec 0812). */
export interface ReplacementRepository {
  list(sourceTenantId: string, targetTenantId: string): Promise<readonly ReplacedObject[]>
  /** Records a replacement as soon as the new object exists. The newest one of an object counts. */
  record(sourceTenantId: string, targetTenantId: string, replaced: ReplacedObject, at: string): Promise<void>
}
