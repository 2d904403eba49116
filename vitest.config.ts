import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/integration/**/*.test.ts'],
    pool: 'forks',
    // One less than there are processors is the default, which leaves half of a small machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
    // Long enough for a machine that does other things too: what hangs is found all the same.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
})
