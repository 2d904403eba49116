/* What the built preload script finds instead of Electron, as text: it runs in the page. */

/** Name of the world that the preload script has for itself, as Electron gives it one. */
export const isolatedWorld = 'Electron Isolated Context'
/** The binding through which the isolated world reaches the main process. */
export const toMain = '__toMain'

/**
 * The isolated world: `require('electron')` with `contextBridge` and `ipcRenderer`. The two worlds share the document
 * and nothing else, so functions cross as numbers, and values as JSON.
 */
export const isolated = (preload: string): string => `(() => {
  const listeners = new Map(), functions = new Map()
  let last = 0
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(detail) }))
  const ipcRenderer = {
    send: (channel, ...values) => globalThis['${toMain}'](JSON.stringify({ channel, values })),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
  }
  globalThis.__deliver = (channel, values) => {
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...values)
  }
  const revive = (value) => value?.__callback === undefined ? value : (...values) => tell('__callback', { id: value.__callback, values })
  document.addEventListener('__call', ({ detail }) => {
    const { id, values } = JSON.parse(detail)
    // Events are synchronous, so the caller finds the answer when it comes back.
    tell('__answer', { value: functions.get(id)(...values.map(revive)) })
  })
  // A file that was dropped from the disk knows where it lies; the name stands for it here.
  const webUtils = { getPathForFile: ({ name }) => '/dropped/' + name }
  const contextBridge = {
    exposeInMainWorld(name, api) {
      const members = Object.entries(api).map(([member, value]) => {
        if (typeof value !== 'function') return [member, { value }]
        functions.set(last += 1, value)
        return [member, { call: last }]
      })
      const define = () => tell('__define', { name, members })
      define()
    },
  }
  const module = { exports: {} }
  const require = (name) => {
    if (name !== 'electron') throw new Error('module not found: ' + name)
    return { contextBridge, ipcRenderer, webUtils }
  }
  ;(function (require, module, exports) {\n${preload}\n})(require, module, module.exports)
})()`

/** The page's own world: what the bridge exposes appears here, frozen as Electron does it. */
export const page = `(() => {
  const callbacks = []
  let answer
  document.addEventListener('__answer', ({ detail }) => void (answer = JSON.parse(detail).value))
  document.addEventListener('__callback', ({ detail }) => {
    const { id, values } = JSON.parse(detail)
    callbacks[id](...values)
  })
  document.addEventListener('__define', ({ detail }) => {
    const { name, members } = JSON.parse(detail)
    const api = {}
    for (const [member, { call, value }] of members)
      api[member] = call === undefined ? value : (...values) => {
        const sent = values.map((entry) =>
          typeof entry === 'function' ? { __callback: callbacks.push(entry) - 1 }
            : entry instanceof File ? { name: entry.name } : entry)
        document.dispatchEvent(new CustomEvent('__call', { detail: JSON.stringify({ id: call, values: sent }) }))
        return answer
      }
    Object.defineProperty(globalThis, name, { value: Object.freeze(api), enumerable: true })
  })
})()`
