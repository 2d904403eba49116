import { callPieceLength } from '#contract/wire.ts'
import { call } from '#renderer/api/client.ts'
import { isDesktop } from '#renderer/api/transport.ts'
import { saveFile } from '#renderer/ui/save-file.ts'

/** A name that every system takes: a file name has 255 bytes at most, and a letter up to four. */
const safeName = (name: string): string =>
  // oxlint-disable-next-line no-control-regex
  name.replaceAll(/[\u0000-\u001F/\\:*?"<>|]/g, '_').replace(/^(.{0,60}).*?(\.\w+)$/u, '$1$2')

/** Saves a file: with the dialog of the system in the desktop app, as a download in a browser. */
export async function save(name: string, content: string, type?: string): Promise<void> {
  if (!isDesktop) return saveFile(safeName(name), content, type)
  const { saving } = await call('shell.saveFile', { name: safeName(name) })
  if (saving === null) return
  for (let at = 0; ; at += callPieceLength) {
    const isLast = at + callPieceLength >= content.length
    await call('shell.addToFile', { saving, piece: content.slice(at, at + callPieceLength), isLast })
    if (isLast) return
  }
}
