import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { text, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'
import { savedTable } from '#tests/support/saved-table.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'

let seeded: SeededHost
let complaints: (() => string[]) | undefined
/** A mobile device's policy that the demo tenant has once. */
const script = (): Record<string, unknown> =>
  [...collection(seeded.simulators[1]!.tenant, '/deviceManagement/deviceManagementScripts').values()][0] as Record<
    string,
    unknown
  >

test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      { name: 'Golden pilot', environment: 'test', seed: 'golden' },
      { name: 'Contoso Retail', environment: 'test', seed: 'demo' },
    ],
    async (core, [golden, demo]) => {
      for (const tenantId of [golden!, demo!]) {
        const { runId } = await core.call('backups.create', {
          tenantId,
          name: tenantId === golden ? 'Golden 2026.11' : 'Before the change',
        })
        await core.finished(runId)
      }
      const { baselineId } = await core.call('drift.addBaseline', {
        tenantId: demo!,
        name: 'As backed up',
        source: { tenantId: demo!, from: { now: true } },
      })
      await core.finished((await core.call('drift.check', { tenantId: demo!, baselineId, capture: false })).runId)
    },
  )
  // Somebody changes three things while the app is closed.
  const { tenant } = seeded.simulators[1]!
  const filter = [...collection(tenant, '/deviceManagement/assignmentFilters').values()][0] as Record<string, unknown>
  filter['rule'] = '(device.manufacturer -eq "Somebody else")'
  script()['runAs32Bit'] = script()['runAs32Bit'] !== true
  const compliance = [...collection(tenant, '/deviceManagement/deviceCompliancePolicies').values()].find((policy) =>
    text(policy['@odata.type']).includes('windows10'),
  ) as Record<string, unknown>
  compliance['passwordMinimumLength'] = 14
})
test.afterAll(() => seeded.close())
test.beforeEach(async ({ page }) => {
  ;({ complaints } = await pageOn(page, seeded.host))
  await page.locator('.rail .tenant').click()
  await page.getByRole('option', { name: /Contoso Retail/ }).click()
  await expect(page.locator('.band')).toContainText('Contoso Retail')
})
test.afterEach(() => expect(complaints?.(), 'the page must not complain').toEqual([]))

/** The same screen as people may have it: light, on the smallest window, and dark on a wide one. */
async function shots(page: Page, name: string, inDialog = false): Promise<void> {
  await page.screenshot({ path: `test-results/${name}.png`, animations: 'disabled' })
  await expectAccessible(page, { inDialog })
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.screenshot({ path: `test-results/${name}-small.png`, animations: 'disabled' })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `test-results/${name}-dark-wide.png`, animations: 'disabled' })
  await expectAccessible(page, { inDialog })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}
const go = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()

test('drift: a check finds what changed; acknowledged, ignored, saved and restored from the finding (044-6, 0815-7)', async ({
  page,
}) => {
  await go(page, 'Drift')
  await expect(page.getByText('The tenant matches the baseline')).toBeVisible()
  await page.getByRole('button', { name: 'Check now' }).click()
  const findings = page.getByRole('grid', { name: 'Findings' })
  await expect(findings).toContainText('14')
  await expect(page.getByText(/^3 open findings against As backed up/)).toBeVisible()
  await expect(page.locator('.rail .badge')).toContainText('3')
  await findings.getByText('Run as 32', { exact: false }).first().click()
  await expect(page.getByRole('region', { name: 'Finding', exact: true })).toContainText('Setting changed')
  await shots(page, '60-drift')
  const lines = (await savedTable(page, 'Findings', 'csv')).split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFPolicy,Type,Finding,Name,Path,Baseline,Now,/)
  expect(lines).toHaveLength(1 + 3 + 1)
  expect(JSON.parse(await savedTable(page, 'Findings', 'json'))).toHaveLength(3)

  await findings.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByText(/^2 open findings/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Ignore path…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Set by hand')
  await shots(page, '61-ignore', true)
  await page.getByRole('button', { name: 'Ignore this path' }).click()
  await expect(page.getByText(/^1 open finding against/)).toBeVisible()
  await page.getByRole('button', { name: '1 ignore rule' }).click()
  await expect(page.getByRole('dialog')).toContainText('Set by hand')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Restore…' }).click()
  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  await expect(page.getByText(/^1 to update\./)).toBeVisible()
})

