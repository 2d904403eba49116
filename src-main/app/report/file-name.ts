/** Characters that a file name can't have on one of the systems (Microsoft Learn: Naming Files). */
const unusable = /[<>:"/\\|?*]|\p{Cc}/gu

/** A name for a report that sorts by its day: `Contoso 2026-11-29 Configuration of Microsoft Intune`. */
export function reportFileName(tenant: string, title: string, at: Date): string {
  const part = (text: string): string =>
    text
      .replaceAll(unusable, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 80)
      .replaceAll(/^\.+|[. ]+$/g, '')
  const time = at.toISOString().slice(0, 16).replace('T', ' ').replace(':', '')
  return [part(tenant), time, part(title)].filter(Boolean).join(' ')
}
