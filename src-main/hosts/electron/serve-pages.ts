import type { Net, Protocol } from 'electron'
import { readRendererFile } from '../renderer-files.ts'
import { appScheme } from './window-options.ts'

/** Answers the requests of the window: with files of the app, or from the dev server in a checkout. */
export function servePages(protocol: Protocol, net: Net, folder: string, devServer: URL | null): void {
  protocol.handle(appScheme.scheme, async (request) => {
    const { pathname, search } = new URL(request.url)
    if (devServer) return net.fetch(new URL(`${pathname}${search}`, devServer).href)
    const file = await readRendererFile(folder, pathname, '')
    return file
      ? new Response(new Uint8Array(Buffer.from(file.body)), { headers: file.headers })
      : new Response('Not found', { status: 404 })
  })
}
