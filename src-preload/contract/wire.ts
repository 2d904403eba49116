import { z } from 'zod'
import { AppError } from './errors.ts'

/** No frame is longer than this, in either direction: a longer answer comes in pieces, a longer call is refused. */
export const maxFrameBytes = 256 * 1024
/** Characters of a piece; each may take six bytes when it is escaped. */
export const pieceLength = 40_000

/** A frame from the renderer: one call. */
export const RequestFrame = z.strictObject({
  id: z.number().int().nonnegative(),
  method: z.string().max(64),
  input: z.unknown(),
})
export type RequestFrame = z.infer<typeof RequestFrame>

/** A frame to the renderer: an answer, or an event that something changed. */
export const ResponseFrame = z.union([
  z.strictObject({ id: z.number().int(), result: z.unknown() }),
  z.strictObject({ id: z.number().int(), error: AppError }),
  z.strictObject({ event: z.string(), data: z.unknown() }),
  /** A part of a frame that would be too long, in order; `rest` more follow. */
  z.strictObject({ id: z.number().int(), piece: z.string(), rest: z.number().int() }),
])
export type ResponseFrame = z.infer<typeof ResponseFrame>
export type WholeFrame = Exclude<ResponseFrame, { piece: string }>

/** Puts the pieces of long frames together; nothing is answered until a frame is whole. */
export function createAssembler(): (frame: string) => WholeFrame | null {
  const begun = new Map<number, string[]>()
  return function assemble(text) {
    const { data: frame } = ResponseFrame.safeParse(JSON.parse(text))
    if (!frame) return null
    if (!('piece' in frame)) return frame
    const pieces = [...(begun.get(frame.id) ?? []), frame.piece]
    if (frame.rest > 0) {
      begun.set(frame.id, pieces)
      return null
    }
    begun.delete(frame.id)
    return assemble(pieces.join(''))
  }
}
