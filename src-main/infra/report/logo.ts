import { readFile, stat } from 'node:fs/promises'
import type { ReportLogo } from '#domain/report/report.ts'

const mostBytes = 2 * 1024 * 1024
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The image at a path, with its size; null if it can't be read, is too large, or is no PNG or JPEG. */
export async function readLogo(path: string): Promise<ReportLogo | null> {
  try {
    if ((await stat(path)).size > mostBytes) return null
    return logoOf(await readFile(path))
  } catch {
    return null
  }
}

/** What an image is, by its content (PNG: ISO/IEC 15948, 5.2; JPEG: ITU-T T.81, B.2.2). */
export function logoOf(bytes: Buffer): ReportLogo | null {
  if (bytes.length > 24 && bytes.subarray(0, 8).equals(pngSignature))
    return sized(bytes, 'png', bytes.readUInt32BE(16), bytes.readUInt32BE(20))
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    // A start of frame, but for three markers in between that are something else.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return sized(bytes, 'jpg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

const sized = (bytes: Buffer, type: ReportLogo['type'], width: number, height: number): ReportLogo | null =>
  width > 0 && height > 0 ? { bytes, type, width, height } : null
