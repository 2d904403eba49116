import type { Doubt } from '#contract/model/doubts.ts'
import { counted } from '../counted.ts'
import { isObject, type Json } from '../json.ts'

/** What Graph returns for a value that the request didn't ask to be named (G-50). */
const placeholder = 'unknownFutureValue'

/** Pointers of placeholders in a document. Each stands for a value that is lost. */
export function placeholdersIn(document: Json): string[] {
  const found: string[] = []
  const look = (value: unknown, pointer: string): void => {
    if (value === placeholder) found.push(pointer)
    else if (Array.isArray(value)) value.forEach((entry, index) => look(entry, `${pointer}/${index}`))
    else if (isObject(value))
      for (const [key, entry] of Object.entries(value))
        look(entry, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  look(document, '')
  return found
}

/** A doubt as a sentence. */
export function doubtText(doubt: Doubt): string {
  switch (doubt.kind) {
    case 'noAssignments':
      return 'Graph says it is assigned, but returned no assignments. This version says nothing about assignments.'
    case 'settingsMissing':
      return `Graph returned ${doubt.read} of ${counted(doubt.promised, 'setting')}. This version is incomplete.`
    case 'partMissing':
      return `Graph counts ${doubt.property}, but returned none. This version says nothing about them.`
    case 'placeholder':
      return `Graph didn't name the value at ${doubt.pointers.join(', ')}. This version doesn't contain it.`
    case 'listDiffers':
      return `The list and the policy itself have different values for ${doubt.property}. This version has those of the policy itself.`
  }
}

/** Why a version with these doubts can't be restored; null if it can. What it says nothing about is left as it is. */
export function doubtsBlock(doubts: readonly Doubt[]): string | null {
  const grave = doubts.find(({ kind }) => kind === 'settingsMissing' || kind === 'placeholder')
  return grave ? doubtText(grave) : null
}

/** The properties of a document that a doubt is about. */
export function doubtedProperties(doubt: Doubt): string[] {
  switch (doubt.kind) {
    case 'noAssignments':
      return ['assignments']
    case 'settingsMissing':
      return ['settings', 'settingCount']
    case 'partMissing':
      return [doubt.property]
    case 'placeholder':
      return doubt.pointers.map((pointer) => pointer.split('/')[1] ?? '')
    case 'listDiffers':
      return []
  }
}
