import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '#tests/support/fixture.ts'
import { startWebHost } from '#tests/support/web-host.ts'
import { formOf } from '#infra/store/encryption/connection.ts'
import { overwrite } from '#tests/support/ill-store.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

const { policies: demo } = seedCounts('demo')

test('the database is encrypted, locked elsewhere, unlocked, and repaired when it is ill (0816-7, 0816-8, 0816-10) @deep', async ({
  page,
}) => {
  test.slow()
  const host = await startWebHost()
  const { dataFolder } = host
  const port = Number(new URL(host.url).port)
  const file = join(dataFolder, 'atlas.db')
  await page.goto(host.url)
  await page.getByRole('button', { name: 'Open it without a history' }).click()
  await page.getByRole('button', { name: 'Capture the tenant' }).click()
  await expect(page.locator('.run-bar')).toContainText(`${demo} new, 0 unchanged`)
  await page.goto(`${host.url.split('#')[0]}#/settings`)

  const pane = page.getByRole('region', { name: 'Storage' })
  await expect(pane).toContainText('Not encrypted.')
  await expect(pane).toContainText('None yet.')
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/60-storage.png' })
  await pane.getByRole('button', { name: 'Encrypt…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Encrypt the database' })
  const recoveryKey = (await dialog.locator('output').textContent())!
  expect(recoveryKey).toMatch(/^(\w{4}-){8}\w{4}$/)
  await expect(dialog.getByRole('button', { name: 'Encrypt', exact: true })).toBeDisabled()
  await dialog.getByRole('radio', { name: 'A passphrase that I type' }).click()
  await dialog.getByLabel('Passphrase', { exact: true }).fill('four words are enough')
  await dialog.getByLabel('Passphrase again').fill('four words are not enough')
  await expect(dialog.getByText("The two passphrases aren't the same.")).toBeVisible()
  await dialog.getByLabel('Passphrase again').fill('four words are enough')
  await dialog.getByRole('checkbox', { name: /^I keep this recovery key/ }).check()
  await expectAccessible(page, { inDialog: true })
  await page.screenshot({ path: 'test-results/61-encrypt.png' })
  await dialog.getByRole('button', { name: 'Encrypt', exact: true }).click()
  await expect(page.getByText('The database and its copies are encrypted.')).toBeVisible()
  await expect(pane).toContainText('Your passphrase opens it at each start.')
  expect(formOf(file)).toBe('encrypted')
  await page.screenshot({ path: 'test-results/62-encrypted.png' })

  // It goes on as before.
  await page.getByRole('button', { name: 'Inventory', exact: true }).first().click()
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await host.stop()

  // The page would load itself again as soon as there is a host at its address, in the middle of the next visit.
  await page.goto('about:blank')
  // The next start asks.
  const locked = await startWebHost({ dataFolder, port })
  await page.goto(locked.url)
  await expect(page.getByRole('heading', { name: 'The database is locked' })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/63-locked.png' })
  await expect(page.getByLabel('Passphrase')).toBeFocused()
  await page.keyboard.type('wrong words')
  await page.keyboard.press('Enter')
  await expect(page.getByText("This passphrase doesn't open the database.")).toBeVisible()
  await page.getByRole('button', { name: 'Use the recovery key instead' }).click()
  await page.getByLabel('Recovery key').fill(recoveryKey.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Inventory', exact: true }).first()).toBeVisible()
  await locked.stop()
  await page.goto('about:blank')

  // Whoever chose a passphrase is asked at each start. Now its pages are damaged.
  overwrite(file, 2 * 4096, 4096)
  overwrite(file, 0, 200)
  const ill = await startWebHost({ dataFolder, port })
  await page.goto(ill.url)
  await page.getByLabel('Passphrase').fill('four words are enough')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: "The database can't be opened" })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/64-ill.png' })
  await page.getByRole('button', { name: /^Go back to it…, the copy of/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go back to it' }).click()
  await expect(page.getByText('is the database now.')).toBeVisible()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await pane.getByRole('button', { name: 'Repair…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Repair' }).click()
  await expect(page.getByText('are whole.')).toBeVisible()
  await pane.getByRole('button', { name: 'Remove encryption…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove encryption' }).click()
  await expect(page.getByText('are clear text again.')).toBeVisible()
  expect(formOf(file)).toBe('clear')
  await page.screenshot({ path: 'test-results/65-decrypted.png' })
  await ill.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})
