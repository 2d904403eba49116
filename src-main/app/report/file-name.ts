import { safeName } from '#domain/export/layout.ts'

/** A name for a report that sorts by its time: `Contoso 2026-11-29 100500 Configuration of Microsoft Intune`. */
export function reportFileName(tenant: string, title: string, at: Date): string {
  const part = (text: string): string =>
    cut(
      safeName(text)
        .replaceAll(/[_\s]+/g, ' ')
        .trim(),
    ).replaceAll(/^\.+|[. ]+$/g, '')
  const time = at.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '')
  return [part(tenant), time, part(title)].filter(Boolean).join(' ')
}

/** File systems take 255 bytes, and a number and an extension come after it. */
const mostBytes = 90
const cut = (text: string): string => {
  const bytes = Buffer.from(text)
  return bytes.length <= mostBytes
    ? text
    : bytes
        .subarray(0, mostBytes)
        .toString()
        .replace(/\uFFFD+$/, '')
}
