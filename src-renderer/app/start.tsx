import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { queryClient } from '#renderer/api/queries.ts'
import { FileSaving } from '#renderer/shared/file-saving.tsx'
import { StorageProgress } from '#renderer/shared/storage/storage-progress.tsx'
import { App } from './app.tsx'
import { loadScreens } from './screens.tsx'
import { ThemeProvider } from '#renderer/ui/theme.tsx'
import './app.css'
// Screens are loaded later than what follows them here.
import '#renderer/features/backups/backups.css'
import '#renderer/features/compare/compare.css'
import '#renderer/features/connect/connect.css'
import '#renderer/features/drift/drift.css'
import '#renderer/features/inventory/inventory.css'
import '#renderer/features/overview/overview.css'
import '#renderer/features/reports/reports.css'
import '#renderer/features/restore/restore.css'
import '#renderer/features/schedules/schedules.css'
import '#renderer/features/search/search.css'
import '#renderer/features/versions/versions.css'
import '#renderer/features/welcome/welcome.css'
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

// Nobody waits for a screen that is there already. Where there is no time now, it is loaded when it is opened.
setTimeout(() => void loadScreens(), 1_000)
