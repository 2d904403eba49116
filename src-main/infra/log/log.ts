import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Log } from '#app/ports/ports.ts'

/** Writes the log to a file in the data folder, and warnings to stderr if requested. */
export function createLog(folder: string, options: { readonly stderr: boolean }): Log {
  mkdirSync(folder, { recursive: true })
  const streams = [
    {
      level: 'info' as const,
      stream: pino.destination({ dest: join(folder, 'tenantatlas.log'), sync: true, append: true }),
    },
    ...(options.stderr ? [{ level: 'error' as const, stream: pino.destination({ fd: 2, sync: true }) }] : []),
  ]
  const logger = pino({ base: null, redact: ['*.token', '*.secret', '*.password', 'token'] }, pino.multistream(streams))
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
