import { declared } from './declarations.ts'
import { told } from './told.ts'

type Listener = (event: object, ...values: unknown[]) => void
const listeners = new Map<string, Listener[]>()

export const ipcMain = declared('IpcMain', {
  on: (channel: string, listener: Listener) =>
    void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
  handle: () => {},
})

/** A message of a page. */
export function receive(channel: string, event: object, values: readonly unknown[]): void {
  const heard = listeners.get(channel) ?? []
  if (heard.length === 0) told('unheard', { channel })
  for (const listener of heard) listener(event, ...values)
}
