const prefix = '/import'

/**
 * The page on which a file is looked at before it is imported. The path stands in it as base64url: an address is decoded
 * more than once on its way, and a path may have any character.
 */
export function importPage(path: string): string {
  const text = btoa(String.fromCodePoint(...new TextEncoder().encode(path)))
  return `${prefix}/${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** The path in an address; empty if there is none, or none that anybody can read. */
export function pathOf(part: string | undefined): string {
  try {
    const text = atob((part ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(text, (character) => character.codePointAt(0)!))
  } catch {
    return ''
  }
}