test('compare: two tenants by what they mean, one pair setting by setting, promoted through the wizard (043-4, 043-6) @deep', async ({
  page,
}) => {
  // The check captures what somebody changed; this test must not depend on the one before it.
  await go(page, 'Drift')
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText(/^\d+ open findings? against As backed up/)).toBeVisible()
  await go(page, 'Compare')
  await page.getByRole('combobox', { name: 'Left: tenant' }).click()
  await page.getByRole('option', { name: 'Golden pilot' }).click()
  await expect(page.getByRole('grid', { name: 'Types' })).toContainText('Settings catalog')
  const objects = page.getByRole('grid', { name: 'Objects' })
  await page
    .getByRole('grid', { name: 'Types' })
    .locator('[role=row]', { has: page.locator('.pill.brand') })
    .first()
    .click()
  await expect(objects).toContainText('value')
  await expect(page.locator('[data-pair="different"] [data-settings-diff]')).toBeVisible()
  await shots(page, '62-compare')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const table = readFileSync(await download.path(), 'utf8')
  expect(table.split('\r\n')[0]).toMatch(/^\uFEFFType,Name,State,Group,Setting,Golden pilot,/)
  expect(table.split('\r\n').filter((line) => line.includes(',Different,')).length).toBeGreaterThan(1)
  await objects
    .locator('[role=row]', { hasText: /\d values?/ })
    .first()
    .getByRole('checkbox')
    .check()
  await page.getByRole('button', { name: 'Promote 1 to Contoso Retail…' }).click()
  await expect(
    page.getByRole('button', { name: 'Next: preview' }).or(page.getByText('Nothing has been written.')),
  ).toBeVisible()

  await go(page, 'Compare')
  await page.getByRole('tab', { name: 'Settings across policies' }).click()
  await expect(page.getByRole('grid', { name: 'Settings' })).toBeVisible()
  await shots(page, '63-settings')
})

test('dependencies: a table of everything, one object as a canvas and as a list (042-4) @deep', async ({ page }) => {
  await go(page, 'Dependencies')
  const objects = page.getByRole('grid', { name: 'Objects' })
  await expect(objects).toBeVisible()
  await shots(page, '64-dependencies')
  await objects.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.locator('.flow-node.focus')).toBeVisible()
  const list = page.getByRole('region', { name: 'Impact of removing this' })
  await expect(list).toContainText('Refers to this')
  await shots(page, '65-graph')
  await page.getByRole('button', { name: /more$/ }).or(page.locator('.flow-node:not(.focus)')).first().click()
  await page.getByRole('combobox', { name: 'Depth' }).click()
  await page.getByRole('option', { name: '2 steps' }).click()
  await expect(page.locator('.flow-node').nth(2)).toBeVisible()
  await page.getByRole('button', { name: 'All objects' }).click()
  await page.getByRole('switch', { name: 'Only missing targets' }).check()
  await expect(objects.or(page.getByText('No matching objects'))).toBeVisible()
})

test('schedules: made, run at once, switched off, taken away (032-9) @deep', async ({ page }) => {
  await go(page, 'Schedules')
  await page.getByRole('button', { name: 'Back up every night' }).click()
  await expect(page.locator('[data-next]')).toContainText('Next:')
  await page.getByLabel('At', { exact: true }).fill('03:30')
  await page.getByRole('combobox', { name: 'When' }).click()
  await page.getByRole('option', { name: 'Monday to Friday' }).click()
  await shots(page, '66-schedule', true)
  await page.getByRole('button', { name: 'Save' }).click()
  const schedules = page.getByRole('grid', { name: 'Schedules' })
  await expect(schedules).toContainText('Monday to Friday at 03:30')
  await shots(page, '67-schedules')
  await page.getByRole('switch', { name: 'Nightly is on' }).click()
  await expect(schedules).toContainText('Turned off')
  await page.getByRole('button', { name: 'Run now: Nightly' }).click()
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()
  await expect(page.getByText(/^Back up/).first()).toBeVisible()
  await go(page, 'Schedules')
  await page.getByRole('button', { name: 'Remove Nightly' }).click()
  await expect(page.getByText('No schedules yet')).toBeVisible()
})

test('search: from everywhere by Ctrl+K, through names, settings, scripts and commands, with the keyboard alone (0806-2)', async ({
  page,
}) => {
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox', { name: /^Search policies/ })
  await box.fill('bitlocker')
  const found = page.getByRole('listbox', { name: 'Results' })
  await expect(found.getByRole('group', { name: 'Settings' })).toBeVisible()
  await expect(found.locator('mark').first()).toBeVisible()
  await shots(page, '68-search', true)
  await page.keyboard.press('ArrowDown')
  await expect(found.getByRole('option', { selected: true })).toHaveAttribute('data-at', '1')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-policy]')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Find in settings' })).toHaveValue('bitlocker')
  await page.keyboard.press('Control+k')
  await box.fill('>go to drift')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Drift', exact: true })).toBeVisible()
  const id = text((script() as Json)['id'])
  await page.keyboard.press('Control+k')
  await box.fill(`#${id}`)
  await expect(found.getByRole('option').first()).toContainText(text((script() as Json)['displayName']))
  await page.keyboard.press('Escape')
  await expect(box).toBeHidden()
})

