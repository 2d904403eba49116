import type { Core } from '#app/core.ts'
import { maxFrameBytes, RequestFrame, type ResponseFrame } from '#contract/wire.ts'

/** One renderer's connection to the core: frames in, frames out, the same in every host. */
export interface FrameDoor {
  receive(frame: string): Promise<void>
  close(): void
}

/** Opens the door for one renderer; events go to it until it closes. */
export function openFrameDoor(core: Core, send: (frame: string) => void): FrameDoor {
  const answer = (frame: ResponseFrame) => {
    const text = JSON.stringify(frame)
    if (Buffer.byteLength(text) <= maxFrameBytes || !('id' in frame)) send(text)
    else send(JSON.stringify({ id: frame.id, error: { code: 'unexpected', message: 'The answer is too large to show at once.', hint: 'Ask for a smaller part.' } }))
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
