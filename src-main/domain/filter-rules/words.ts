/** Why a rule can't be read, as the end of "The rule of the filter …". */
export const words = {
  openText: 'has a quotation mark that is never closed',
  closing: 'has a parenthesis that is never closed',
  closingList: 'has a list that is never closed',
  property: 'needs a property here, such as device.model',
  operator: 'needs an operator here, such as -eq',
  unknownOperator: (operator: string): string => `has an operator that isn't known: ${operator}`,
  list: 'needs a list in brackets here',
  value: 'needs a value here',
  joined: 'needs "and" or "or" here',
  tooDeep: 'has too many parentheses in each other',
} as const
