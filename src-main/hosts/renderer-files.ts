import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentSecurityPolicy, noncePlaceholder } from '#contract/csp.ts'

/** A file of the built renderer as both hosts serve it. */
export interface RendererFile {
  readonly body: string | Buffer
  readonly headers: Readonly<Record<string, string>>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Reads a file of the renderer; a path without a file is the app itself. Every answer carries the policy: workers
 * obey their own response's.
 *
 * @param token what the page proves itself with to a socket; empty where there is none
 * @returns null for what lies outside the folder or does not exist
 */
export async function readRendererFile(folder: string, path: string, token: string): Promise<RendererFile | null> {
  const wanted = normalize(join(folder, decodeURIComponent(path)))
  if (wanted !== folder && !wanted.startsWith(folder + sep)) return null
  const file = extname(wanted) === '' ? join(folder, 'index.html') : wanted
  const type = contentTypes[extname(file)]
  if (!type) return null
  const nonce = randomBytes(16).toString('base64')
  try {
    const body = await readFile(file)
    const isPage = extname(file) === '.html'
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
