import { describe, expect, it } from 'vitest'
import { redact, redactValues } from './redact.ts'

describe('redaction', () => {
  it('removes secrets in every form that an error may carry (000-4)', () => {
    const cases: readonly (readonly [text: string, secret: string])[] = [
      ['Invalid argument: -Password Hunter2! -Verbose', 'Hunter2'],
      ["Invalid argument: -AdminPassword 'two words' now", 'two words'],
      ['tool --api-key=abc123 --force', 'abc123'],
      ['{"preSharedKey":"wifi-secret","ssid":"Guest"}', 'wifi-secret'],
      ['{"clientSecret" : "a\\"b"}', 'a\\"b'],
      ['DefaultEndpointsProtocol=https;AccountKey=Zm9vYmFy;Suffix=x', 'Zm9vYmFy'],
      ['see https://blob.example/x?sig=deadbeef&se=1', 'deadbeef'],
      ['Authorization: Bearer abc.def.ghi', 'abc.def'],
      ['got eyJhbGciOiJub25lIn0.eyJ0aWQiOiIxIn0.c2ln', 'eyJ0aWQi'],
      ['-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----', 'MIIEvQ'],
      ["Cannot convert the literal 'my-secret' to the expected type 'Edm.Int32'.", 'my-secret'],
      ['Invalid JSON. {"x":"plain-value" <--- at position 5', 'plain-value'],
    ]
    for (const [text, secret] of cases) expect(redact(text)).not.toContain(secret)
    expect(redactValues('The value swordfish is too short', ['swordfish'])).toBe('The value ••• is too short')
    expect(redactValues('The value "pa\\"ss\\\\word" is too short', ['pa"ss\\word'])).toBe(
      'The value "•••" is too short',
    )
  })

  it('keeps ordinary sentences', () => {
    const sentences = [
      "The property 'foo' does not exist on type 'microsoft.management.services.api.windows10CompliancePolicy'.",
      'Compliance policy must have one and only one block scheduled action',
      'The password policy Contoso – Passwords was not found.',
    ]
    for (const sentence of sentences) expect(redact(sentence)).toBe(sentence)
  })
})
