import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Core } from '#app/core.ts'
import { startWebServer, type WebServer } from './server.ts'

let folder: string
let server: WebServer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenantatlas-web-'))
  writeFileSync(join(folder, 'index.html'), '<meta content="{{token}}" nonce="{{nonce}}">')
  server = await startWebServer(
    { callUntrusted: async () => ({ result: 1 }), subscribe: () => () => {} } as unknown as Core,
    { folder, port: 0, log: () => {} },
  )
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function get(path: string, host?: string): Promise<{ status: number; body: string; policy: string }> {
  return new Promise((done, fail) => {
    const call = request(new URL(path, server.url), { headers: host ? { Host: host } : {} }, (response) => {
      let body = ''
      response
        .on('data', (chunk: Buffer) => (body += chunk.toString()))
        .on('end', () =>
          done({ status: response.statusCode ?? 0, body, policy: String(response.headers['content-security-policy']) }),
        )
    })
    call.on('error', fail).end()
  })
}

function socket(options: { protocol: string; origin: string }): Promise<string> {
  return new Promise((done) => {
    const client = new WebSocket(server.url.replace('http', 'ws'), options.protocol, {
      headers: { Origin: options.origin },
    })
    client.on('open', () => client.send(JSON.stringify({ id: 5, method: 'x', input: {} })))
    client.on('message', (data: Buffer) => {
      done(data.toString())
      client.close()
    })
    client.on('error', (error) => done(error.message))
  })
}

describe('the web host', () => {
  it('answers its own address only, with the policy and a fresh nonce (048-5)', async () => {
    const [first, second] = [await get('/'), await get('/inventory')]
    expect([first.status, second.status]).toEqual([200, 200])
    const nonce = /nonce="([^"]+)"/.exec(first.body)![1]!
    expect(first.policy).toContain(`'nonce-${nonce}'`)
    expect(second.body).not.toContain(nonce)
    expect((await get('/', 'rebound.example')).status).toBe(403)
    expect((await get('/%2e%2e/%2e%2e/package.json')).status).toBe(404)
    expect((await get('/missing.js')).status).toBe(404)
  })

  it('serves what the build names, and nothing else (902-9)', async () => {
    writeFileSync(join(folder, 'a-B_1.js'), 'let a')
    writeFileSync(join(folder, '.hidden.js'), 'let b')
    mkdirSync(join(folder, 'folder.js'))
    expect((await get('/a-B_1.js')).body).toBe('let a')
    expect((await get('/index.html')).body).toMatch(/content="[0-9a-f]{48}"/)
    const odd = [
      '/.hidden.js',
      '/folder.js',
      '/a%2dB_1.js',
      '/..%2fserver.js',
      '/..%5cserver.js',
      '/a-B_1.js/',
      '/a-B_1.js%00',
      '/constructor.__proto__',
      '/%ff',
    ]
    const statuses = await Promise.all(odd.map(async (path) => (await get(path)).status))
    expect(new Set(statuses)).toEqual(new Set([404]))
    rmSync(join(folder, 'a-B_1.js'))
    expect((await get('/a-B_1.js')).status).toBe(404)
  })

  it("takes a socket with this start's token and origin only (048-5)", async () => {
    const token = /content="([^"]+)"/.exec((await get('/')).body)![1]!
    const origin = server.url.replace(/\/$/, '')
    expect(await socket({ protocol: `atlas.${token}`, origin })).toBe('{"id":5,"result":1}')
    expect(await socket({ protocol: `atlas.${'0'.repeat(token.length)}`, origin })).toContain('403')
    expect(await socket({ protocol: `atlas.${token}`, origin: 'https://evil.example' })).toContain('403')
  })
})
