import type { Page } from '@playwright/test'
import { expect } from '#tests/support/fixture.ts'

/** A screen or a dialog, and how somebody gets there from anywhere. */
export interface Screen {
  readonly name: string
  readonly open: (page: Page) => Promise<void>
  /** `npm test` takes these; `npm run deep` takes all. */
  readonly isQuick?: true
  /** It is a dialog over the page. */
  readonly inDialog?: true
}

const at = (path: string) => async (page: Page) => {
  await page.evaluate((hash) => void (location.hash = hash), path)
}

/** Opens a screen by its address, and waits for what it shows. */
const screen = (name: string, path: string, shown: string | RegExp, more: Partial<Screen> = {}): Screen => ({
  name,
  open: async (page) => {
    await at(path)(page)
    await expect(page.getByText(shown).first()).toBeVisible()
  },
  ...more,
})

/** Every screen of the demo tenant with its history. */
export const screens: readonly Screen[] = [
  screen('overview', '/overview', 'Recent changes', { isQuick: true }),
  {
    name: 'inventory',
    isQuick: true,
    open: async (page) => {
      await at('/inventory')(page)
      await expect(page.getByRole('grid', { name: 'Policies' }).getByRole('row').nth(3)).toBeVisible()
    },
  },
  {
    name: 'policy',
    open: async (page) => {
      await at('/inventory')(page)
      await page.getByRole('grid', { name: 'Policies' }).getByText('Windows – finance').first().click()
      await expect(page.locator('[data-policy]').getByText('BitLocker', { exact: false }).first()).toBeVisible()
    },
  },
  {
    name: 'versions',
    open: async (page) => {
      await at('/overview')(page)
      const changes = page.getByRole('grid', { name: 'Recent changes' })
      await changes.getByRole('row', { name: /Windows – finance/ }).dblclick()
      await expect(page.locator('[data-change=changed]').first()).toBeVisible()
    },
  },
  {
    name: 'script difference',
    open: async (page) => {
      await at('/overview')(page)
      await page
        .getByRole('grid', { name: 'Recent changes' })
        .getByRole('row', { name: /Register POS/ })
        .dblclick()
      await expect(page.locator('.text-diff .view-line').first()).toBeVisible()
      // The editor shows both texts before it knows what differs.
      await expect(page.getByRole('status').filter({ hasText: /^\d+ changes?$/ })).toBeVisible()
    },
  },
  screen('backups', '/backups', 'Before go-live'),
  {
    name: 'set',
    open: async (page) => {
      await at('/backups')(page)
      await page.getByRole('button', { name: 'Open', exact: true }).click()
      await expect(page.getByText('The content of')).toBeVisible()
    },
  },
  {
    name: 'new set',
    inDialog: true,
    open: async (page) => {
      await at('/backups')(page)
      await page.getByRole('button', { name: 'New backup set' }).click()
      await expect(page.getByRole('grid', { name: 'Policies to select' })).toBeVisible()
    },
  },
  screen('restore', '/restore', 'Nothing is written until you confirm the preview.'),
  {
    name: 'preview',
    isQuick: true,
    open: async (page) => {
      await at('/runs')(page)
      await page.getByRole('grid', { name: 'Runs' }).getByText('Plan restore').first().click()
      await page.getByRole('button', { name: 'Open plan' }).click()
      await expect(page.getByText('This plan has already run.')).toBeVisible()
    },
  },
  {
    name: 'result',
    open: async (page) => {
      await at('/runs')(page)
      await page.getByRole('grid', { name: 'Runs' }).getByText('Restore', { exact: true }).first().click()
      await page.getByRole('button', { name: 'Open result' }).click()
      await expect(page.getByText('You can undo this restore')).toBeVisible()
    },
  },
  screen('drift', '/drift', 'Windows – finance'),
  {
    name: 'compare',
    open: async (page) => {
      await at('/compare')(page)
      await expect(page.getByRole('grid', { name: 'Types' }).getByRole('row').nth(1)).toBeVisible()
      await expect(page.getByRole('grid', { name: 'Objects' }).getByRole('row').nth(1)).toBeVisible()
    },
  },
  {
    name: 'settings across policies',
    open: async (page) => {
      await at('/compare')(page)
      await page.getByRole('tab', { name: 'Settings across policies' }).click()
      await expect(page.getByRole('grid', { name: 'Settings' }).getByRole('row').nth(1)).toBeVisible()
    },
  },
  {
    name: 'coverage of a baseline',
    open: async (page) => {
      await at('/compare')(page)
      await page.getByRole('tab', { name: 'Coverage' }).click()
      await expect(page.getByRole('grid', { name: 'Settings of the baseline' }).getByRole('row').nth(1)).toBeVisible()
    },
  },
  {
    name: 'dependencies',
    open: async (page) => {
      await at('/dependencies')(page)
      await expect(page.getByRole('grid', { name: 'Objects' }).getByRole('row').nth(1)).toBeVisible()
    },
  },
  screen('advice', '/advice', 'Not assigned to anybody'),
  {
    name: 'who gets what',
    open: async (page) => {
      await at('/who-gets')(page)
      const search = page.getByRole('textbox', { name: 'User, device or group' })
      const turnOn = page.getByRole('button', { name: 'Turn it on…' })
      await expect(search.or(turnOn)).toBeVisible()
      if (await turnOn.isVisible()) {
        await turnOn.click()
        await page.getByRole('button', { name: 'Turn on', exact: true }).click()
        await page.getByRole('button', { name: 'Read now' }).click()
      }
      await search.fill('CON-LT-001')
      const found = page.getByRole('list', { name: 'Users, devices and groups' }).getByRole('button')
      await expect(found).toHaveCount(1)
      await found.click()
      await expect(page.getByRole('grid', { name: 'Policies and apps' }).getByRole('row').nth(1)).toBeVisible()
    },
  },
  {
    name: 'alerts',
    open: async (page) => {
      await at('/alerts')(page)
      await page.getByRole('button', { name: 'Check now' }).click()
      await expect(page.getByRole('grid', { name: 'Alerts' }).getByRole('row').nth(1)).toBeVisible()
      await expect(page.getByRole('status').filter({ hasText: 'new alert' })).toBeVisible()
    },
  },
  {
    name: 'a channel for alerts',
    inDialog: true,
    open: async (page) => {
      await at('/settings')(page)
      await page.getByRole('button', { name: 'Add a channel…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox', { name: 'Where to' }).click()
      await page.getByRole('option', { name: 'Mail' }).click()
      await expect(dialog.getByRole('textbox', { name: 'SMTP server' })).toBeVisible()
    },
  },
  screen('schedules', '/schedules', 'No schedules yet'),
  screen('runs', '/runs', 'Agreed with the works council'),
  screen('audit', '/audit', 'Findings acknowledged'),
  screen('settings', '/settings', 'What takes how much room'),
  screen('coverage', '/coverage', 'In full'),
  screen('connect', '/connect', 'Connect a tenant'),
  {
    name: 'search',
    inDialog: true,
    open: async (page) => {
      await at('/overview')(page)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('bitlocker')
      await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('group').nth(1)).toBeVisible()
    },
  },
  {
    name: 'shortcuts',
    inDialog: true,
    open: async (page) => {
      await at('/overview')(page)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('>keyboard')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toContainText('Keyboard shortcuts')
    },
  },
]
