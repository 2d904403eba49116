import type { Generated } from 'kysely'

interface Blobs {
  row: Generated<number>
  /** SHA-256 of the text. */
  hash: Buffer
  content: Buffer
  /** Bytes of the content, or its share of the pack. */
  size: number
  /** The blob whose text is the dictionary of the content. */
  base: number | null
  /** The pack that holds the text. `content` is empty then. */
  pack: number | null
  /** Where it begins in the pack, in bytes. */
  start: number | null
  length: number | null
}

/** Texts that were packed together. */
interface Packs {
  row: Generated<number>
  content: Buffer
  /** Bytes of the texts. */
  bytes: number
  /** How many texts. */
  documents: number
}

interface VersionOwners {
  row: Generated<number>
  tenant_id: string
  policy_id: string
  type: string
}

/** Names and IDs that versions share. */
interface VersionTexts {
  row: Generated<number>
  text: string
}

interface VersionRows {
  row: Generated<number>
  id: string
  owner: number
  number: number
  blob: number
  fingerprint: Buffer
  name: number
  names: number | null
  run: number
  modified_at: string | null
  captured_at: string
  doubts: string | null
}

/** A view of `version_rows` with everything that they refer to. */
interface Versions {
  row: number
  id: string
  tenant_id: string
  policy_id: string
  type: string
  name: string
  number: number
  blob: number
  /** In hex. */
  fingerprint: string
  names: string
  run_id: string
  modified_at: string | null
  captured_at: string
  /** JSON list of what Graph contradicted. */
  doubts: string
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
  /** Sets with much the same content, and the place of this one among them. */
  chain: number
  place: number
  version_count: Generated<number>
  new_version_count: Generated<number>
  /** Bytes of the blobs of its versions, and of its new ones. */
  size: Generated<number>
  new_size: Generated<number>
  note: Generated<string>
  /** JSON list of texts. */
  tags: Generated<string>
}

/** A version is in the sets of a chain from the first place to the last. */
interface SetSpans {
  version: number
  chain: number
  first: number
  last: number
}

/** A view of `set_spans`: each version of each set. */
interface BackupSetVersions {
  set_id: string
  version_id: string
  version: number
  is_new: number
}

/** Captured documents, which are insert-only, and the backup sets that use them. */
export interface VersionsTables {
  blobs: Blobs
  packs: Packs
  version_rows: VersionRows
  version_owners: VersionOwners
  version_texts: VersionTexts
  versions: Versions
  secrets: Secrets
  backup_sets: BackupSets
  set_spans: SetSpans
  backup_set_versions: BackupSetVersions
  repacking: { at: string }
  purging: { at: string }
}
