import type { Core } from '#app/core.ts'
import { openFrameDoor, type FrameDoor } from '../frame-door.ts'
import { isAppUrl } from './guards.ts'

/** The one channel; the preload script names the same. */
export const channel = 'atlas'

/** The slice of a frame's event that the sender check reads. */
export interface IpcEvent {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
  readonly sender: IpcSender
}

export interface IpcSender {
  readonly id: number
  isDestroyed(): boolean
  send(channel: string, frame: string): void
  once(event: 'destroyed', listener: () => void): unknown
}

/** The slice of `ipcMain`. */
export interface IpcMain {
  on(channel: string, listener: (event: IpcEvent, frame: unknown) => void): unknown
}

/** Whether a message comes from the app's own main frame; anything else is not answered. */
export const isTrusted = (event: IpcEvent): boolean =>
  event.senderFrame !== null && event.senderFrame.parent === null && isAppUrl(event.senderFrame.url)

/** Opens the only door from renderers into the core. */
export function openIpcDoor(ipcMain: IpcMain, core: Core, log: (message: string) => void): void {
  const doors = new Map<number, FrameDoor>()
  ipcMain.on(channel, (event, frame) => {
    if (!isTrusted(event) || typeof frame !== 'string') {
      log('refused a message from an unknown sender')
      return
    }
    const { sender } = event
    let door = doors.get(sender.id)
    if (!door) {
      door = openFrameDoor(core, (text) => {
        if (!sender.isDestroyed()) sender.send(channel, text)
      })
      doors.set(sender.id, door)
      sender.once('destroyed', () => {
        doors.get(sender.id)?.close()
        doors.delete(sender.id)
      })
    }
    void door.receive(frame)
  })
}
