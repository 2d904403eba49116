const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that stays text in HTML, in content and in attributes. */
export const htmlText = (raw: string): string => raw.replaceAll(/[&<>"']/g, (character) => entities[character]!)
