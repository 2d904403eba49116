import { checkOptions, declared } from './declarations.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const schemes = new Set<string>()

export const protocol = declared('Protocol', {
  registerSchemesAsPrivileged(privileged: readonly { scheme: string; privileges?: object }[]): void {
    for (const entry of privileged) {
      checkOptions('CustomScheme', entry)
      schemes.add(entry.scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!schemes.has(scheme)) throw new Error(`The scheme ${scheme} was never registered.`)
    handlers.set(scheme, handler)
  },
})

/*
 * Chromium only knows Electron's schemes in Electron, so the page runs below an address that no name server answers.
 * Each request is taken before it could leave.
 */
const web = 'https://atlas.app.invalid'
const own = 'app://atlas'

export const toWeb = (url: string): string => url.replace(own, web)
export const fromWeb = (url: string): string => url.replace(web, own)
export const isOfScheme = (url: string): boolean => handlers.has(new URL(url).protocol.replace(':', ''))

/** What the app's handler answers. */
export const answerScheme = async (request: Request): Promise<Response> =>
  handlers.get(new URL(request.url).protocol.replace(':', ''))!(request)
