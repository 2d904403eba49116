/** `npm run dev`: the web host with hot reload of the renderer, and a core that starts again when its code changes. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startWatchedHost } from './host.ts'
import { startDevServer } from './server.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(import.meta.dirname, '..', '..', '.cache', 'dev-data') },
    port: { type: 'string', default: '5173' },
  },
})

const host = startWatchedHost(values.data, (text) => {
  // Its own address is not the one to open.
  if (!text.includes('TenantAtlas is at')) process.stderr.write(text)
})
try {
  await host.ready
  const server = await startDevServer(host, Number(values.port))
  const address = server.httpServer?.address()
  console.log(`Open http://127.0.0.1:${typeof address === 'object' && address ? address.port : values.port}/`)
  const end = () => void Promise.allSettled([server.close(), host.stop()]).then(() => process.exit(0))
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await host.stop()
  process.exit(1)
}
