import { notesOf, withFewer, type Message, type MessageEntry } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'

/** Teams takes 28 KB (Teams docs: limits of cards). */
const mostBytes = 26_000
const mostEntries = 12

/** A message as a card, with as many alerts as fit into one. */
export function teamsCard(message: Message): string {
  for (let count = Math.min(mostEntries, message.entries.length); ; count -= 1) {
    const card = JSON.stringify(cardOf(withFewer(message, count)))
    if (count <= 1 || Buffer.byteLength(card) <= mostBytes) return card
  }
}

const colors = { high: 'Attention', medium: 'Warning', low: 'Default' } as const

/**
 * A message as Teams Workflows takes it: "When a Teams webhook request is received" with an adaptive card (Teams docs:
 * create incoming webhooks with Workflows). Texts of the tenant are text runs, because text blocks read Markdown.
 */
const cardOf = (message: Message) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        msteams: { width: 'Full' },
        fallbackText: message.subject,
        body: [
          line([{ text: message.subject, size: 'Large', weight: 'Bolder' }]),
          ...notesOf(message).map((note) => line([{ text: note, isSubtle: true }])),
          ...message.entries.map(entryOf),
        ],
      },
    },
  ],
})

const entryOf = ({ severity, title, facts, isOver, link }: MessageEntry) => ({
  type: 'Container',
  separator: true,
  items: [
    line([
      { text: `${words.severities[severity]} · `, weight: 'Bolder', color: colors[severity] },
      { text: title, weight: 'Bolder' },
      ...(isOver ? [{ text: ` (${words.isOver})`, isSubtle: true }] : []),
    ]),
    ...facts.map(({ name, value }) => line([{ text: `${name}: `, isSubtle: true }, { text: value }])),
    line([
      {
        text: words.open,
        selectAction: { type: 'Action.OpenUrl', url: link },
      },
      // Teams may open only links of the web. This one can be copied.
      { text: `  ${link}`, isSubtle: true, size: 'Small' },
    ]),
  ],
})

const line = (runs: readonly Readonly<Record<string, unknown>>[]) => ({
  type: 'RichTextBlock',
  inlines: runs.map((run) => ({ type: 'TextRun', ...run })),
})
