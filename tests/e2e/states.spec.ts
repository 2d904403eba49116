import { mkdirSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, openDemo, pageOn, test, violationsOn } from '#tests/support/fixture.ts'
import { openSeededHost } from '#tests/support/seeded-host.ts'
import { openAt, startWebHost } from '#tests/support/web-host.ts'
import { changedSince, dayOfPictures, howToAccept } from '#tests/screens/accepted.ts'
import { answersOf, type Answers } from '#tests/screens/answers.ts'
import { lostControls } from '#tests/screens/lost-controls.ts'
import { states, type ScreenState } from '#tests/screens/states.ts'
import { contactSheet, thumbnail, type Thumbnail } from '#tests/screens/sheet.ts'

const pictures = 'test-results/states'
const places = [
  'tenants',
  'overview',
  'inventory',
  'backups',
  'restore',
  'drift',
  'compare',
  'dependencies',
  'schedules',
  'runs',
  'audit',
  'settings',
  'coverage',
  'connect/check',
] as const
/** They have something to show without an answer. */
const withoutQuestion = new Set<string>(['restore'])
const looks = [
  { name: 'light', width: 1024, height: 700, colorScheme: 'light', isChecked: true },
  { name: 'dark', width: 1024, height: 700, colorScheme: 'dark', isChecked: false },
  { name: 'light-wide', width: 1600, height: 1000, colorScheme: 'light', isChecked: false },
  { name: 'dark-wide', width: 1600, height: 1000, colorScheme: 'dark', isChecked: true },
] as const

/** Waits until the page has all its answers and has drawn them, and nothing runs. */
async function settled(page: Page, answers: Answers, state: string): Promise<void> {
  await answered(page, answers)
  // A run that the page starts, such as a check of permissions, changes what it shows. It reads until the run is there.
  if (state !== 'loading') await expect(page.locator('.fui-Spinner')).toHaveCount(0, { timeout: 60_000 })
  await expect(page.locator('[data-running="yes"]')).toHaveCount(0)
  await answered(page, answers)
}

async function answered(page: Page, answers: Answers): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        return answers.waiting()
      },
      // Ten thousand rows take their time on a slow machine.
      { timeout: 60_000 },
    )
    .toEqual([])
}

async function takeAll(
  page: Page,
  answers: Answers,
  state: Pick<ScreenState, 'name' | 'says'>,
  wanted: readonly string[] = places,
): Promise<string[]> {
  mkdirSync(pictures, { recursive: true })
  const problems: string[] = []
  const taken: Thumbnail[] = []
  for (const place of wanted) {
    // Another address alone keeps what the page has read.
    await page.evaluate((hash) => void (location.hash = hash), `/${place}`)
    await page.reload()
    await page.locator('.app[data-ready]').waitFor()
    await settled(page, answers, state.name)
    const name = `${place.replace('/', ' ')} ${state.name}`
    if (state.says !== null && !withoutQuestion.has(place))
      await expect(page.getByText(state.says).first())
        .toBeVisible({ timeout: 5_000 })
        .catch(() => problems.push(`${name}: doesn't say so`))
    for (const look of looks) {
      await page.setViewportSize({ width: look.width, height: look.height })
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
      const bytes = await page.screenshot({ path: `${pictures}/${name} ${look.name}.png`, animations: 'disabled' })
      taken.push(thumbnail(`${place} ${look.name}`, bytes))
      if (look.isChecked)
        problems.push(...(await violationsOn(page)).map((violation) => `${name} ${look.name}: ${violation}`))
      problems.push(...(await lostControls(page)).map((control) => `${name} ${look.name}: cut off: ${control}`))
    }
  }
  writeFileSync(`${pictures}/all ${state.name}.png`, contactSheet(taken))
  const all = places.flatMap((place) => looks.map((look) => `${place} ${look.name}`))
  return [...problems, ...changedSince(`state-${state.name}`, taken, all)]
}

test.describe('states', () => {
  test.skip(
    (process.env['ATLAS_HOST'] ?? 'web') !== 'web',
    'The answers are replaced between the page and the web host',
  )

  test("screens that can't be read say so (041-6)", async ({ page }) => {
    const host = await startWebHost({ day: dayOfPictures })
    try {
      const answers = await answersOf(page)
      await openAt(page, dayOfPictures)
      await pageOn(page, host)
      await openDemo(page)
      const refused = states.find(({ name }) => name === 'forbidden')!
      answers.become(refused.answer)
      expect(await takeAll(page, answers, refused, ['overview', 'drift'])).toEqual([])
    } finally {
      await host.stop()
    }
  })

  for (const state of states)
    test(`every screen in the state "${state.name}" says so, loses no control, and axe finds nothing (041-6) @deep`, async ({
      page,
    }) => {
      test.setTimeout(420_000)
      const host = await startWebHost({ day: dayOfPictures })
      try {
        const answers = await answersOf(page)
        await openAt(page, dayOfPictures)
        await pageOn(page, host)
        await openDemo(page)
        answers.become(state.answer)
        expect(await takeAll(page, answers, state), howToAccept).toEqual([])
      } finally {
        await host.stop()
      }
    })

  test('every screen of a tenant without anything says what to do (041-6) @deep', async ({ page }) => {
    test.setTimeout(300_000)
    const seeded = await openSeededHost([{ name: 'New', environment: 'test', seed: {} }], async () => {})
    try {
      const answers = await answersOf(page)
      const { complaints } = await pageOn(page, seeded.host)
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
      expect(await takeAll(page, answers, { name: 'empty', says: null }), howToAccept).toEqual([])
      expect(complaints()).toEqual([])
    } finally {
      await seeded.close()
    }
  })
})
