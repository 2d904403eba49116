import { chromium, type Browser, type Page } from '@playwright/test'
import { browser } from '#tests/support/browser.ts'
import { openLab } from '#tests/support/lab.ts'
import { startWebHost } from '#tests/support/web-host.ts'
import { collection } from '#simulator/tenant.ts'
import { judge } from './table.ts'

const settings = 1_500
const most = { diff: 150, json: 400 }
const policies = '/deviceManagement/configurationPolicies'
const policyId = '66000000-0000-4000-8000-000000000001'

/** The values of a policy with very many settings; one of ten differs in the second version. */
const valuesOf = (isSecond: boolean) =>
  Array.from({ length: settings }, (_, index) => ({
    id: String(index),
    settingInstance: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
      settingDefinitionId: `device_vendor_msft_policy_bench_${index}`,
      simpleSettingValue: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
        value: isSecond && index % 10 === 0 ? 'changed' : `value ${index}`,
      },
    },
  }))

/** Opens the difference of a policy with 1,500 settings, and its JSON, which loads the editor. */
export async function screens(): Promise<void> {
  const { channel, launchOptions } = await browser()
  const opened = await chromium.launch({ ...launchOptions, ...(channel === undefined ? {} : { channel }) })
  const lab = openLab()
  try {
    const { id, simulator } = await lab.tenant('Bench', {
      configurationPolicies: [
        {
          id: policyId,
          name: 'Very many settings',
          platforms: 'windows10',
          technologies: 'mdm',
          settingCount: settings,
          roleScopeTagIds: ['0'],
          assignments: [],
          settings: valuesOf(false),
        },
      ],
    })
    await lab.capture(id)
    Object.assign(collection(simulator.tenant, policies).get(policyId)!, { settings: valuesOf(true) })
    await lab.capture(id)
    const policy = (await lab.core.call('policies.list', { tenantId: id })).policies.find(
      ({ externalId }) => externalId === policyId,
    )!
    console.log(`screens of a policy with ${settings} settings, ${policy.versionCount} versions`)
    await lab.between(async (dataFolder) => {
      const host = await startWebHost({ dataFolder, environment: {}, isBuilt: true })
      try {
        // The first of them also starts what the host and the page need for it.
        const opening = async () => {
          const page = await openPage(opened, host.url)
          try {
            const diff = await painted(page, `location.hash = '#/versions/${policy.id}'`, change)
            const all = await painted(page, `document.querySelector('[aria-label="Difference"] input').click()`, same)
            return { diff, all, json: await painted(page, `${jsonTab}.click()`, '.monaco-diff-editor .view-line span') }
          } finally {
            await page.close()
          }
        }
        const first = await opening()
        const later = [await opening(), await opening(), await opening()]
        const median = (of: 'diff' | 'all' | 'json'): number =>
          later.map((times) => times[of]).toSorted((x, y) => x - y)[1]!
        const unit = 'ms' as const
        const after = (ms: number): string => `the first time after a start ${ms.toFixed(0)} ms`
        judge({
          work: `opening the difference of ${settings} settings`,
          value: median('diff'),
          most: most.diff,
          unit,
          beside: after(first.diff),
        })
        judge({
          work: 'showing those without a change, too',
          value: median('all'),
          most: most.diff,
          unit,
          beside: after(first.all),
        })
        judge({
          work: 'its JSON, which starts the editor',
          value: median('json'),
          most: most.json,
          unit,
          beside: after(first.json),
        })
      } finally {
        await host.stop()
      }
    })
  } finally {
    await lab.close()
    await opened.close()
  }
}

const change = '[data-settings-diff] [data-change]'
const same = '[data-settings-diff] [data-change="same"]'
const jsonTab = `[...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent.startsWith('JSON'))`

/** A page without anything from before, once it has loaded what it loads by itself. */
async function openPage(opened: Browser, url: string): Promise<Page> {
  const context = await opened.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.once('close', () => void context.close())
  await page.goto(url)
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
  // The page loads the other screens once it is shown.
  await page.waitForLoadState('networkidle')
  for (let before = -1, now = 0; before !== now; before = now, now = await scriptsOf(page))
    await page.waitForTimeout(1_500)
  return page
}

const scriptsOf = (page: Page): Promise<number> => page.evaluate(() => performance.getEntriesByType('resource').length)

/** Milliseconds from an action of the page until the frame after something is there. */
const painted = (page: Page, action: string, selector: string): Promise<number> =>
  page.evaluate(
    `new Promise((resolve) => {
      const started = performance.now()
      const look = () => document.querySelector(${JSON.stringify(selector)})
        ? requestAnimationFrame(() => resolve(performance.now() - started))
        : requestAnimationFrame(look)
      ;${action}
      look()
    })`,
  )
