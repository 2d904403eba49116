import type { ContractData } from '#domain/graph-contract/graph-contract.ts'
import type { Json } from '#domain/json.ts'
import type { FileContent } from '#domain/restore/write-step.ts'
import type { TenantRow } from './tenants.ts'

/** A complete list or an object, with the request ID of Graph. */
export interface GraphAnswer {
  readonly status: number
  readonly body: Json
  readonly requestId: string | null
}

/** A request that Graph rejected, as a value. */
export interface GraphProblem {
  /** 0 if there was no answer, or if a list broke off. */
  readonly status: number
  readonly code: string
  readonly message: string
  readonly requestId: string | null
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: GraphProblem }

/** A read inside a batch: an object, or a collection that is followed to its last page. */
export interface BatchRead {
  /** Path below the version with its query, e.g. `/deviceManagement/configurationPolicies/1/settings?$top=1000`. */
  readonly path: string
  readonly list: boolean
  /** Entries of a list after which no more pages are read. The answer then has more entries than this. */
  readonly most?: number
  /** An action that reads: it is sent as a `POST` without a body, and changes nothing. */
  readonly action?: true
  /** The answer is a file: `{ type, value }` with its media type and its content in Base64. */
  readonly stream?: true
}

/** A group as a search of the directory finds it. */
export interface FoundGroup {
  readonly id: string
  readonly name: string
  readonly mail: string | null
  /** Direct members; null if the service doesn't say it. */
  readonly members: number | null
}

/** Reads from one tenant. Only runs and `ask` handlers get one (000-1). */
export interface GraphReader {
  /** The whole collection, all pages. An entry that is no object is one without properties. @throws Failure */
  list(path: string): Promise<Json[]>
  /**
   * The same where there is another way to list.
   *
   * @param attempts how often the first page is requested if it isn't answered
   * @param keep what to keep of each entry. A page isn't kept itself
   * @throws Failure only if nothing can be read: no connection, no sign-in
   */
  tryList<Kept>(path: string, attempts: number, keep: (entry: Json) => Kept): Promise<Read<Kept[]>>
  /** One object by a request of its own. @throws Failure only if nothing can be read */
  readAlone(path: string): Promise<Read<unknown>>
  /** The remaining pages of a collection inside an object, from its next link. */
  rest(link: string): Promise<Read<Json[]>>
  /** One object. @throws Failure */
  get(path: string): Promise<Json>
  /**
   * Many reads in `$batch` calls of 20, with answers in the same order. Parts fail individually.
   *
   * @throws Failure only if nothing can be read: no connection, no sign-in
   */
  batch(reads: readonly BatchRead[]): Promise<Read<unknown>[]>
  /** Groups or users that exist, by id (`getByIds`, 1000 at a time). */
  byIds(type: 'group' | 'user', ids: readonly string[]): Promise<Json[]>
  /** Groups by name or mail, at most 20, all of them for an empty text. @throws Failure */
  searchGroups(text: string, most: number): Promise<FoundGroup[]>
  /** The groups that the signed-in person is a member of (`checkMemberGroups`, which is a read despite its method). */
  memberOf(groupIds: readonly string[]): Promise<string[]>
  /** What the service publishes about its types (`$metadata`). It fails like any other read. */
  publishedTypes(): Promise<Read<ContractData>>
  /** Requests made so far, how often Graph asked to wait, and what Graph counts: each part of a batch (G-32). */
  readonly usage: { readonly requests: number; readonly throttled: number; readonly units: number }
}

export type WriteOutcome =
  | { readonly outcome: 'done'; readonly answer: GraphAnswer }
  | { readonly outcome: 'refused'; readonly problem: GraphProblem }
  /** The answer was lost, so the write may or may not have taken effect. */
  | { readonly outcome: 'unknown'; readonly message: string }
  /** Multi Admin Approval: the request is queued at Graph until another administrator approves it. */
  | { readonly outcome: 'waiting'; readonly approvalCode: string | null }

export interface WriteRequest {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Path below the version. */
  readonly path: string
  readonly body?: Json
  /** A file instead of a body. */
  readonly file?: FileContent
  /** Reason for the approving administrator, if Multi Admin Approval protects the object. */
  readonly justification?: string
  /** Code of an approved request. The request must be identical to the byte (G-196). */
  readonly approvalCode?: string
}

/** Writes to one tenant. Only handlers of write runs get one; it enforces the write lock (000-8). */
export interface GraphWriter {
  write(request: WriteRequest): Promise<WriteOutcome>
  /** Absolute address of a path, for `@odata.bind`. */
  bind(path: string): string
}

export interface GraphConnection {
  readonly reader: GraphReader
  /**
   * When Graph can be called again, in milliseconds of the clock; 0 if nothing waits. Shared by all runs of the tenant.
   */
  pausedUntil(): number
  /** Calls the listener for each pause that Graph requests, until the returned function is called. */
  onPause(listener: () => void): () => void
  /** Creates the writer. The guard runs before each write and throws if writing isn't allowed. */
  writer(guard: () => Promise<void>): GraphWriter
}

/** Opens connections to tenants. */
export interface GraphConnector {
  /**
   * @param attempts for a read that is cut or fails, where somebody waits for the answer
   * @throws Failure `wrongTenant` when the token or the service belongs to another tenant
   */
  connect(tenant: TenantRow, signal: AbortSignal, attempts?: number): Promise<GraphConnection>
}
