import { spawn } from 'node:child_process'
import { words } from './words.ts'

/** Opens an address on a desktop. @throws Error if there is no desktop */
export async function openBrowser(url: string): Promise<void> {
  const command =
    process.platform === 'win32'
      ? ['explorer', url]
      : process.platform === 'darwin'
        ? ['open', url]
        : process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
          ? ['xdg-open', url]
          : null
  if (!command) throw new Error(words.noDesktop)
  const child = spawn(command[0]!, [command[1]!], { stdio: 'ignore', detached: true })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  child.unref()
}
