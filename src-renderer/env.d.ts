/// <reference types="vite/client" />
declare module 'monaco-editor/editor/editor.worker.js?worker&url' {
  const url: string
  export default url
}
declare module 'monaco-editor/languages/features/json/json.worker.js?worker&url' {
  const url: string
  export default url
}

/** What the preload script puts into the page; not there in a browser. */
interface Window {
  readonly atlas?: {
    send(frame: string): void
    onFrame(listener: (frame: string) => void): void
    pathOf(file: File): string
  }
}
