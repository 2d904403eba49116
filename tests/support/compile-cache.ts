import { join, resolve } from 'node:path'

/** Processes of the tests compile the same files: what one did the next takes over. */
export const compileCache = { NODE_COMPILE_CACHE: join(resolve(import.meta.dirname, '../..'), '.cache', 'compile') }
