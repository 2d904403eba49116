import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openDemo, test, violationsOn } from '#tests/support/fixture.ts'
import { changedSince, dayOfPictures, howToAccept } from '#tests/screens/accepted.ts'
import { lostControls } from '#tests/screens/lost-controls.ts'
import { screens, type Screen } from '#tests/screens/screens.ts'
import { contactSheet, thumbnail, type Thumbnail } from '#tests/screens/sheet.ts'

const pictures = 'test-results/screens'
test.use({ day: dayOfPictures })

const allLooks = [
  { name: 'light', width: 1024, height: 700, colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', width: 1024, height: 700, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'light-wide', width: 1600, height: 1000, colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark-wide', width: 1600, height: 1000, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'high-contrast', width: 1280, height: 800, colorScheme: 'dark', forcedColors: 'active' },
] as const
/** Windows in which nothing may be lost, also where nobody takes a picture: the smallest one, one at 200 %, a huge one. */
const sizes = [
  [960, 700],
  [960, 540],
  [3840, 1600],
] as const

type Look = (typeof allLooks)[number]

async function dress(page: Page, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.height })
  await page.emulateMedia({ colorScheme: look.colorScheme, forcedColors: look.forcedColors, reducedMotion: 'reduce' })
}

/** Opens a screen, and closes what is open over the one before. */
async function show(page: Page, { open }: Screen): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await open(page)
}

/** Takes the screens in every look, and says what is wrong with them and which don't look as expected. */
async function lookAt(page: Page, wanted: readonly Screen[], looks: readonly Look[]): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await openDemo(page)
  const taken = new Map<string, Thumbnail[]>(looks.map(({ name }) => [name, []]))
  const problems: string[] = []
  for (const screen of wanted) {
    await dress(page, allLooks[0])
    await show(page, screen)
    for (const look of looks) {
      await dress(page, look)
      const bytes = await page.screenshot({
        path: join(pictures, `${screen.name} ${look.name}.png`),
        animations: 'disabled',
      })
      taken.get(look.name)!.push(thumbnail(screen.name, bytes))
      const violations = await violationsOn(page, { inDialog: screen.inDialog === true })
      problems.push(...violations.map((violation) => `${screen.name} ${look.name}: ${violation}`))
      problems.push(...(await lostControls(page)).map((control) => `${screen.name} ${look.name}: cut off: ${control}`))
    }
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height })
      problems.push(
        ...(await lostControls(page)).map((control) => `${screen.name} ${width} × ${height}: cut off: ${control}`),
      )
    }
  }
  expect(problems).toEqual([])
  compare(taken)
}

function compare(taken: ReadonlyMap<string, readonly Thumbnail[]>): void {
  const all = screens.map(({ name }) => name)
  const changed = [...taken].flatMap(([look, thumbnails]) => {
    writeFileSync(join(pictures, `all ${look}.png`), contactSheet(thumbnails))
    return changedSince(look, thumbnails, all)
  })
  expect(changed, howToAccept).toEqual([])
}

test('screens that are used most: light and dark, no control is cut off, axe finds nothing, and they look as expected (041-5)', async ({
  app: { page },
}) => {
  test.setTimeout(300_000)
  await lookAt(
    page,
    screens.filter(({ isQuick }) => isQuick),
    allLooks.filter(({ name }) => name === 'light' || name === 'dark-wide'),
  )
})

test('all screens and dialogs: every theme, no control is cut off, axe finds nothing, and they look as expected (041-5) @deep', async ({
  app: { page },
}) => {
  test.setTimeout(900_000)
  await lookAt(page, screens, allLooks)
})
