/** What a purge takes away, or would. */
export interface PurgeFigures {
  readonly policies: number
  readonly versions: number
  readonly blobs: number
  readonly bytes: number
}
