import type { Person } from './people.ts'

const escape = (text: string): string => text.replace(/[&<>"']/g, (symbol) => `&#${symbol.charCodeAt(0)};`)

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font: 16px system-ui; max-width: 28rem; margin: 4rem auto"><h1>${escape(title)}</h1>${body}</body></html>`

/** Where a person chooses the account to sign in with; the answer goes back to the same address. */
export function signInPage(query: URLSearchParams, people: readonly Person[]): string {
  const hidden = [...query]
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('')
  const accounts = people
    .map(
      (person) =>
        `<p><button name="account" value="${escape(person.userName)}">${escape(person.userName)}</button></p>`,
    )
    .join('')
  return page(
    'Simulated sign-in',
    `<form method="post">${hidden}<p>Scopes: ${escape(query.get('scope') ?? '')}</p>${accounts}<p><button name="account" value="">Cancel</button></p></form>`,
  )
}

/** Carries the answer to the app by a form that sends itself (`response_mode=form_post`). */
export function formPostPage(redirectUri: string, values: Readonly<Record<string, string>>): string {
  const hidden = Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('')
  return page(
    'Working…',
    `<form method="post" action="${escape(redirectUri)}">${hidden}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>`,
  )
}

/** Where the code of another device is typed in. */
export function deviceCodePage(people: readonly Person[], problem: string | null): string {
  const accounts = people
    .map(
      (person) =>
        `<p><button name="account" value="${escape(person.userName)}">${escape(person.userName)}</button></p>`,
    )
    .join('')
  return page(
    'Enter the code',
    `<form method="post">${problem === null ? '' : `<p role="alert">${escape(problem)}</p>`}<p><label>Code <input name="code" autofocus></label></p>${accounts}<p><button name="account" value="">Cancel</button></p></form>`,
  )
}

export const messagePage = (title: string, text: string): string => page(title, `<p>${escape(text)}</p>`)
