import { config } from 'zod'

// Zod would try `new Function` for speed, which the page's policy forbids. It decides when a schema is made, so this
// module is imported before any that makes one.
config({ jitless: true })
