import { defineConfig } from '@playwright/test'
import { browser } from './tests/support/browser.ts'

export default defineConfig({
  testDir: './tests/e2e',
  outputDir: './test-results/e2e',
  reporter: [['list'], ['json', { outputFile: './test-results/playwright.json' }]],
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    // The simulated sign-in service has a certificate of its own.
    ignoreHTTPSErrors: true,
    ...(await browser()),
    // Pictures show the end of a movement, and tests wait for none.
    contextOptions: { reducedMotion: 'reduce' },
    headless: true,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    trace: process.env['ATLAS_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    video: 'off',
  },
})
