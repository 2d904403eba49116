import { TokenCacheContext, type ISerializableTokenCache } from '@azure/msal-node'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '../clock.ts'
import { cacheMemory, createTokenCache } from './token-cache.ts'

/** A cache of accounts, of which each client of msal has its own copy. */
function client(): { cache: ISerializableTokenCache; accounts: Set<string> } {
  const accounts = new Set<string>()
  return {
    accounts,
    cache: {
      serialize: () => JSON.stringify([...accounts]),
      deserialize: (text) => {
        accounts.clear()
        for (const account of text === '' ? [] : (JSON.parse(text) as string[])) accounts.add(account)
      },
    },
  }
}

it('a sign-out and a renewal at the same time keep each other\u2019s changes (031-12)', async () => {
  let stored: Uint8Array | null = Buffer.from(JSON.stringify(['admin', 'reader']))
  const slow = async <Value>(value: Value): Promise<Value> => pause(2).then(() => value)
  const memory = cacheMemory()
  const open = () =>
    createTokenCache(
      {
        clock: systemClock,
        memory,
        vault: {
          protection: 'a test',
          seal: (text) => slow(Buffer.from(text)),
          open: (sealed) => slow(Buffer.from(sealed).toString()),
        },
        caches: {
          find: () => slow(stored),
          save: async (_tenant, sealed) => void (stored = await slow(sealed)),
          remove: async () => void (stored = null),
        },
      },
      'tenant',
    )
  const change = async (work: (accounts: Set<string>) => void) => {
    const [plugin, { cache, accounts }] = [open(), client()]
    const context = new TokenCacheContext(cache, true)
    await plugin.beforeCacheAccess(context)
    work(accounts)
    await pause(1)
    await plugin.afterCacheAccess(context)
  }
  await Promise.all([
    change((accounts) => accounts.delete('reader')),
    change((accounts) => accounts.add('third')),
    change((accounts) => accounts.add('fourth')),
  ])
  expect(JSON.parse(Buffer.from(stored!).toString())).toEqual(['admin', 'third', 'fourth'])
})

it('a turn that nobody gives back ends five seconds after it began, and one that failed at once (031-12)', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const memory = cacheMemory()
  const begun: string[] = []
  const take = (name: string, find = async (): Promise<Uint8Array | null> => null) => {
    const plugin = createTokenCache(
      {
        clock: systemClock,
        memory,
        vault: { protection: 'a test', seal: async () => null, open: async () => null },
        caches: { find, save: async () => {}, remove: async () => {} },
      },
      'tenant',
    )
    return plugin.beforeCacheAccess(new TokenCacheContext(client().cache, true)).then(
      () => begun.push(name),
      () => begun.push(`${name} failed`),
    )
  }
  const all = ['first', 'second', 'third'].map((name) => take(name))
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['first'])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toEqual(['first', 'second'])
  await vi.advanceTimersByTimeAsync(5_000)
  await Promise.all(all)
  void take('damaged', () => Promise.reject(new Error('disk')))
  void take('last')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toEqual(['first', 'second', 'third', 'damaged failed', 'last'])
})
