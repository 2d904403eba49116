/**
 * Version of the contract that scripts rely on. It grows when an answer loses something or means something else, and not
 * when it gains a property.
 */
export const contractVersion = 1
