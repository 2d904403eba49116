import type { Core } from '#app/core.ts'
import { Failure, toAppError } from '#contract/errors.ts'
import { maxFrameBytes, pieceLength, RequestFrame, type ResponseFrame, type WholeFrame } from '#contract/wire.ts'
import { inLog, type DoorLog } from './door-log.ts'
import { words } from './words.ts'

/** The connection of one renderer to the core, the same in every host. */
export interface FrameDoor {
  /** Handles any input. It never throws or rejects. An invalid frame gets an error, or a log line if it has no ID. */
  receive(frame: unknown): Promise<void>
  /** Ends the connection; nothing is sent afterwards. */
  close(): void
}

/**
 * Opens the door for one renderer, which gets events until it closes.
 *
 * @param send may throw, for example if the renderer is gone
 */
export function openFrameDoor(core: Core, send: (frame: string) => void, log: DoorLog): FrameDoor {
  let isOpen = true

  /** Serializes a frame as JSON. An answer that can't be serialized becomes an error. */
  function written(frame: WholeFrame): string | null {
    try {
      return JSON.stringify(frame)
    } catch (error) {
      log('a frame could not be written', inLog(error))
      return 'id' in frame ? JSON.stringify({ id: frame.id, error: toAppError(error) }) : null
    }
  }

  function answer(frame: WholeFrame): void {
    const text = isOpen ? written(frame) : null
    if (text === null) return
    try {
      if (!('id' in frame) || Buffer.byteLength(text) <= maxFrameBytes) send(text)
      else for (const piece of inPieces(frame.id, text)) send(piece)
    } catch (error) {
      log('a frame could not be sent', inLog(error))
    }
  }

  const unsubscribe = core.subscribe((event, data) => answer({ event, data }))
  return {
    async receive(received) {
      const { frame, id, problem } = readFrame(received)
      try {
        if (frame) return answer({ id, ...(await core.callUntrusted(frame.method, frame.input)) })
        log(`refused a frame: ${problem}`)
        // Without an ID, no answer is possible.
        if (id !== null) answer({ id, error: new Failure('badInput', words.badFrame(problem)).error })
      } catch (error) {
        log('a frame could not be answered', inLog(error))
        if (id !== null) answer({ id, error: toAppError(error) })
      }
    },
    close() {
      isOpen = false
      unsubscribe()
    },
  }
}

function* inPieces(id: number, text: string): Generator<string> {
  const count = Math.ceil(text.length / pieceLength)
  for (let at = 0; at < count; at += 1) {
    const piece = text.slice(at * pieceLength, (at + 1) * pieceLength)
    yield JSON.stringify({ id, piece, rest: count - at - 1 } satisfies ResponseFrame)
  }
}

type ReadFrame =
  | { readonly frame: RequestFrame; readonly id: number; readonly problem: null }
  | { readonly frame: null; readonly id: number | null; readonly problem: string }

function readFrame(received: unknown): ReadFrame {
  const refused = (problem: string, id: number | null = null): ReadFrame => ({ frame: null, id, problem })
  if (typeof received !== 'string') return refused(words.frameProblems.notText)
  if (received.length > maxFrameBytes) return refused(words.frameProblems.tooLong, idAtStart(received))
  let value: unknown
  try {
    value = JSON.parse(received)
  } catch {
    return refused(words.frameProblems.notJson)
  }
  const parsed = RequestFrame.safeParse(value)
  if (parsed.success) return { frame: parsed.data, id: parsed.data.id, problem: null }
  const id = RequestFrame.shape.id.safeParse(typeof value === 'object' && value !== null && 'id' in value && value.id)
  return refused(words.frameProblems.notACall, id.data ?? null)
}

/** The ID of a frame that is too long to parse. The app writes the ID first. */
function idAtStart(text: string): number | null {
  const digits = /^\{"id":(\d{1,15}),/.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}
