// The style nonce comes first: Monaco creates style elements while it loads.
import './style-nonce.ts'
import { editor } from 'monaco-editor/editor.js'
import 'monaco-editor/features/codicon/register.js'
import 'monaco-editor/features/clipboard/register.js'
import 'monaco-editor/features/diffEditor/register.js'
import 'monaco-editor/features/diffEditorBreadcrumbs/register.js'
import 'monaco-editor/features/documentSymbols/register.js'
import 'monaco-editor/features/find/register.js'
import 'monaco-editor/features/folding/register.js'
import 'monaco-editor/features/readOnlyMessage/register.js'
import { jsonDefaults } from 'monaco-editor/languages/features/json/register.js'
import 'monaco-editor/languages/definitions/powershell/register.js'
import 'monaco-editor/languages/definitions/shell/register.js'
import 'monaco-editor/languages/definitions/xml/register.js'
import editorWorkerUrl from 'monaco-editor/editor/editor.worker.js?worker&url'
import jsonWorkerUrl from 'monaco-editor/languages/features/json/json.worker.js?worker&url'

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

const workers = new Set([editorWorkerUrl, jsonWorkerUrl])
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('atlas-worker', {
  createScriptURL: (url) => {
    if (workers.has(url)) return url
    throw new TypeError(`Not a worker of this app: ${url}`)
  },
})

globalThis.MonacoEnvironment = {
  getWorker: (_module, label) => {
    const url = label === 'json' ? jsonWorkerUrl : editorWorkerUrl
    return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module', name: label })
  },
}

// Read-only: no completion, no hover, no validation, no formatting.
jsonDefaults.setModeConfiguration({ tokens: true, foldingRanges: true, documentSymbols: true })

const common = {
  readOnly: true,
  domReadOnly: true,
  automaticLayout: true,
  minimap: { enabled: false },
  wordWrap: 'on',
  fontFamily: "'Cascadia Code', Consolas, monospace",
  fontSize: 12,
  lineHeight: 18,
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  stickyScroll: { enabled: false },
  contextmenu: false,
  links: false,
} satisfies editor.IEditorOptions & editor.IGlobalEditorOptions

// Fainter than Monaco's own, so that comments and strings can be read on a changed line.
editor.defineTheme('atlas-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [{ token: 'comment', foreground: '8FCB7E' }],
  colors: {
    'diffEditor.insertedLineBackground': '#2EA04322',
    'diffEditor.insertedTextBackground': '#2EA04340',
    'diffEditor.removedLineBackground': '#F8514922',
    'diffEditor.removedTextBackground': '#F8514940',
  },
})

export const setMonacoTheme = (dark: boolean): void => editor.setTheme(dark ? 'atlas-dark' : 'vs')

/** Bracket colours belong to the model: the editor's own option does not reach it. */
function createModel(text: string, language: string): editor.ITextModel {
  const model = editor.createModel(text, language)
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } })
  return model
}

/**
 * Shows a small difference that nobody sees: Monaco starts its worker with the first one, which takes longer than the
 * difference. The worker ends by itself when it isn't used for some minutes.
 */
export function warmUp(): void {
  const host = document.createElement('div')
  const view = editor.createDiffEditor(host, common)
  const [original, modified] = [createModel('{}', 'json'), createModel('[]', 'json')]
  view.onDidUpdateDiff(() => {
    view.dispose()
    original.dispose()
    modified.dispose()
  })
  view.setModel({ original, modified })
}

/** A read-only viewer with folding and find. */
export function createViewer(host: HTMLElement, value: string, language: string, label: string): () => void {
  const view = editor.create(host, { ...common, model: createModel(value, language), folding: true, ariaLabel: label })
  return () => {
    view.getModel()?.dispose()
    view.dispose()
  }
}

/** How a diff is shown. */
export interface DiffOptions {
  readonly sideBySide: boolean
  /** Hides what is equal. */
  readonly fold: boolean
  readonly ignoresWhitespace: boolean
}

/** A diff on the screen. */
export interface ShownDiff {
  show(options: DiffOptions): void
  goTo(change: 'next' | 'previous'): void
  dispose(): void
}

/** A read-only diff. @param counted told how many changes there are, each time that changes */
export function createDiff(
  host: HTMLElement,
  texts: { readonly before: string; readonly after: string; readonly language: string; readonly label: string },
  counted: (changes: number) => void,
): ShownDiff {
  const view = editor.createDiffEditor(host, {
    ...common,
    originalEditable: false,
    useInlineViewWhenSpaceIsLimited: false,
    diffWordWrap: 'on',
    ariaLabel: texts.label,
  })
  const [original, modified] = [createModel(texts.before, texts.language), createModel(texts.after, texts.language)]
  view.setModel({ original, modified })
  view.onDidUpdateDiff(() => counted(view.getLineChanges()?.length ?? 0))
  return {
    show: ({ sideBySide, fold, ignoresWhitespace }) =>
      view.updateOptions({
        renderSideBySide: sideBySide,
        ignoreTrimWhitespace: ignoresWhitespace,
        hideUnchangedRegions: { enabled: fold, contextLineCount: 3, minimumLineCount: 3, revealLineCount: 20 },
      }),
    goTo: (change) => view.goToDiff(change),
    dispose() {
      // The widget goes before its models, or Monaco throws.
      view.dispose()
      original.dispose()
      modified.dispose()
    },
  }
}
