import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    // Test files share the modules of their process: loading them for each file was half of the work. A test that changes
    // something global (environment, certificates) has to restore it.
    isolate: false,
    // One less than there are processors is the default, which leaves half of a small machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
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
      { extends: true, test: { name: 'shell', include: ['tests/shell/**/*.test.ts'] } },
    ],
  },
})
