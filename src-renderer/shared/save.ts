import { call } from '#renderer/api/client.ts'
import { isDesktop } from '#renderer/api/transport.ts'
import { saveFile } from '#renderer/ui/save-file.ts'

/** Saves a file: with the dialog of the system in the desktop app, as a download in a browser. */
export async function save(name: string, content: string, type?: string): Promise<void> {
  if (isDesktop) await call('shell.saveFile', { name, content })
  else saveFile(name, content, type)
}
