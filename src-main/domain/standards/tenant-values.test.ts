import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { fillDocument, fillText, valuesFor } from './tenant-values.ts'

const values = valuesFor({ id: 'an-id', name: 'Contoso' }, [{ name: 'tenant.Domain', value: 'contoso.com' }])
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

describe('values of a tenant', () => {
  it('stand wherever a text names them, in any spelling (068-2)', () => {
    const document: Json = {
      displayName: '{{tenant.name}} – baseline',
      nested: [{ url: 'https://{{ Tenant.Domain }}/{{tenant.id}}' }],
      number: 3,
    }
    expect(fillDocument(document, values)).toEqual({
      document: {
        displayName: 'Contoso – baseline',
        nested: [{ url: 'https://contoso.com/an-id' }],
        number: 3,
      },
      missing: [],
    })
  })

  it('are put into scripts in Base64, wherever they stand, and leave all other bytes as they are (068-2)', () => {
    for (const before of ['', 'a', 'ab', 'abc', '\u{feff}', 'ü'])
      for (const after of ['', '\r\n', 'ß']) {
        const { document } = fillDocument({ content: base64(`${before}{{tenant.domain}}${after}`) }, values)
        expect(document['content']).toBe(base64(`${before}contoso.com${after}`))
      }
    const utf16 = (text: string) => Buffer.from(`\u{feff}${text}`, 'utf16le').toString('base64')
    expect(fillDocument({ content: utf16('ü {{tenant.domain}}') }, values).document['content']).toBe(
      utf16('ü contoso.com'),
    )
    const image = Buffer.from([0, 123, 123, 255, 216, 116, 101]).toString('base64')
    expect(fillDocument({ image }, values).document['image']).toBe(image)
  })

  it("that the tenant doesn't have are told, and stay (068-2)", () => {
    const document = { a: '{{tenant.proxy}} {{tenant.domain}}', b: base64('{{TENANT.PROXY}} {{tenant.root}}') }
    const filled = fillDocument(document, values)
    expect(filled.missing).toEqual(['tenant.proxy', 'tenant.root'])
    expect(filled.document['a']).toBe('{{tenant.proxy}} contoso.com')
  })

  it('leave tokens of Intune and everything else alone (068-2)', () => {
    const document = { a: '{{userprincipalname}} {{tenantid}} {tenant.name}', b: base64('$x = "{{AADDeviceId}}"') }
    expect(fillDocument(document, values).document).toBe(document)
    expect(fillText('{{tenant.}}', values)).toBe('{{tenant.}}')
  })

  it('that contain a token are no reason to go on (068-2)', () => {
    const own = valuesFor({ id: 'i', name: '{{tenant.id}} $& $1' }, [])
    expect(fillText('{{tenant.name}}', own)).toBe('{{tenant.id}} $& $1')
  })

  it('change nothing in a document without them, whatever it holds (068-2)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const document: Json = { value }
        if (JSON.stringify(document).toLowerCase().includes('tenant.')) return
        expect(fillDocument(document, values).document).toBe(document)
      }),
    )
  })
})
