import type { Core } from '#app/core.ts'
import { maxFrameBytes, pieceLength, RequestFrame, type ResponseFrame, type WholeFrame } from '#contract/wire.ts'

/** One renderer's connection to the core: frames in, frames out, the same in every host. */
export interface FrameDoor {
  receive(frame: string): Promise<void>
  close(): void
}

/** Opens the door for one renderer; events go to it until it closes. */
export function openFrameDoor(core: Core, send: (frame: string) => void): FrameDoor {
  const answer = (frame: WholeFrame): void => {
    const text = JSON.stringify(frame)
    if (!('id' in frame) || Buffer.byteLength(text) <= maxFrameBytes) return send(text)
    const count = Math.ceil(text.length / pieceLength)
    for (let at = 0; at < count; at += 1) {
      send(
        JSON.stringify({
          id: frame.id,
          piece: text.slice(at * pieceLength, (at + 1) * pieceLength),
          rest: count - at - 1,
        } satisfies ResponseFrame),
      )
    }
  }
  const unsubscribe = core.subscribe((event, data) => answer({ event, data }))
  return {
    async receive(text) {
      const frame = parseFrame(text)
      // Without an id there is nobody to answer.
      if (!frame) return
      answer({ id: frame.id, ...(await core.callUntrusted(frame.method, frame.input)) })
    },
    close: unsubscribe,
  }
}

function parseFrame(text: string): RequestFrame | null {
  if (text.length > maxFrameBytes) return null
  try {
    const parsed = RequestFrame.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
