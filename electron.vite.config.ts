import { dirname, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname
const at = (...parts: string[]): string => resolve(root, ...parts)

/**
 * monaco-editor 0.57: the JSON language's worker helper imports all 70 editor features for their side effects.
 * They arrive after the editor's services were made, and every one of them then throws "UNKNOWN service".
 * Only the features that src-renderer/ui/monaco.ts names are wanted: drop those imports.
 */
const trimMonaco: Plugin = {
  name: 'atlas:trim-monaco',
  transform: {
    filter: { id: /monaco-editor\/esm\/vs\/internal\/common\/workers\.js$/ },
    handler: (code) => ({ code: code.replaceAll(/^import '[^']+';$/gm, ''), map: null }),
  },
}

/** `new Worker(new URL('./name.ts', import.meta.url))` works from source. Bundled, the script is a file of its own. */
const bundleThreads: Plugin = {
  name: 'atlas:bundle-threads',
  enforce: 'pre',
  transform: {
    filter: { code: /new Worker\(\s*new URL\(/ },
    handler(code, id) {
      const bundled = code.replaceAll(/new URL\('(\.[^']+)', import\.meta\.url\)/g, (_, script: string) => {
        const file = this.emitFile({ type: 'chunk', id: resolve(dirname(id), script) })
        return `new URL(import.meta.ROLLUP_FILE_URL_${file})`
      })
      return { code: bundled, map: null }
    },
  },
  // Vite's own answer is an address below the root of a site.
  resolveFileUrl: ({ relativePath }) => `new URL('${relativePath}', import.meta.url).href`,
}

export default defineConfig({
  main: {
    cacheDir: at('.cache/vite-main'),
    plugins: [bundleThreads],
    build: {
      outDir: at('out/main'),
      sourcemap: true,
      // What package.json lists in "dependencies" stays outside: it is native, or reads files beside itself. The rest is
      // bundled, because a start would look for hundreds of files.
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          main: at('src-main/hosts/electron/main.ts'),
          atlas: at('src-main/hosts/cli/main.ts'),
          web: at('src-main/hosts/web/main.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // V8 keeps the source of what it may still compile. Names stay, for the log.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    cacheDir: at('.cache/vite-preload'),
    build: {
      outDir: at('out/preload'),
      // A sandboxed preload can only require('electron'): bundle all the rest.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    cacheDir: at('.cache/vite-renderer'),
    base: './',
    plugins: [react(), trimMonaco],
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // No data: fonts (font-src 'self').
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        input: { index: at('src-renderer/index.html') },
        output: {
          // A chunk that is named after the folder of a library looks like sources in the package.
          chunkFileNames: ({ name }) => `assets/${name === 'src' ? 'shared' : name}-[hash].js`,
        },
      },
    },
  },
})
