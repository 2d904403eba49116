/**
 * A number with its noun in the right form: "1 policy", "2 policies".
 *
 * @param many the plural, where it is not the singular with an s
 */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`
