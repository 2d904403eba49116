import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** The one channel between the two sides; frames are JSON text and are validated where they arrive. */
const channel = 'atlas'

contextBridge.exposeInMainWorld('atlas', {
  send: (frame: string) => ipcRenderer.send(channel, String(frame)),
  // The event object stays here: the page gets the text and nothing else.
  onFrame: (listener: (frame: string) => void) =>
    ipcRenderer.on(channel, (_event, frame: unknown) => listener(String(frame))),
  // Only for a file that somebody dropped onto the page; empty for one that isn't on a disk.
  pathOf: (file: File) => webUtils.getPathForFile(file),
})