test('picker: found by words and type, picked with the keyboard, with what it needs (015-1, 015-2) @deep', async ({
  page,
}) => {
  await go(page, 'Backups')
  await page.getByRole('button', { name: 'New backup set' }).click()
  const dialog = page.getByRole('dialog')
  const policies = dialog.getByRole('grid', { name: 'Policies to select' })
  await expect(policies).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Filter', exact: true }).fill('windows')
  await dialog.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'Windows compliance' }).click()
  await dialog.getByRole('checkbox', { name: 'Select all' }).check()
  await dialog.getByRole('button', { name: 'Clear' }).click()
  await policies.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect(dialog.getByText('Added because other policies need them')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Compliance only')
  await shots(page, '73-picker', true)
  const wanted = await dialog.getByRole('button', { name: /^Back up \d+ objects$/ }).innerText()
  await dialog.getByRole('checkbox', { name: 'Dependencies' }).uncheck()
  await expect(dialog.getByText('Added because other policies need them')).toBeHidden()
  await dialog.getByRole('checkbox', { name: 'Dependencies' }).check()
  await dialog.getByRole('button', { name: wanted }).click()
  await expect(page.getByRole('region', { name: 'Compliance only' })).toContainText(/\d+ \D*stored before/)
  await expect(page.getByRole('grid', { name: 'Content' })).toHaveAttribute(
    'aria-rowcount',
    String(Number(/\d+/.exec(wanted)![0]) + 1),
  )
})

test('inventory: narrowed down, kept as a view, done with many at once, looked at as it was (041-1, 041-2, 041-4, 0805-2, 0805-3) @deep', async ({
  page,
}) => {
  await go(page, 'Inventory')
  const shown = page.locator('[data-shown]')
  await expect(shown).toHaveText(/^\d+ objects$/)
  await page.getByRole('button', { name: 'Capture', exact: true }).click()
  await expect(page.locator('.run-bar')).toContainText('Last: Capture')
  const all = Number.parseInt(await shown.innerText(), 10)
  await page.getByRole('combobox', { name: 'Assigned' }).click()
  await page.getByRole('option', { name: 'Yes' }).click()
  await page.getByRole('textbox', { name: 'Filter', exact: true }).fill('windows')
  await expect(shown).toHaveText(new RegExp(`^\\d+ of ${all}$`))
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Windows, assigned')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByRole('button', { name: 'Windows, assigned' })).toBeVisible()

  await page.getByRole('checkbox', { name: 'Select all' }).check()
  const bar = page.getByRole('region', { name: 'Actions for the selection' })
  await expect(bar).toContainText('selected')
  await page.getByRole('textbox', { name: 'Filter', exact: true }).fill('windows update')
  await expect(bar).toContainText('in view')
  await shots(page, '69-bulk')
  await bar.getByRole('button', { name: 'Ignore' }).click()
  await expect(bar).toBeHidden()
  await expect(page.getByRole('grid', { name: 'Policies' })).toContainText('Ignored')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await bar.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Archive on this computer' }).click()
  await expect(page.getByText('No objects match the filter')).toBeVisible()
  await page.getByRole('button', { name: /^Show all/ }).click()
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Archived' }).click()
  await expect(page.getByRole('grid', { name: 'Policies' })).toContainText('Archived')
  await page.getByRole('button', { name: 'Clear' }).click()

  await go(page, 'Overview')
  await expect(page.locator('[data-day]').first()).toBeVisible()
  await shots(page, '70-overview')
  await page.getByRole('slider', { name: 'Day' }).focus()
  await expect(page.getByRole('slider', { name: 'Day' })).toHaveAttribute(
    'aria-valuetext',
    /changes?, \d+ policies captured for the first time/,
  )
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('slider', { name: 'Day' })).toHaveAttribute('aria-valuetext', /: 0 changes$/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('note')).toContainText('The tenant as of')
  await expect(shown).toHaveText(/objects$/)
  await shots(page, '71-as-of')
  await page.getByRole('textbox', { name: 'Filter', exact: true }).fill(text((script() as Json)['displayName']))
  await page.getByRole('grid', { name: 'Policies' }).focus()
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: /^History of Run as 32/ }).click()
  await expect(page.locator('.history li')).toHaveCount(2)
  await page.screenshot({ path: 'test-results/72-setting-history.png' })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Compare with now' }).click()
  await expect(page.getByRole('grid', { name: 'Types' })).toBeVisible()
})
