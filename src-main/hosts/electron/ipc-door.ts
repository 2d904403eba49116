import type { Core } from '#app/core.ts'
import { inLog, type DoorLog } from '../door-log.ts'
import { openFrameDoor, type FrameDoor } from '../frame-door.ts'
import { isAppUrl } from './guards.ts'

/** The only channel, with the same name as in the preload script. */
export const channel = 'atlas'

/** The part of a frame event that the sender check reads. */
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

/**
 * Opens the only door from renderers into the core. A page can go away at any time, even between a check and the next
 * line. Electron then throws from the frame's properties and from `send`, which is caught here.
 */
export function openIpcDoor(ipcMain: IpcMain, core: Core, log: DoorLog): void {
  const doors = new Map<number, FrameDoor>()

  function doorOf(sender: IpcSender): FrameDoor {
    const { id } = sender
    const known = doors.get(id)
    if (known) return known
    const door = openFrameDoor(
      core,
      (text) => {
        if (!sender.isDestroyed()) sender.send(channel, text)
      },
      log,
    )
    doors.set(id, door)
    sender.once('destroyed', () => {
      doors.get(id)?.close()
      doors.delete(id)
    })
    return door
  }

  ipcMain.on(channel, (event, frame) => {
    try {
      if (!isTrusted(event)) log('refused a message from an unknown sender')
      else void doorOf(event.sender).receive(frame)
    } catch (error) {
      log('a message could not be taken', inLog(error))
    }
  })
}
