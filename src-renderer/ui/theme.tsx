import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webDarkTheme,
  webLightTheme,
  type Theme,
} from '@fluentui/react-components'
import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { useAppearance } from './appearance.ts'
import { nonce } from './nonce.ts'

/** The density of the Intune admin center. */
const density = { fontSizeBase300: '13px', lineHeightBase300: '20px' } satisfies Partial<Theme>
const lightTheme: Theme = { ...webLightTheme, ...density, colorPaletteDarkOrangeForeground1: '#8A3707' }
// The default danger text is below 4.5:1 on a dark pane.
const darkTheme: Theme = {
  ...webDarkTheme,
  ...density,
  colorPaletteRedForeground1: '#EEACB2',
  // On a selected row, too.
  colorPaletteDarkOrangeForeground1: '#F2A68A',
}

const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })
const dark = window.matchMedia('(prefers-color-scheme: dark)')

function subscribe(changed: () => void): () => void {
  dark.addEventListener('change', changed)
  return () => dark.removeEventListener('change', changed)
}

/** Whether colors are dark: as somebody chose, or as the system asks. */
export function useDark(): boolean {
  const appearance = useAppearance((choice) => choice.appearance)
  const isSystemDark = useSyncExternalStore(subscribe, () => dark.matches)
  return appearance === 'system' ? isSystemDark : appearance === 'dark'
}

/** Fluent's theme for the whole app. */
export function ThemeProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const isDark = useDark()
  const appearance = useAppearance((choice) => choice.appearance)
  // Scroll bars and pickers of the browser follow it, too.
  useEffect(
    () => void (document.documentElement.style.colorScheme = appearance === 'system' ? '' : appearance),
    [appearance],
  )
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      {/* No class or height here: Fluent copies the provider's class onto every portal, which then covers the page. */}
      <FluentProvider theme={isDark ? darkTheme : lightTheme}>{children}</FluentProvider>
    </RendererProvider>
  )
}
