import { clouds } from '#contract/model/clouds.ts'
import { appOrigin } from './window-options.ts'

/** The part of a web contents that the guards need, replaceable in tests. */
export interface GuardedContents {
  on(
    event: 'will-navigate' | 'will-redirect',
    listener: (event: { preventDefault(): void }, url: string) => void,
  ): unknown
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): unknown
}

/** The part of a session that decides about permissions. */
export interface GuardedSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void,
  ): unknown
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): unknown
}

/** Hosts whose pages may be opened in the system browser. */
const externalHosts = new Set([
  'learn.microsoft.com',
  'intune.microsoft.com',
  // Where codes are entered; the service says which one.
  'microsoft.com',
  'www.microsoft.com',
  'login.microsoft.com',
  ...Object.values(clouds).flatMap(({ authority, adminCenter }) =>
    [authority, adminCenter].map((url) => new URL(url).host),
  ),
])

/** Whether an address belongs to the app itself. */
export function isAppUrl(url: string): boolean {
  return (
    URL.canParse(url) &&
    new URL(url).protocol === 'app:' &&
    `${new URL(url).protocol}//${new URL(url).host}` === appOrigin
  )
}

/** Whether an address can be opened in the system browser at all: https, and no credentials. */
function isPlainHttps(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}

/** Whether an address can be opened in the system browser whoever asks: of a known host. */
export const isAllowedExternal = (url: string): boolean => isPlainHttps(url) && externalHosts.has(new URL(url).hostname)

/** What the guards ask, and what they pass on. */
export interface GuardsOutside {
  openExternal(url: string): void
  /** Whether somebody is asked to sign in at this address: a custom cloud has pages of its own. */
  isOfSignIn(url: string): Promise<boolean>
}

/** Keeps a page where it is: no navigation away, no new windows, no webviews. */
export function guardContents(contents: GuardedContents, { openExternal, isOfSignIn }: GuardsOutside): void {
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!isAppUrl(url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternal(url)) openExternal(url)
    else if (isPlainHttps(url))
      isOfSignIn(url).then(
        (isOf) => isOf && openExternal(url),
        // The database can't be opened, so nobody signs in.
        () => {},
      )
    return { action: 'deny' }
  })
}

/** The only browser permission that the app needs is writing to the clipboard. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(permission === 'clipboard-sanitized-write'),
  )
  session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write')
}
