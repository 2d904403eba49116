const theObject = 'The object'

/** Why Graph would not accept a value, and what requests for links are for. */
export const words = {
  wrongType: (path: string, type: string): string =>
    `${path || theObject} has the type ${type}, but Graph doesn't accept it here.`,
  abstractType: (path: string, type: string): string =>
    `${path || theObject} has the abstract type ${type}, but Graph needs a concrete @odata.type.`,
  isList: (path: string): string => `${path} is a list, but Graph expects one value.`,
  isNoList: (path: string): string => `${path} is one value, but Graph expects a list.`,
  expects: (path: string, value: string, expected: string): string =>
    `${path} is ${value}, but Graph expects ${expected}.`,
  notAMember: (path: string, value: string, members: readonly string[]): string =>
    `${path} is ${value}, but Graph expects one of ${members.slice(0, 8).join(', ')}${members.length > 8 ? ', …' : ''}.`,
  expected: {
    object: 'an object',
    boolean: 'true or false',
    integer: 'a whole number',
    number: 'a number',
    date: 'a date',
    guid: 'a GUID',
    text: 'text',
  },
  link: (name: string): string => `Link ${name}`,
  unlink: (name: string): string => `Unlink ${name}`,
} as const
