/** What stands at the beginning of an atlas file, readable without its passphrase. */
export interface AtlasHeader {
  readonly createdAt: string
  /** Version of TenantAtlas that wrote it. */
  readonly product: string
  readonly tenantName: string
  /** Fingerprint of the key that signed it: the same for all files of one data folder. */
  readonly signedBy: string
  readonly isEncrypted: boolean
}

/** Atlas files: the history of a tenant in one file, signed, and encrypted where somebody wants that (decision 25). */
export interface AtlasFiles {
  /**
   * Writes records one after the other. The file appears under its name when it is complete.
   *
   * @throws Failure `badInput` if it can't be written
   */
  write(
    path: string,
    about: Pick<AtlasHeader, 'createdAt' | 'product' | 'tenantName'> & { readonly passphrase: string | null },
    records: AsyncIterable<object>,
  ): Promise<{ readonly records: number; readonly bytes: number }>
  /** Whether a file begins like an atlas file. */
  isAtlas(path: string): Promise<boolean>
  /** @throws Failure `badInput` if it is foreign, newer or cut off */
  header(path: string): Promise<AtlasHeader>
  /**
   * The records of a file, after all of it was checked.
   *
   * @throws Failure `badInput` if it is foreign, newer, cut off, changed, or needs another passphrase
   */
  read(path: string, passphrase: string | null): AsyncIterable<unknown>
}
