import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { hasWords, wordsIn } from '#app/search/words-in.ts'

it('never takes for one word what the index takes for several (0806-1)', () => {
  const database = new Database(':memory:')
  database.exec(
    `create virtual table words using fts5 (text, tokenize = "unicode61 remove_diacritics 2");
     create virtual table tokens using fts5vocab (words, instance)`,
  )
  const add = database.prepare('insert into words (rowid, text) values (?, ?)')
  const places: string[] = []
  database.transaction(() => {
    for (let point = 0x80; point <= 0x323af; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const letter = String.fromCodePoint(point)
      if (wordsIn(`a${letter}b`).length !== 1) continue
      places.push(letter)
      add.run(places.length, `a${letter.normalize('NFC')}b`)
    }
  })()
  const split = database.prepare('select doc from tokens group by doc having count(*) > 1').pluck().all() as number[]
  expect(split.map((row) => places[row - 1]!.codePointAt(0)!.toString(16))).toEqual([])
  expect(places.length).toBeGreaterThan(100_000)
  database.close()
})

it.each(['한국', 'ที่นี่', 'नमस्ते', 'Їжак', 'straße'])('finds a text in itself: %s (0806-1)', (text) => {
  expect(hasWords(text, wordsIn(text))).toBe(true)
})
