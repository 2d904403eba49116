import type { Page } from '@playwright/test'
import { expect, test } from '#tests/support/fixture.ts'
import { goTo, pressButton, selectRow, tabTo } from '#tests/support/keyboard.ts'

async function openDemo(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Open the demo' })).toBeFocused()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible({ timeout: 60_000 })
}

test('a drift finding with the keyboard alone, from the alarm until it is closed (041-7)', async ({
  app: { page },
}) => {
  await openDemo(page)
  // The alarm: a check finds what somebody changed.
  await pressButton(page, "Simulate an admin's change")
  await expect(page.getByText('Changed 2 policies')).toBeVisible()
  await goTo(page, 'Drift')
  const findings = page.getByRole('grid', { name: 'Findings' })
  await expect(findings).toBeVisible()
  await expect(page.getByText(/^8 open findings/)).toBeVisible()
  await pressButton(page, 'Check now')
  await expect(page.getByText(/^1\d open findings/)).toBeVisible()
  await page.screenshot({ path: 'test-results/98-drift-alarm.png', animations: 'disabled' })
  await tabTo(page, page.getByRole('textbox', { name: 'Filter findings' }))
  await page.keyboard.type('finance protects less')
  const finding = findings.getByRole('row', { name: /Protects less/ })
  await expect(finding).toHaveCount(1)
  await tabTo(page, findings)
  await selectRow(page, finding)
  await expect(page.getByRole('region', { name: 'Finding', exact: true })).toContainText('Protects less')
  await pressButton(page, 'Restore…')
  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  await pressButton(page, /^Next: confirm/)
  await pressButton(page, 'Unlock and restore')
  await expect(page.getByRole('heading', { name: 'Restore finished' })).toBeVisible()
  // Closed, without another check.
  await pressButton(page, 'Go to drift')
  await expect(page.getByRole('heading', { name: 'Drift' })).toBeFocused()
  await tabTo(page, page.getByRole('textbox', { name: 'Filter findings' }))
  await page.keyboard.type('finance protects less')
  await expect(page.getByText('No findings match')).toBeVisible()
  await page.screenshot({ path: 'test-results/98-drift-closed.png', animations: 'disabled' })
})

test('the change of a script with the keyboard alone: who changed which line, and when (041-7)', async ({
  app: { page },
}) => {
  await openDemo(page)
  const changes = page.getByRole('grid', { name: 'Recent changes' })
  const script = changes.getByRole('row', { name: /Register POS/ }).first()
  await expect(script).toContainText('omar.haddad')
  await tabTo(page, changes)
  await selectRow(page, script)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Register POS service' })).toBeFocused()
  const diff = page.locator('[data-settings-diff] [data-language]')
  await expect(diff.locator('.view-line').first()).toBeVisible()
  await pressButton(page, 'Next change (F7)')
  await expect(page.getByRole('status').filter({ hasText: /changes?$/ })).toBeVisible()
  await tabTo(page, page.getByRole('checkbox', { name: 'Inline' }))
  await page.keyboard.press('Space')
  await expect(diff.locator('.monaco-diff-editor.side-by-side')).toHaveCount(0)
  await expect(diff.locator('.line-insert').first()).toBeVisible()
  await page.screenshot({ path: 'test-results/98-script-inline.png', animations: 'disabled' })
  await page.goBack()
  await expect(changes).toBeFocused()
})
