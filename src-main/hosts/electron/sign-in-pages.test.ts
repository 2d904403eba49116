import { expect, it } from 'vitest'
import type { Core } from '#app/core.ts'
import { createSignInPages } from './sign-in-pages.ts'

const url = 'https://login.custom.example/device'
const withRun = (run: object): Pick<Core, 'call'> => ({
  call: (async (name: string) =>
    name === 'tenants.list' ? [{ id: '22222222-0000-4000-8000-000000000001' }] : [run]) as unknown as Core['call'],
})

it('are those where somebody is asked to sign in, as long as it goes on (048-4)', async () => {
  const pages = createSignInPages()
  expect(await pages.has(url)).toBe(false)
  const asks = { kind: 'sign-in', status: 'running', result: { prompt: { how: 'deviceCode', url, code: 'A1B2' } } }
  pages.follow(withRun(asks))
  expect([await pages.has(url), await pages.has('https://evil.example/device')]).toEqual([true, false])
  pages.follow(withRun({ ...asks, status: 'succeeded' }))
  expect(await pages.has(url)).toBe(false)
  pages.follow(withRun({ ...asks, kind: 'capture' }))
  expect(await pages.has(url)).toBe(false)
})
