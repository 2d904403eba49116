/** A simulated Graph in a process of its own, so that its work isn't measured. Options as JSON in the first argument. */
import { resolve } from 'node:path'
import { documentedLimits } from '#simulator/throttle.ts'
import { startSimulator } from '#simulator/simulator.ts'
import { multiplySeed } from '#tests/support/multiplied-seed.ts'

const { multiplied, ...options } = JSON.parse(process.argv[2]!) as {
  seed: string
  record: string
  latencyMs: number
  /** The seed is made of another one first. */
  multiplied?: { from: string; objects: number }
}
if (multiplied) multiplySeed(multiplied.from, options.seed, multiplied.objects)
const { url, tenantId, token } = await startSimulator({
  ...options,
  resources: resolve('resources'),
  name: 'Bench',
  throttle: documentedLimits,
})
process.stdout.write(`${JSON.stringify({ url, tenantId, token })}\n`)
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
