import { chromium, type Page } from '@playwright/test'
import { join, resolve } from 'node:path'
import { browser } from '#tests/support/browser.ts'
import { openLab } from '#tests/support/lab.ts'
import { multiply } from '#tests/support/multiply.ts'
import { startWebHost } from '#tests/support/web-host.ts'
import { judge } from './table.ts'

/** Above this a person feels that the keys come late (Event Timing: interaction to next paint). */
const limitMs = 50
/** A frame that took longer was dropped, at 60 in a second. */
const frameMs = 32
const few = 200
const many = 10_000

/** Types into the filter of a table of ten thousand policies, and of one of two hundred beside it. */
export async function inventory(): Promise<void> {
  const { channel, launchOptions } = await browser()
  const opened = await chromium.launch({ ...launchOptions, ...(channel === undefined ? {} : { channel }) })
  try {
    const [small, large] = [await typed(await opened.newPage(), few), await typed(await opened.newPage(), many)]
    console.log(`inventory of ${many} policies: key to next paint while typing into the filter`)
    console.log(`  ${few} policies       p95 ${small.p95.toFixed(0)} ms`)
    judge({
      work: `key to next paint, ${many} policies, p95`,
      value: large.p95,
      most: limitMs,
      unit: 'ms',
      beside: `${(large.p95 / small.p95).toFixed(1)} times the small table, ${large.shown} left`,
    })
    judge({
      work: `longest frame while scrolling ${many} policies`,
      value: large.frame,
      most: frameMs,
      unit: 'ms',
      beside: `${few} policies ${small.frame.toFixed(0)} ms`,
    })
    console.log(`  opened in           ${(large.opened / small.opened).toFixed(1)} times the small table`)
  } finally {
    await opened.close()
  }
}

async function typed(
  page: Page,
  policies: number,
): Promise<{ p95: number; opened: number; shown: string; frame: number }> {
  const lab = openLab()
  try {
    const { id } = await lab.tenant('Bench', join(resolve('resources'), 'demo'))
    await lab.capture(id)
    return await lab.between(async (dataFolder) => {
      await multiply(dataFolder, { policies, versions: 1 })
      const host = await startWebHost({ dataFolder, environment: {} })
      await page.goto(host.url)
      const started = performance.now()
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Inventory' }).click()
      await page.locator('[data-shown]', { hasText: 'objects' }).waitFor()
      const opened = performance.now() - started
      const filter = page.getByRole('textbox', { name: 'Filter', exact: true })
      await filter.focus()
      await page.evaluate(() => {
        const times: number[] = []
        Object.assign(window, { times })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (entry.name === 'keydown') times.push(entry.duration)
        }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
      })
      await filter.pressSequentially('windows update ring', { delay: 60 })
      for (let index = 0; index < 12; index += 1) await filter.press('Backspace', { delay: 60 })
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const times = (await page.evaluate(() => (window as unknown as { times: number[] }).times)).toSorted(
        (left, right) => left - right,
      )
      const shown = await page.locator('[data-shown]').innerText()
      const frame = await longestFrame(page)
      await page.close()
      await host.stop()
      // A key that took less than the threshold of 16 ms is not told at all.
      return { p95: times[Math.ceil(times.length * 0.95) - 1] ?? 16, opened, shown, frame }
    })
  } finally {
    await lab.close()
  }
}

/** Turns the wheel for a while. @returns the longest time between two frames, in milliseconds */
async function longestFrame(page: Page): Promise<number> {
  await page.locator('[role=row]').nth(5).hover()
  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(window, { frames })
    let last = performance.now()
    const next = (now: number): void => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 240)
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames)
  return Math.max(...frames.slice(2))
}
