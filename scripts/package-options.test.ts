import { expect, it } from 'vitest'
import { packageOptions } from './package-options.ts'

it('builds packages that look for updates only where somebody says so (905-22)', () => {
  expect(packageOptions({})).toEqual([])
  expect(packageOptions({ ATLAS_UPDATE_URL: ' https://updates.example ', CSC_LINK: 'x' })).toEqual([
    '-c.publish.provider=generic',
    '-c.publish.url=https://updates.example',
    '-c.extraMetadata.signed=true',
  ])
  expect(packageOptions({ ATLAS_DOWNLOAD_PAGE: 'https://atlas.example' })).toEqual([
    '-c.extraMetadata.homepage=https://atlas.example',
  ])
  expect(packageOptions({ ATLAS_UPDATE_URL: 'http://updates.example' })).toBe(
    'ATLAS_UPDATE_URL has to start with https://.',
  )
})
