/** What a column can hold. */
export type SqliteValue = null | number | bigint | string | Buffer

/** A variable-length integer of at most nine bytes; null beyond the end (SQLite docs: Database File Format, 1.6). */
export function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly next: number } | null {
  let value = 0n
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) return null
    if (index === 8) value = (value << 8n) | BigInt(byte)
    else value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80 || index === 8) return { value: Number(BigInt.asIntN(64, value)), next: at + index + 1 }
  }
  return null
}

/** The values of a record; null if it contradicts itself (SQLite docs: Database File Format, 2.1). */
export function valuesOf(record: Buffer): SqliteValue[] | null {
  const header = readVarint(record, 0)
  if (!header || header.value < header.next || header.value > record.length) return null
  const values: SqliteValue[] = []
  let body = header.value
  for (let at = header.next; at < header.value;) {
    const type = readVarint(record, at)
    if (!type || type.value < 0) return null
    at = type.next
    const size = sizeOf(type.value)
    if (size === null || body + size > record.length) return null
    values.push(valueOf(type.value, record.subarray(body, body + size)))
    body += size
  }
  return body === record.length ? values : null
}

const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

function sizeOf(type: number): number | null {
  if (type >= 12) return Math.floor((type - 12) / 2)
  return sizes[type] ?? null
}

function valueOf(type: number, bytes: Buffer): SqliteValue {
  if (type >= 12) return type % 2 === 0 ? Buffer.from(bytes) : bytes.toString('utf8')
  if (type === 0) return null
  if (type === 7) return bytes.readDoubleBE()
  if (type === 8 || type === 9) return type - 8
  if (type === 6) return bytes.readBigInt64BE()
  return bytes.readIntBE(0, bytes.length)
}
