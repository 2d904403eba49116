import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'

it('two words give two letters, one word gives one', () => {
  expect(initialsOf('contoso retail gmbh')).toBe('CR')
  expect(initialsOf(' Fabrikam ')).toBe('F')
})

it('an emoji of several code points stays whole', () => {
  expect(initialsOf('👩‍💻 Lab')).toBe('👩‍💻L')
})

it('a name without letters gives nothing', () => {
  expect(initialsOf('   ')).toBe('')
})
