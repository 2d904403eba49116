import { z } from 'zod'
import { AppError } from './errors.ts'

/** Maximum length of a frame in both directions. A longer answer is sent in pieces, and a longer call is refused. */
export const maxFrameBytes = 256 * 1024
/** Number of characters of a piece. Each can take six bytes when it is escaped. */
export const pieceLength = 40_000

/** Characters of a text that one call may carry: half a frame, each escaped. */
export const callPieceLength = 20_000

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
  /** A piece of a frame that would be too long, in order. `rest` more pieces follow. */
  z.strictObject({ id: z.number().int(), piece: z.string(), rest: z.number().int() }),
])
export type ResponseFrame = z.infer<typeof ResponseFrame>
export type WholeFrame = Exclude<ResponseFrame, { piece: string }>

/** Joins the pieces of long frames. It returns nothing until a frame is complete. */
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
