import { createHmac } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AlertTarget } from '#contract/model/alerts.ts'
import type { Json } from '#domain/json.ts'
import { alertLab, factsIn, signingKey } from '#tests/support/alerting.ts'
import { alertRules } from '#tests/support/alerts.ts'

const { lab, webhook, mail, check, list, channel, mailbox, drifting, alertsIn } = alertLab()

describe('a message', () => {
  it('holds all alerts of one check, and counts those that don’t fit (067-4)', async () => {
    const names = Array.from({ length: 105 }, (_, index) => `${'長い名前'.repeat(30)} ${index + 1}`)
    const { id, change } = await drifting(names)
    await channel(id)
    await channel(id, { kind: 'teams', url: webhook().url })
    await channel(id, mailbox())
    await change('変更'.repeat(100))
    expect(await check()).toEqual({ raised: 105, sent: 3, failed: 0 })
    const [signed, card] = webhook().posted.toSorted((left, right) => right.text.length - left.text.length)
    expect([(signed!.body['alerts'] as Json[]).length, signed!.body['left']]).toEqual([100, 5])
    expect(Buffer.byteLength(card!.text)).toBeLessThan(28_000)
    expect(card!.text).toMatch(/\d+ more alerts in TenantAtlas\./)
    expect(mail().mails).toHaveLength(1)
  })

  it('waits for its hour where alerts come once a day, and isn’t sent for what is turned off (067-4)', async () => {
    const { id, change } = await drifting()
    await channel(id, undefined, { timing: { high: 'now', medium: 'now', low: 'daily' } })
    await channel(id, { kind: 'teams', url: webhook().url }, { timing: { high: 'now', medium: 'now', low: 'off' } })
    await channel(id, { kind: 'teams', url: webhook().url }, { kinds: ['conflict'] })
    await change('new')
    await check()
    await change('newer')
    expect(await check()).toEqual({ raised: 1, sent: 0, failed: 0 })
    await lab().tamper("UPDATE alert_messages SET due_at = '2026-01-01T00:00:00.000Z'")
    expect(await check()).toEqual({ raised: 0, sent: 1, failed: 0 })
    expect(webhook().posted).toHaveLength(1)
    expect(webhook().posted[0]!.body['subject']).toContain('2 alerts since the last daily message')
    // The first value no longer holds.
    expect(alertsIn(0).map(({ isOver }) => isOver)).toEqual([true, false])
  })

  it('to a webhook is signed over time and body (067-5)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    await change('new')
    await check()
    const { headers, text } = webhook().posted[0]!
    const time = String(headers['x-tenantatlas-timestamp'])
    expect(Math.abs(Number(time) - Date.now() / 1_000)).toBeLessThan(60)
    expect(headers['x-tenantatlas-signature']).toBe(
      `sha256=${createHmac('sha256', signingKey).update(`${time}.${text}`).digest('hex')}`,
    )
    expect(headers['x-tenantatlas-message']).toBe(webhook().posted[0]!.body['id'])
  })

  const evil = '[click](https://evil.example) **bold** <b>x</b>\u202E\r\nBcc: someone@evil.example'

  it('to Teams is an adaptive card in which names stay text (067-5, 067-8)', async () => {
    const { id, change } = await drifting([evil])
    await channel(id, { kind: 'teams', url: webhook().url })
    await change('new')
    await check()
    const [attachment] = webhook().posted[0]!.body['attachments'] as Json[]
    expect(webhook().posted[0]!.body['type']).toBe('message')
    expect(attachment!['contentType']).toBe('application/vnd.microsoft.card.adaptive')
    const elements: string[] = []
    JSON.stringify(attachment, (name, value: unknown) => {
      if (name === 'type') elements.push(String(value))
      return value
    })
    // A text block would read Markdown.
    expect(new Set(elements)).toEqual(
      new Set(['AdaptiveCard', 'RichTextBlock', 'TextRun', 'Container', 'Action.OpenUrl']),
    )
    expect(webhook().posted[0]!.text).toContain('[click](https://evil.example) **bold**')
    expect(webhook().posted[0]!.text).not.toContain('\u202E')
  })

  it('by mail has its recipients, a text and HTML in which names stay text (067-5, 067-8)', async () => {
    const { id, change } = await drifting([evil])
    await channel(id, mailbox({ to: ['it@contoso.example', 'boss@contoso.example'] }))
    await change('new')
    await check()
    expect(mail().mails).toHaveLength(1)
    const { from, to, raw } = mail().mails[0]!
    expect([from, ...to]).toEqual(['atlas@contoso.example', 'it@contoso.example', 'boss@contoso.example'])
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m)
    expect(raw).toMatch(/^Message-ID: <[0-9a-z]{18}@tenantatlas>\r$/m)
    const html = raw.slice(raw.indexOf('Content-Type: text/html')).replaceAll('=\r\n', '')
    expect(html).not.toContain('<b>x</b>')
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;')
  })

  it('has no secret that a setting holds, and names addresses without what may be one (067-8)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    await change(
      'See https://contoso.example/a?sig=deadbeef, ftp://bob:p/w@host/x, https://hooks.example/T00/abcdefghij0123456789, -Password Hunter2! and "apiKey":"abc"',
    )
    await check()
    expect(factsIn(alertsIn(0)[0])['After']).toContain('https://contoso.example/a?…')
    for (const secret of ['deadbeef', 'Hunter2', 'p/w', 'abcdefghij0123456789', ':\\"abc'])
      expect(webhook().posted[0]!.text).not.toContain(secret)
  })

  it('is tried again later, is given up where it can’t succeed, and can be sent again (067-6)', async () => {
    const { id, change } = await drifting()
    const channelId = await channel(id)
    webhook().answers({ status: 503, headers: { 'Retry-After': '3600' } })
    await change('new')
    expect(await check()).toEqual({ raised: 1, sent: 0, failed: 0 })
    const [waiting] = (await list(id))[0]!.messages
    expect(waiting).toMatchObject({ state: 'waiting', problem: expect.stringContaining('(503)') as string })
    // The service asked for an hour.
    expect(Date.parse(waiting!.at) - Date.now()).toBeGreaterThan(59 * 60_000)
    expect(await check()).toEqual({ raised: 0, sent: 0, failed: 0 })
    webhook().answers({ status: 404 })
    await lab().tamper("UPDATE alert_messages SET due_at = '2026-01-01T00:00:00.000Z'")
    expect(await check()).toEqual({ raised: 0, sent: 0, failed: 1 })
    const [shown] = await lab().core.call('alerts.channels', { tenantId: id })
    expect(shown!.last).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('Create the webhook') as string,
    })
    expect(await lab().core.call('alerts.sendAgain', { tenantId: id, channelId })).toEqual({ messages: 1 })
    expect(await check()).toEqual({ raised: 0, sent: 1, failed: 0 })
    expect(new Set(webhook().posted.map(({ body }) => body['id'])).size).toBe(1)
  })

  it('stops after a day of attempts (067-6)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    webhook().answers(...Array.from({ length: 8 }, () => ({ status: 500 })))
    await change('new')
    let failed = 0
    for (let attempt = 0; attempt < 8; attempt += 1) {
      failed += (await check()).failed
      await lab().tamper("UPDATE alert_messages SET due_at = '2026-01-01T00:00:00.000Z' WHERE state = 'waiting'")
    }
    expect([failed, webhook().posted.length]).toEqual([1, 8])
    expect(await check()).toEqual({ raised: 0, sent: 0, failed: 0 })
  })

  it('doesn’t follow a redirect to an address that nobody entered (067-5)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    webhook().answers({ status: 307, headers: { Location: webhook().url } })
    await change('new')
    expect(await check()).toEqual({ raised: 1, sent: 0, failed: 1 })
    expect(webhook().posted).toHaveLength(1)
  })

  it('doesn’t keep the core from closing, and is sent again later with the same ID (067-7)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    await change('new')
    const asked = new Promise<void>((resolve) => webhook().instead(resolve))
    const round = check()
    await asked
    await lab().reopen()
    expect(await round).toMatchObject({ sent: 0, failed: 0 })
    webhook().instead(null)
    expect(await check()).toMatchObject({ sent: 0 })
    // Ten minutes later, or after a clock that was a year ahead.
    await lab().tamper("UPDATE alert_messages SET claimed_at = '2027-12-31T00:00:00.000Z'")
    expect(await check()).toMatchObject({ sent: 1 })
    expect(webhook().posted[1]!.body).toMatchObject({
      id: webhook().posted[0]!.body['id'],
      notes: [expect.stringContaining('may have been sent before')],
    })
  })

  it('that waits for a date of a wrong clock is sent (067-6)', async () => {
    const { id, change } = await drifting()
    await channel(id, undefined, { timing: { high: 'daily', medium: 'daily', low: 'daily' } })
    await change('new')
    await check()
    await lab().tamper("UPDATE alert_messages SET due_at = '2031-01-01T00:00:00.000Z'")
    expect(await check()).toMatchObject({ sent: 1 })
  })

  it('is sent once, also by two processes that send at the same time (067-7)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    await change('new')
    const rounds = await Promise.all([check(), check(), check()])
    expect(webhook().posted).toHaveLength(1)
    expect(Math.max(...rounds.map(({ sent }) => sent))).toBe(1)
  })
})

