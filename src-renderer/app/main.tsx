import './zod-without-eval.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { queryClient } from '#renderer/api/queries.ts'
import { FileSaving } from '#renderer/shared/file-saving.tsx'
import { StorageProgress } from '#renderer/shared/storage/storage-progress.tsx'
import { App } from './app.tsx'
import { ThemeProvider } from '#renderer/ui/theme.tsx'
import './app.css'
// The kit's layout comes after the screens, its utilities last: they override the rest.
import '#renderer/ui/base.css'
import '#renderer/ui/utilities.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ThemeProvider>
          <Router hook={useHashLocation}>
            <FileSaving>
              <App />
            </FileSaving>
            <StorageProgress />
          </Router>
        </ThemeProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
