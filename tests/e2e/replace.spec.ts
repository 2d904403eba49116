import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'
import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'

const id = (index: number): string => `53000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const assignedTo = (index: number): Json => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: id(index) },
})
const longName =
  'Baseline – خط الأساس – a name that is much longer than any column on any screen should ever have to show whole'

let seeded: SeededHost
test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      {
        name: 'Contoso',
        environment: 'test',
        seed: {
          groups: [
            { id: id(1), displayName: 'Laptops' },
            { id: id(2), displayName: 'Macs' },
          ],
          configurationPolicies: [
            {
              id: id(10),
              name: longName,
              description: '',
              platforms: 'windows10',
              technologies: 'mdm',
              templateReference: { templateId: '', templateFamily: 'none' },
              roleScopeTagIds: ['0'],
              settings: [],
              assignments: [assignedTo(1)],
            },
          ],
        },
      },
    ],
    async (core, [tenantId]) => {
      const { runId } = await core.call('backups.create', { tenantId: tenantId!, name: 'Golden' })
      await core.finished(runId)
    },
  )
})
test.afterAll(() => seeded.close())

test('a policy of another platform is replaced, with the keyboard alone (0812-1, 0812-2) @deep', async ({ page }) => {
  const { tenant } = seeded.simulators[0]!
  const policies = collection(tenant, '/deviceManagement/configurationPolicies')
  Object.assign(policies.get(id(10))!, { platforms: 'macOS', assignments: [{ ...assignedTo(2), id: 'a' }] })
  await pageOn(page, seeded.host)
  const shot = (name: string) => page.screenshot({ path: `test-results/${name}.png`, animations: 'disabled' })
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('button', { name: 'Next: items' }).click()
  await page.getByRole('button', { name: /^Next: plan/ }).click()
  await expect(page.getByText('24 unchanged, 1 blocked.')).toBeVisible()
  await shot('75-replace-blocked')

  const replace = page.getByRole('button', { name: 'Replace…' })
  await replace.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Create a new one, archive the old one' })).toBeFocused()
  await shot('76-replace-menu')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 to create, 1 to update, 24 unchanged.')).toBeVisible()
  await shot('77-replace-preview')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Rehearse' }).click()
  await expect(page.getByText('not rehearsed')).toBeHidden()
  await page.getByRole('button', { name: 'Next: confirm 2 changes' }).click()
  await shot('78-replace-confirm')
  await page.getByRole('button', { name: 'Unlock and restore' }).click()
  await expect(page.locator('[data-run-status=succeeded]')).toBeVisible()
  await shot('79-replace-result')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await shot('79-replace-result-dark')
  expect(
    [...policies.values()].map(({ platforms, assignments }) => [platforms, (assignments as Json[]).length]),
  ).toEqual([
    ['macOS', 0],
    ['windows10', 1],
  ])
})
