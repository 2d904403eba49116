import { keepHeapSmall } from '../small-heap.ts'
import { plainHost, runAtlas } from './atlas.ts'

keepHeapSmall()
process.exitCode = await runAtlas(process.argv.slice(2), plainHost())
