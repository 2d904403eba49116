import type { Json } from '../json.ts'

/** A file and its media type; the value is Base64. */
export interface FileContent {
  readonly type: string
  readonly value: string
}

/** One request of a restore; `{id}` in the path stands for the object's id in the target tenant. */
export interface WriteStep {
  readonly purpose: string
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: Json
  /** A file instead of a body, with its content in Base64. */
  readonly file?: FileContent
  /** Paths in the body that no contract knows, and that the body does without if Graph refuses it. */
  readonly leavable?: readonly string[]
  /** The same in several requests, if Graph refuses it as a whole. */
  readonly apart?: readonly WriteStep[]
  /** It changes who the object is assigned to. */
  readonly assigns?: true
}
