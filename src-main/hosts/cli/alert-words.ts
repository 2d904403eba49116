import { counted } from '#domain/counted.ts'

/** What `atlas alert` says. */
export const words = {
  description: 'What needs somebody, and where people are told of it',
  tenant: 'Name or ID of the tenant',
  list: 'Show alerts of a tenant',
  open: 'Only those that still hold',
  exitCode: 'End with 1 if an alert holds',
  check: 'Look for alerts in all tenants, and send what is due. The open app and "schedule run-due" do so, too',
  checked: ({ raised, sent, failed }: { raised: number; sent: number; failed: number }) =>
    [
      `${counted(raised, 'new alert')}, ${counted(sent, 'message')} sent.`,
      ...(failed > 0 ? [`${counted(failed, 'message')} failed: see "atlas alert channels".`] : []),
    ].join(' '),
  channels: 'Show where alerts of a tenant are sent to',
  add: 'Add a channel: teams, webhook, mail or system (notifications of the desktop app)',
  name: 'Name of the channel',
  urlEnv: 'Teams and webhook: the environment variable with the address',
  keyEnv: 'Webhook: the environment variable with the key for signatures. Without it, a new key is made and shown once',
  host: 'Mail: the SMTP server',
  port: 'Mail: its port',
  security: 'Mail: TLS from the start, STARTTLS, or nothing',
  user: 'Mail: the user name, if the server asks for one',
  passwordEnv: 'Mail: the environment variable with the password',
  from: 'Mail: the sender',
  to: 'Mail: the recipients',
  kinds: (all: readonly string[]) => `Which alerts: ${all.join(', ')}. All by default`,
  high: 'When to send alerts of high severity',
  medium: 'When to send alerts of medium severity',
  low: 'When to send alerts of low severity',
  dailyAt: 'When to send the daily message',
  zone: 'Time zone of the daily message',
  added: (name: string) => `“${name}” gets alerts from now on. Try it with "atlas alert test".`,
  key: (key: string) => `Key for signatures, shown only now: ${key}`,
  test: 'Send a test message',
  tested: 'The test message arrived.',
  testFailed: (problem: string) => ({ message: `The test message didn't arrive. ${problem}` }),
  again: 'Send messages that failed again',
  sentAgain: (count: number) => (count === 0 ? 'Nothing had failed.' : `${counted(count, 'message')} sent again.`),
  remove: 'Remove a channel, with the messages that wait for it',
  removed: 'Removed.',
  noChannel: (name: string) => ({
    message: `There is no channel “${name}”.`,
    hint: 'See "atlas alert channels".',
  }),
  noKind: (kind: string) => ({
    message: `“${kind}” isn't a kind of channel.`,
    hint: 'Use teams, webhook, mail or system.',
  }),
  incomplete: (names: readonly string[]) => ({
    message: `Missing or invalid: ${names.map((name) => `--${name}`).join(', ')}.`,
  }),
  noVariable: (option: string, name: string | undefined) => ({
    message: name === undefined ? `${option} is missing.` : `The environment variable ${name} isn't set.`,
  }),
  noAlertKind: (all: readonly string[]) => ({ message: `--kinds takes ${all.join(', ')}.` }),
}
