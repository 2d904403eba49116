/** A text file, and how it was encoded. */
export interface DecodedText {
  readonly text: string
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE'
}

/**
 * Reads the text of a file: UTF-8 or UTF-16, with or without a byte order mark. Windows PowerShell 5.1 writes UTF-16LE,
 * PowerShell 7 writes UTF-8 (Microsoft Learn: about_Character_Encoding).
 *
 * @returns null if it isn't text
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = encodingOf(bytes)
  try {
    // The decoder leaves the byte order mark out.
    const text = new TextDecoder(encoding.toLowerCase(), { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : { text, encoding }
  } catch {
    return null
  }
}

function encodingOf(bytes: Uint8Array): DecodedText['encoding'] {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'UTF-16LE'
  if (first === 0xfe && second === 0xff) return 'UTF-16BE'
  // JSON begins with an ASCII character, of which one half is empty in UTF-16 (RFC 4627, section 3).
  if (bytes.length >= 2 && bytes.length % 2 === 0) {
    if (first !== 0 && second === 0) return 'UTF-16LE'
    if (first === 0 && second !== 0) return 'UTF-16BE'
  }
  return 'UTF-8'
}
