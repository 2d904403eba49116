import { createHash, randomBytes } from 'node:crypto'

/** Without letters that look like digits (Crockford's Base32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keyBytes = 20
const groupLength = 4
/** 160 bits in groups of four, and one group that finds typing errors. */
const groups = (keyBytes * 8) / 5 / groupLength + 1

/** A new recovery key, as it is printed: nine groups of four characters. */
export function newRecoveryKey(): string {
  return printed(randomBytes(keyBytes))
}

/**
 * The bytes of a recovery key that somebody typed: any case, with or without hyphens and spaces, and with O, I and L for
 * the digits that they look like.
 *
 * @returns null if a character is wrong or missing
 */
export function bytesOfRecoveryKey(typed: string): Buffer | null {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (text.length !== groups * groupLength) return null
  let bits = ''
  for (const character of text) {
    const value = alphabet.indexOf(character)
    if (value < 0) return null
    bits += value.toString(2).padStart(5, '0')
  }
  const bytes = Buffer.from((bits.slice(0, keyBytes * 8).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return printed(bytes).replaceAll('-', '') === text ? bytes : null
}

function printed(bytes: Buffer): string {
  const check = createHash('sha256').update(bytes).digest()
  const bits = [...bytes, ...check.subarray(0, 3)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const characters = (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)])
  return Array.from({ length: groups }, (_, index) =>
    characters.slice(index * groupLength, (index + 1) * groupLength).join(''),
  ).join('-')
}
