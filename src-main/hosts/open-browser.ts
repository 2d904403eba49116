import { spawn } from 'node:child_process'
import { inSystem32 } from '#infra/system/system32.ts'
import { words } from './words.ts'

/** What opens an address on this desktop; null if there is none. */
export function browserCommand(
  url: string,
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly [program: string, ...args: string[]] | null {
  // Explorer takes an address with a query for something else, and opens a folder (microsoft/WSL#3832).
  if (platform === 'win32') return [inSystem32('rundll32.exe', environment), 'url.dll,FileProtocolHandler', url]
  if (platform === 'darwin') return ['open', url]
  return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? ['xdg-open', url] : null
}

/** Opens an address on a desktop. @throws Error if there is no desktop */
export async function openBrowser(url: string): Promise<void> {
  const command = browserCommand(url, process.platform, process.env)
  if (!command) throw new Error(words.noDesktop)
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  child.unref()
}
