import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { contentSecurityPolicy, noncePlaceholder } from '#contract/csp.ts'

/** A file of the built renderer as both hosts serve it. */
export interface RendererFile {
  readonly body: string | Buffer
  readonly headers: Readonly<Record<string, string>>
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.ttf', 'font/ttf'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
])

/**
 * The pattern of file names in the build. No name contains an escape or begins with a dot, so none leads out of the
 * folder.
 */
const buildName = /^(?:\/[\w-][\w.-]*)+$/

/**
 * Reads a file of the renderer. A path without a file is the app itself. Every answer contains the content security
 * policy, because workers follow the policy of their own response. It never throws.
 *
 * @param path of a parsed URL, which isn't decoded
 * @param token with which the page authenticates to the socket; empty if there is none
 * @returns null for files that aren't in the build
 */
export async function readRendererFile(folder: string, path: string, token: string): Promise<RendererFile | null> {
  const isPage = posix.extname(path) === '' || path === '/index.html'
  const type = contentTypes.get(isPage ? '.html' : posix.extname(path))
  if (!type || !(isPage ? isReadable(path) : buildName.test(path))) return null
  const nonce = randomBytes(16).toString('base64')
  try {
    const body = await readFile(join(folder, isPage ? 'index.html' : path))
    return {
      body: isPage ? body.toString('utf8').replaceAll(noncePlaceholder, nonce).replaceAll('{{token}}', token) : body,
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': contentSecurityPolicy(nonce),
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': isPage ? 'no-store' : 'max-age=31536000, immutable',
      },
    }
  } catch {
    return null
  }
}

/** Whether the app can read its route from a path. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
