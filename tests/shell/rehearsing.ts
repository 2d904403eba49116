import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openScreen, startApp, type RehearsedApp, type Screen, type StartOptions } from './rehearsed-app.ts'

/** One screen for a test file, and for each test a folder that outlives restarts of the app. */
export function rehearsing() {
  let screen: Screen
  let app: RehearsedApp
  let folder: string
  beforeAll(async () => void (screen = await openScreen()))
  afterAll(() => screen.close())
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tenantatlas-rehearsal-'))))
  afterEach(async () => {
    await app.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    folder: () => folder,
    /** A second process beside the app, in the same folder. */
    beside: (options: StartOptions) => startApp(screen, { folder, ...options }),
    start: (options: StartOptions = {}): RehearsedApp => (app = startApp(screen, { folder, ...options })),
    async quit(): Promise<void> {
      await app.does('quit')
      await app.ended
    },
  }
}
