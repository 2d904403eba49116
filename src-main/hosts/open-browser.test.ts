import { expect, it } from 'vitest'
import { browserCommand } from './open-browser.ts'

it('hands an address with its query to the browser of each system (905-16)', () => {
  const url = 'https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=a&scope=b'
  expect(browserCommand(url, 'win32', { SystemRoot: 'C:\\Windows' })).toEqual([
    'C:\\Windows\\System32\\rundll32.exe',
    'url.dll,FileProtocolHandler',
    url,
  ])
  expect(browserCommand(url, 'darwin', {})).toEqual(['open', url])
  expect(browserCommand(url, 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', url])
  expect(browserCommand(url, 'linux', {})).toBeNull()
})
