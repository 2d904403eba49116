import './zod-without-eval.ts'

// Later: schemas ask when they are made, and parts of the app that share them would be made first.
void import('./start.tsx').catch(() => {
  document.body.textContent = "TenantAtlas couldn't be loaded. Load the page again, or install it again."
})
