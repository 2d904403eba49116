import { readFileSync } from 'node:fs'
import { expect, expectAccessible, test, untilIdle } from '#tests/support/fixture.ts'
import { goTo, pressButton, selectRow, tabTo } from '#tests/support/keyboard.ts'

/** The steps of the tour in the README, in its own words. */
const steps = readFileSync('README.md', 'utf8')
  .split('## The first five minutes')[1]!
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => /^\d+\. /.test(line))
/** What a step shows in bold: the names of what somebody selects. */
const named = (step: number): readonly string[] =>
  [...steps[step - 1]!.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name!)
/** What a step shows in italics: the names of policies, and words to type. */
const quoted = (step: number): readonly string[] =>
  [...steps[step - 1]!.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, text]) => text!.replace(/…$/, ''))

test('the tour of the README is true, word for word, with the keyboard alone (901-6)', async ({ app: { page } }) => {
  const shot = (name: string) => page.screenshot({ path: `test-results/${name}.png`, animations: 'disabled' })
  const key = (name: string) => page.keyboard.press(name)
  const press = (name: string) => pressButton(page, name)
  expect(steps).toHaveLength(7)

  // 1
  await expect(page.getByRole('button', { name: named(1)[0]! })).toBeFocused()
  await key('Enter')
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible({ timeout: 60_000 })

  // 2
  const [overview, recent] = named(2)
  await expect(page.getByRole('heading', { name: overview! })).toBeVisible()
  const changes = page.getByRole('grid', { name: recent! })
  const finance = changes.getByRole('row', { name: new RegExp(quoted(2)[0]!) })
  await expect(finance).toContainText('Protects less')
  await expect(finance).toContainText('max.external')
  await shot('90-overview')
  await expectAccessible(page)
  await tabTo(page, changes)
  await selectRow(page, finance)
  await key('Enter')
  await expect(page.locator('[data-change=changed]')).toContainText(/BitLocker/)
  await shot('91-weakened')

  // 3
  await goTo(page, named(3)[0]!)
  const policies = page.getByRole('grid', { name: 'Policies' })
  await policies.focus()
  await key('Home')
  const detail = page.locator('[data-policy]')
  for (const tab of ['Settings', 'JSON', 'Assignments', 'Versions'])
    await expect(detail.getByRole('tab', { name: new RegExp(tab) })).toBeVisible()

  // 4
  const [change, capture] = named(4)
  await press(change!)
  await expect(page.getByText('Changed 2 policies')).toBeVisible()
  await press(capture!)
  // The run before it was a check for drift that found something new.
  await untilIdle(page, /Capture.*2 new/)

  // 5
  await key(named(5)[0]!.replace('Ctrl', 'Control').replace('+K', '+k'))
  await page.keyboard.type(quoted(5)[0]!)
  const results = page.getByRole('listbox', { name: 'Results' })
  for (const place of ['Policies', 'Settings']) await expect(results.getByRole('group', { name: place })).toBeVisible()
  const wanted = results.getByRole('option', { name: new RegExp(`${quoted(5)[1]!}`) }).last()
  await expect(wanted).toBeVisible()
  await selectRow(page, wanted)
  await key('Enter')
  await expect(detail).toContainText(quoted(5)[1]!)
  await press('Open versions')
  await expect(page.getByRole('tab', { name: 'JSON' })).toBeVisible()

  // 6
  await press(named(6)[0]!)
  await expect(page.getByText('1 to update.')).toBeVisible()
  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  await press('Next: confirm 1 change')
  await press('Unlock and restore')
  await expect(page.getByRole('heading', { name: 'Restore finished' })).toBeVisible()

  // 7
  const [drift, check] = named(7)
  await goTo(page, drift!)
  await press(check!)
  const findings = page.getByRole('grid', { name: 'Findings' })
  await expect(findings).toContainText('Windows – finance')
  await expect(findings).toContainText('max.external')
  await shot('92-drift')
  await expectAccessible(page)
})
