import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openScreen, startApp } from '#tests/shell/rehearsed-app.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const times = 7
const most = { command: 300, ready: 600, firstLoad: 1.2, demoSeconds: 5 }
const root = resolve(import.meta.dirname, '../..')

/** How long it takes until there is an answer: a command, the web host, and the window of the app. It runs what is built. */
export async function startup(): Promise<void> {
  console.log(`start of what was built, the median of ${times} starts`)
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-bench-'))
  try {
    const node = await median(() => ran(['-e', '0']))
    const beside = `an empty script ${node.toFixed(0)} ms`
    await ran(['scripts/atlas.mjs', '--data', folder, 'tenant', 'list'])
    judge({
      work: 'atlas tenant list, from start to end',
      value: await median(() => ran(['scripts/atlas.mjs', '--data', folder, 'tenant', 'list'])),
      most: most.command,
      unit: 'ms',
      beside,
    })
    const { ms } = await timed(() => ran(['scripts/atlas.mjs', '--data', folder, 'tenant', 'demo', '--history']))
    judge({ work: 'demo tenant with its history', value: ms / 1_000, most: most.demoSeconds, unit: 's' })
    judge({ work: 'web host ready', value: await median(() => webReady(folder)), most: most.ready, unit: 'ms', beside })
    const screen = await openScreen()
    try {
      judge({
        work: 'app ready, until its first window',
        value: await median(async () => {
          const app = startApp(screen)
          await app.heard('window')
          return app
        }),
        most: most.ready,
        unit: 'ms',
        beside: 'over the stand-in for Electron',
      })
    } finally {
      await screen.close()
    }
    judge({ work: 'first load of the renderer', value: firstLoad() / 1e6, most: most.firstLoad, unit: 'MB' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param work may return what has to be stopped outside the time */
async function median(work: () => Promise<{ stop(): Promise<void> } | void>): Promise<number> {
  const found: number[] = []
  for (let time = 0; time < times; time += 1) {
    const { ms, result } = await timed(work)
    await result?.stop()
    found.push(ms)
  }
  return found.toSorted((left, right) => left - right)[Math.floor(times / 2)]!
}

async function ran(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--no-warnings', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
}

async function webReady(folder: string): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--no-warnings', 'out/main/web.js', '--no-open', '--data', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, '.cache', 'compile') },
  })
  await once(child.stdout, 'data')
  return {
    async stop() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** Bytes of the page, its styles, and every script that it loads before it shows something. */
function firstLoad(): number {
  const renderer = join(root, 'out', 'renderer')
  const html = readFileSync(join(renderer, 'index.html'), 'utf8')
  const all = new Set(readdirSync(join(renderer, 'assets')))
  const found = new Set<string>()
  const follow = (name: string, isEntry = false): void => {
    if (found.has(name) || !all.has(name)) return
    found.add(name)
    if (!name.endsWith('.js')) return
    const text = readFileSync(join(renderer, 'assets', name), 'utf8')
    for (const [, next] of text.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.js)["']/g)) follow(next!)
    // The entry loads the app, and the styles that it lists with it.
    if (isEntry)
      for (const [, next] of text.matchAll(/["'`](?:\.\/|assets\/)([^"'`]+\.(?:js|css))["'`]/g)) follow(next!)
  }
  for (const [, name] of html.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)) follow(name!, true)
  return [...found].reduce((sum, name) => sum + statSync(join(renderer, 'assets', name)).size, html.length)
}
