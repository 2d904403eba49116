import { plainHost, runAtlas } from './atlas.ts'

process.exitCode = await runAtlas(process.argv.slice(2), plainHost())
