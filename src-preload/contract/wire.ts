import { z } from 'zod'
import { AppError } from './errors.ts'

/** Frames longer than this are refused in both directions: page, or fetch one body at a time. */
export const maxFrameBytes = 256 * 1024

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
])
export type ResponseFrame = z.infer<typeof ResponseFrame>
