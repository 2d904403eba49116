import { expect, it } from 'vitest'
import { importPage, pathOf } from './import-address.ts'

it.each(['/home/x/50% done.atlas', '/a%2Fb.atlas', 'C:\\Kunden\\Müller & Söhne?#.atlas', '/店舗/🛒.atlas', ''])(
  'keeps the path %s in the address of a page (0814-6)',
  (path) => {
    const address = importPage(path)
    expect(decodeURI(address)).toBe(address)
    expect(pathOf(address.slice('/import/'.length))).toBe(path)
  },
)

it('takes no path from an address that is none', () => {
  expect([pathOf(undefined), pathOf('%')]).toEqual(['', ''])
})
