/** A text as part of an address. What isn't well-formed Unicode, such as half a character, can't be encoded as it is. */
export const inUri = (text: string): string => encodeURIComponent(text.toWellFormed())
