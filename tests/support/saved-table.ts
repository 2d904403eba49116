import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

/** Saves a table of the page with the keyboard alone. @returns what is in the file */
export async function savedTable(page: Page, table: string, format: 'csv' | 'json'): Promise<string> {
  await page.getByRole('button', { name: `Save ${table} as a file` }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Save as CSV' }).waitFor()
  if (format === 'json') await page.keyboard.press('ArrowDown')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  if (download.suggestedFilename() !== `${table}.${format}`) throw new Error(download.suggestedFilename())
  return readFileSync(await download.path(), 'utf8')
}
