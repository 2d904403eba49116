/** What the alert desk says. */
export const words = {
  onlyInApp: 'Only the desktop app shows notifications of the system. Open it.',
  unexpected: 'Something unexpected happened while it was sent. The log says more.',
  openApp: 'Select this to open it.',
  sealedElsewhere:
    'Its address can’t be read here: it was sealed on another computer or for another user. Enter it again.',
  unsealable: {
    message: 'Nothing on this computer can protect the address, so it wasn’t stored.',
    hint: 'Set TENANTATLAS_VAULT_KEY to a passphrase, or use the desktop app.',
  },
  zone: (zone: string) => ({ message: `“${zone}” isn’t a time zone.`, hint: 'Use a name such as Europe/Berlin.' }),
  unusable: (problem: string) => ({ message: problem }),
  imported: (tenant: string) => ({
    message: `${tenant} was imported from files, so nothing happens in it that could be told.`,
  }),
  noTarget: { message: 'A new channel needs an address.' },
  otherKind: {
    message: 'A channel can’t become one of another kind.',
    hint: 'Add a new channel, and remove this one.',
  },
  notHere: {
    message: 'Only the desktop app shows notifications of the system.',
    hint: 'Add this channel there, or choose Teams, mail or a webhook.',
  },
}
