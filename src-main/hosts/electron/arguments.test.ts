import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { readArguments } from './arguments.ts'

const none = { dataFolder: null, isHidden: false, capturesNow: false, opened: null, command: null }

it.each([
  [['TenantAtlas'], true, none],
  [['electron', '.', '--hidden'], false, { ...none, isHidden: true }],
  [['TenantAtlas', '--capture-now'], true, { ...none, capturesNow: true }],
  [['TenantAtlas', '--data', '/a b'], true, { ...none, dataFolder: '/a b' }],
  [['TenantAtlas', '--data=/a'], true, { ...none, dataFolder: '/a' }],
  [['TenantAtlas', '--data='], true, none],
  [
    ['TenantAtlas', '--data', '/a', '/b/Contoso.ATLAS'],
    true,
    { ...none, dataFolder: '/a', opened: '/b/Contoso.ATLAS' },
  ],
  [['electron', '.', 'a.atlas'], false, { ...none, opened: 'a.atlas' }],
  [['TenantAtlas', '--x.atlas', 'notes.txt'], true, none],
  [
    ['TenantAtlas', pathToFileURL('/home/x/My file.atlas').href],
    true,
    { ...none, opened: fileURLToPath(pathToFileURL('/home/x/My file.atlas')) },
  ],
  [['TenantAtlas', 'file://%%%.atlas'], true, none],
  [['TenantAtlas', '--data', '/a/my.atlas'], true, { ...none, dataFolder: '/a/my.atlas' }],
  [['TenantAtlas', '--', 'atlas://tenant/a/runs'], true, { ...none, opened: 'atlas://tenant/a/runs' }],
  // Nothing that comes with a link is a switch.
  [['TenantAtlas', '--', 'atlas://tenant/a', '--data', '/b'], true, { ...none, opened: 'atlas://tenant/a' }],
  // Everything after --atlas is the command's own.
  [['TenantAtlas', '--atlas', 'capture', '--data', '/a'], true, { ...none, command: ['capture', '--data', '/a'] }],
  [['TenantAtlas', '--atlas'], true, { ...none, command: [] }],
])('%j starts the app as asked (905-16)', (argv, isPackaged, asked) => {
  expect(readArguments(argv, isPackaged)).toEqual(asked)
})
