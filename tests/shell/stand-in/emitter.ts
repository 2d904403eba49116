import { EventEmitter } from 'node:events'
import { checkEvent } from './declarations.ts'

/** An emitter whose listeners can only wait for events that Electron declares. */
export class DeclaredEmitter extends EventEmitter {
  readonly #type: string

  constructor(type: string) {
    super()
    this.#type = type
  }

  override on(event: string, listener: (...values: never[]) => void): this {
    checkEvent(this.#type, event)
    return super.on(event, listener as (...values: unknown[]) => void)
  }

  override once(event: string, listener: (...values: never[]) => void): this {
    checkEvent(this.#type, event)
    return super.once(event, listener as (...values: unknown[]) => void)
  }

  /** Emits an event that its listeners can prevent. @returns whether one did */
  prevented(event: string, ...values: unknown[]): boolean {
    let isPrevented = false
    this.emit(event, { preventDefault: () => void (isPrevented = true), defaultPrevented: false }, ...values)
    return isPrevented
  }
}
