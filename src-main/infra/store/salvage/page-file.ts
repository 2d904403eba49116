import { readSync } from 'node:fs'
import type { StoreKey } from '../encryption/connection.ts'
import { decryptPage } from '../encryption/page-cipher.ts'
import { readVarint, type SqliteValue, valuesOf } from './record.ts'

/** A row as it lies in a page. */
export interface Row {
  readonly rowid: number
  /** In the order of the record: a table without row IDs has its primary key first. */
  readonly values: readonly SqliteValue[]
}

export interface Page {
  readonly kind: 'tableLeaf' | 'tableInterior' | 'keyLeaf' | 'keyInterior'
  readonly children: readonly number[]
  /** Rows that could be read. */
  readonly rows: readonly Row[]
  /** How many rows couldn't. */
  readonly damaged: number
}

const kinds: Readonly<Record<number, Page['kind']>> = {
  0x0d: 'tableLeaf',
  0x05: 'tableInterior',
  0x0a: 'keyLeaf',
  0x02: 'keyInterior',
}

/**
 * The pages of a database file, read without SQLite, which gives up at the first page that is damaged (SQLite docs:
 * Database File Format, sections 1.3 to 1.6 and 2.1).
 */
export class PageFile {
  readonly pageSize: number
  readonly pageCount: number
  /** The schema that the file says it has. */
  readonly schema: number
  readonly #usable: number
  readonly #descriptor: number

  readonly #key: StoreKey | null

  /**
   * @param size bytes of the file
   * @param key of an encrypted database
   */
  constructor(descriptor: number, size: number, key: StoreKey | null) {
    this.#descriptor = descriptor
    this.#key = key
    const start = Buffer.alloc(100)
    readSync(descriptor, start, 0, 100, 0)
    const stored = start.readUInt16BE(16)
    this.pageSize = stored === 1 ? 65_536 : stored
    this.pageCount = this.pageSize < 512 ? 0 : Math.floor(size / this.pageSize)
    const header = key === null ? start : (this.#bytes(1) ?? Buffer.alloc(100))
    this.#usable = this.pageSize - header[20]!
    this.schema = header.readUInt32BE(60)
  }

  /** A page of a table; null if it is damaged, or something else. */
  page(number: number): Page | null {
    const bytes = this.#bytes(number)
    const start = number === 1 ? 100 : 0
    const kind = bytes && kinds[bytes[start]!]
    if (!bytes || !kind) return null
    const isInterior = kind === 'tableInterior' || kind === 'keyInterior'
    const cells = bytes.readUInt16BE(start + 3)
    const pointers = start + (isInterior ? 12 : 8)
    if (pointers + 2 * cells > this.#usable) return null
    const children: number[] = []
    const rows: Row[] = []
    let damaged = 0
    for (let index = 0; index < cells; index += 1) {
      let at = bytes.readUInt16BE(pointers + 2 * index)
      if (isInterior && at + 4 <= bytes.length) {
        children.push(bytes.readUInt32BE(at))
        at += 4
      }
      if (kind === 'tableInterior') continue
      const row = this.#row(bytes, at, kind === 'tableLeaf')
      if (row) rows.push(row)
      else damaged += 1
    }
    if (isInterior) children.push(bytes.readUInt32BE(start + 8))
    return { kind, children, rows, damaged }
  }

  #row(page: Buffer, start: number, hasRowid: boolean): Row | null {
    const size = readVarint(page, start)
    const rowid = size && hasRowid ? readVarint(page, size.next) : { value: 0, next: size?.next ?? 0 }
    if (!size || !rowid) return null
    const payload = this.#payload(page, rowid.next, size.value, hasRowid)
    const values = payload && valuesOf(payload)
    return values ? { rowid: rowid.value, values } : null
  }

  /** The payload of a cell, with what overflows into other pages. */
  #payload(page: Buffer, at: number, size: number, hasRowid: boolean): Buffer | null {
    const most = hasRowid ? this.#usable - 35 : Math.floor(((this.#usable - 12) * 64) / 255) - 23
    if (size > this.pageCount * this.pageSize) return null
    if (size <= most) return at + size <= page.length ? page.subarray(at, at + size) : null
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23
    const rest = least + ((size - least) % (this.#usable - 4))
    const local = rest <= most ? rest : least
    if (at + local + 4 > page.length) return null
    const parts = [page.subarray(at, at + local)]
    let missing = size - local
    for (let next = page.readUInt32BE(at + local); missing > 0;) {
      const overflow = this.#bytes(next)
      if (!overflow) return null
      const part = overflow.subarray(4, 4 + Math.min(missing, this.#usable - 4))
      parts.push(part)
      missing -= part.length
      next = overflow.readUInt32BE(0)
    }
    return Buffer.concat(parts)
  }

  #bytes(number: number): Buffer | null {
    if (number < 1 || number > this.pageCount) return null
    const bytes = Buffer.alloc(this.pageSize)
    try {
      if (readSync(this.#descriptor, bytes, 0, this.pageSize, (number - 1) * this.pageSize) < this.pageSize) return null
      return this.#key === null ? bytes : decryptPage(this.#key, number, bytes)
    } catch {
      // The disk can't read it.
      return null
    }
  }
}
