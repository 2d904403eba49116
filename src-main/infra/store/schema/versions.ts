import type { Generated } from 'kysely'

interface Blobs {
  hash: string
  content: Buffer
  size: number
  created_at: string
}

interface Versions {
  id: string
  tenant_id: string
  policy_id: string
  type: string
  name: string
  number: number
  hash: string
  fingerprint: string
  names: string
  run_id: string
  modified_at: string | null
  captured_at: string
  /** JSON list of what Graph contradicted. */
  doubts: Generated<string>
}

interface Secrets {
  version_id: string
  pointer: string
  label: string
  sealed: Buffer
}

interface BackupSets {
  id: string
  tenant_id: string
  name: string
  run_id: string
  complete: number
  created_at: string
  verified_at: string | null
  schedule_id: string | null
}

interface BackupSetVersions {
  set_id: string
  version_id: string
  is_new: number
}

/** Captured documents, which are insert-only, and the backup sets that use them. */
export interface VersionsTables {
  blobs: Blobs
  versions: Versions
  secrets: Secrets
  backup_sets: BackupSets
  backup_set_versions: BackupSetVersions
  purging: { at: string }
}
