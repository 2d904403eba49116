import { readFileSync } from 'node:fs'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'
import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

/** Policies of the demo tenant. */
const { policies: demoPolicies } = seedCounts('demo')

const demo = (name: string): Json[] => JSON.parse(readFileSync(`resources/demo/${name}/all.json`, 'utf8')) as Json[]
const group = (displayName: string, index: number): Json => ({
  id: `51000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName,
  securityEnabled: true,
  mailEnabled: false,
  groupTypes: [],
})

/** Groups that the restored policies are assigned to, by name. */
const assigned = [
  ...new Set(
    ['deviceCompliancePolicies', 'deviceManagementScripts']
      .flatMap(demo)
      .flatMap((policy) => objects(policy['assignments']))
      .map(({ target: to }) => (isObject(to) ? text(to['groupId']) : '')),
  ),
].flatMap((id) =>
  demo('groups')
    .filter((entry) => entry['id'] === id)
    .map((entry) => text(entry['displayName'])),
)

/** Another company with groups of the same names: one of them twice, one not at all. */
const target = {
  groups: [...assigned.slice(1).map(group), group(assigned[1]!, 90)],
  roleScopeTags: [{ id: '7', displayName: 'Store devices', description: '' }],
}

let seeded: SeededHost
test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      { name: 'Fabrikam Pilot', environment: 'test', seed: 'demo' },
      { name: 'Contoso Retail', environment: 'production', seed: target },
    ],
    async (core, [source]) => {
      const { runId } = await core.call('backups.create', { tenantId: source!, name: 'Golden pilot 2026.11' })
      await core.finished(runId)
    },
  )
})
test.afterAll(() => seeded.close())

test('a set of another tenant goes through items, mapping, preview, rehearsal and confirmation; production asks for its name (011-12, 006-12, 0802-3)', async ({
  page,
}) => {
  const app = await pageOn(page, seeded.host)
  const shot = (name: string) => page.screenshot({ path: `test-results/${name}.png` })
  await page.locator('.rail .tenant').click()
  await page.getByRole('option', { name: /Contoso Retail/ }).click()
  await expect(page.locator('.band')).toContainText('PRODUCTION')
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('combobox', { name: 'Captured from' }).click()
  await page.getByRole('option', { name: 'Fabrikam Pilot' }).click()
  await expect(page.getByRole('grid', { name: 'Backup sets' })).toContainText('Golden pilot 2026.11')
  await shot('50-source')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Next: items' }).click()

  const versions = page.getByRole('grid', { name: 'Versions to restore' })
  await page.getByRole('checkbox', { name: 'Select all' }).uncheck()
  await expect(page.getByText(`0 of ${demoPolicies} selected`)).toBeVisible()
  await page.getByRole('textbox', { name: 'Filter items' }).fill('compliance')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('textbox', { name: 'Filter items' }).fill('scripts')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await expect(page.getByText(/out of view/)).toBeVisible()
  await versions.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await shot('51-items')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Next: plan/ }).click()

  await expect(page.getByRole('grid', { name: 'References' })).toBeVisible()
  await expect(page.getByText('1 needs a choice')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Next: preview' })).toBeDisabled()
  await shot('52-mapping')
  await expectAccessible(page)
  await page.getByPlaceholder('Select one…').click()
  await page
    .getByRole('option', { name: /51000000/ })
    .first()
    .click()
  await expect(page.getByText('1 choice made')).toBeVisible()
  await page.getByRole('button', { name: 'Next: preview' }).click()

  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  // A plan that was left can be continued.
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  await page.getByRole('button', { name: 'Rehearse' }).click()
  await expect(page.getByText(/^In the rehearsal, all \d+ changes succeeded\./)).toBeVisible()
  await page.getByRole('tab', { name: /^Assignments/ }).click()
  await shot('53-preview')
  await expectAccessible(page)
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('tab', { name: 'JSON' }).click()
  await expect(page.locator('[data-code=diff]')).toBeVisible()
  await shot('54-preview-dark-wide')
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole('button', { name: /^Next: confirm/ }).click()
  const start = page.getByRole('button', { name: 'Unlock and restore' })
  await expect(start).toBeDisabled()
  await page.getByRole('textbox', { name: /^Type Contoso Retail/ }).fill('Contoso Retail')
  await start.click()
  await expect(page.getByText('You can undo this restore')).toBeVisible()
  await expect(page.getByText(/created objects are deleted only if you include them/)).toBeVisible()
  await shot('55-result')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo this restore…' }).click()
  await expect(page.getByRole('grid', { name: 'Items of the plan' })).toContainText('Delete')
  await expect(page.getByRole('button', { name: 'Nothing to write' })).toBeDisabled()
  await shot('56-undo-deletions')
  expect(app.complaints()).toEqual([])
})
