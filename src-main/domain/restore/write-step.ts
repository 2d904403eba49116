import type { Json } from '../json.ts'

/** One request of a restore; `{id}` in the path stands for the object's id in the target tenant. */
export interface WriteStep {
  readonly purpose: string
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: Json
  /** It changes to whom the object goes. */
  readonly assigns?: true
}
