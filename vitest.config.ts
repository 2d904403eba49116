import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongOnesFirst } from './tests/long-ones-first.ts'

/** Each rehearsal starts the app in a browser of its own, so the others run in the deep part. */
const rehearsals = process.env['ATLAS_DEEP']
  ? ['tests/shell/**/*.test.ts']
  : ['main-path', 'store-thread', 'window'].map((name) => `tests/shell/${name}.test.ts`)

export default defineConfig({
  test: {
    pool: 'forks',
    // Test files share the modules of their process: loading them for each file was half of the work. A test that changes
    // something global (environment, certificates) has to restore it.
    isolate: false,
    // Tests wait for the network and for pauses of the product, so two processes more than there are processors keep
    // a small machine busy.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongOnesFirst },
    // Long enough for a busy machine; a test that hangs is still found.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000, interval: 10 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
        },
      },
      { extends: true, test: { name: 'integration', include: ['tests/integration/**/*.test.ts'] } },
      { extends: true, test: { name: 'shell', include: rehearsals } },
    ],
  },
})
