import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

const root = join(import.meta.dirname, '..', '..')

it('npm run dev serves the renderer with hot reload over a core that starts again when its code changes (904-1)', async () => {
  const data = mkdtempSync(join(tmpdir(), 'atlas-dev-'))
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(root, 'scripts', 'dev', 'main.ts'), '--data', data, '--port', '0'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(async () => {
    if (child.exitCode === null) {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    }
    rmSync(data, { recursive: true, force: true })
  })
  const url = await new Promise<string>((found) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const address = /http:\/\/\S+/.exec(chunk.toString())?.[0]
      if (address !== undefined) found(address)
    })
  })
  const page = async () => (await fetch(url)).text()
  const token = async () => /name="atlas-token" content="([0-9a-f]+)"/.exec(await page())?.[1]

  expect(await page()).toContain('/@vite/client')
  expect(await (await fetch(`${url}app/app.tsx`)).text()).toContain('import.meta.hot')
  const first = await token()
  expect(await answerOf(url, first!)).toMatchObject({ result: { host: 'web' } })

  const source = join(root, 'src-main', 'hosts', 'web', 'server.ts')
  utimesSync(source, new Date(), new Date())
  await expect.poll(token).not.toBe(first)
  expect(await answerOf(url, (await token())!)).toMatchObject({ result: { host: 'web' } })
})

/** Asks the core for its version through the page's socket. */
async function answerOf(url: string, token: string): Promise<unknown> {
  const socket = new WebSocket(url.replace('http', 'ws'), `atlas.${token}`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ id: 1, method: 'app.info', input: {} }))
  const [frame] = (await once(socket, 'message')) as [Buffer]
  socket.close()
  return JSON.parse(frame.toString())
}