describe('a channel', () => {
  it('never shows its address again, and nothing of it is stored in clear (067-5, 067-8)', async () => {
    const { id, change } = await drifting()
    const channelId = await channel(id)
    webhook().answers({ status: 403 })
    await change('new')
    await check()
    expect(await lab().core.call('alerts.test', { tenantId: id, channelId })).toEqual({ problem: null })
    const shown = JSON.stringify([
      await lab().core.call('alerts.channels', { tenantId: id }),
      await list(id),
      await lab().core.call('audit.all', {}),
    ])
    for (const secret of ['very-secret-signature', signingKey]) {
      expect(shown).not.toContain(secret)
      expect(
        webhook()
          .posted.map(({ text }) => text)
          .join('\n'),
      ).not.toContain(secret)
      await lab().between(async (data) => {
        for (const name of readdirSync(data))
          expect([name, readFileSync(join(data, name)).includes(secret)]).toEqual([name, false])
      })
    }
  })

  it('needs an address that can be used, and something that seals it (067-5, 067-9)', async () => {
    const { id } = await drifting()
    const refused = async (target: AlertTarget) => {
      try {
        await channel(id, target)
        return ''
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(await refused({ kind: 'teams', url: 'http://example.com/hook' })).toContain('https://')
    expect(await refused({ kind: 'teams', url: 'hook' })).toContain('isn’t an address')
    expect(await refused({ kind: 'teams', url: 'https://user:pw@example.com/' })).toContain('password')
    const server = { host: 'mail.example', port: 25, from: 'a@b.example', to: ['c@d.example'] }
    expect(await refused({ ...server, kind: 'mail', security: 'none', user: 'a', password: 'b' })).toContain(
      'without TLS',
    )
    expect(await refused({ ...server, kind: 'mail', security: 'tls', user: 'a', password: null })).toContain('both')
    await lab().reopen({ vault: false })
    expect(await refused({ kind: 'teams', url: 'https://example.com/hook' })).toContain('protect')
  })

  it('is tested, and says what to do where the test fails (067-9)', async () => {
    const { id } = await drifting()
    const channelId = await channel(id)
    await lab().core.call('alerts.test', { tenantId: id, channelId })
    expect(webhook().posted[0]!.body).toMatchObject({ subject: 'Contoso: test of alerts', alerts: [] })
    webhook().answers({ status: 410 })
    await expect(lab().core.call('alerts.test', { tenantId: id, channelId })).resolves.toMatchObject({
      problem: expect.stringContaining('Create the webhook') as string,
    })
    const [shown] = await lab().core.call('alerts.channels', { tenantId: id })
    expect(shown!.last).toMatchObject({ state: 'failed' })
  })

  it('of mail says that some recipients were refused, and the others don’t get it twice (067-6)', async () => {
    const { id, change } = await drifting()
    await channel(id, mailbox({ to: ['it@contoso.example', 'gone@contoso.example'] }))
    await change('new')
    expect(await check()).toMatchObject({ sent: 1 })
    expect(mail().mails.map(({ to }) => to)).toEqual([['it@contoso.example']])
    const [shown] = await lab().core.call('alerts.channels', { tenantId: id })
    expect(shown!.last).toMatchObject({
      state: 'sent',
      problem: expect.stringContaining('refused 1 of 2 recipients') as string,
    })
  })

  it('of mail says what the server refused (067-6, 067-9)', async () => {
    const { id } = await drifting()
    const target = mailbox()
    const channelId = await channel(id, target)
    mail().refuses(554)
    await expect(lab().core.call('alerts.test', { tenantId: id, channelId })).resolves.toMatchObject({
      problem: expect.stringContaining('(554)') as string,
    })
    await lab().core.call('alerts.saveChannel', {
      tenantId: id,
      channelId,
      name: 'mail',
      target: mailbox({ security: 'starttls' }),
      rules: alertRules,
    })
    await expect(lab().core.call('alerts.test', { tenantId: id, channelId })).resolves.toMatchObject({
      problem: expect.stringContaining('TLS') as string,
    })
    expect(mail().mails).toEqual([])
  })

  it('goes with its tenant, and with what waits for it (067-4)', async () => {
    const { id, change } = await drifting()
    const channelId = await channel(id, undefined, { timing: { high: 'daily', medium: 'daily', low: 'daily' } })
    await change('new')
    await check()
    await lab().core.call('alerts.removeChannel', { tenantId: id, channelId })
    expect((await list(id))[0]!.messages).toEqual([])
    await expect(lab().core.call('alerts.test', { tenantId: id, channelId })).rejects.toThrow('channel for alerts')
    await channel(id)
    await lab().core.call('tenants.archive', { tenantId: id, archived: true })
    await lab().core.call('tenants.remove', { tenantId: id, confirm: 'Contoso' })
    expect(await check()).toEqual({ raised: 0, sent: 0, failed: 0 })
  })
})
