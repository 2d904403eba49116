import type { Core } from '#app/core.ts'
import type { Clock } from '#app/ports/ports.ts'
import { setBack } from '#simulator/set-back.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { administrator } from './administrators.ts'
import { demoConsultant } from './consultant.ts'
import { demoSteps, type DemoStep } from './history-steps.ts'

const dayMs = 86_400_000
/** When people work, in hours of the day (UTC). */
const changeHour = 9.2
const captureHour = 10.5

/**
 * Gives the demo tenant its past: goes through the steps at their dates, with the product itself and the simulated Graph,
 * on a clock that is set back. Nothing of it is made up in the database.
 *
 * @param open opens a core on this clock
 * @throws what a step throws
 */
export async function makeDemoHistory(simulator: Simulator, clock: Clock, open: (clock: Clock) => Core): Promise<void> {
  const past = createPast(clock)
  const { tenant } = simulator
  const { now } = tenant
  const core = open(past.clock)
  tenant.now = () => past.clock.now().toISOString()
  const consultant = demoConsultant(core, simulator.tenantId, tenant.name, async (path, work) => {
    tenant.refused.add(path)
    try {
      await work()
    } finally {
      tenant.refused.delete(path)
    }
  })
  // Before the first backup, nobody looked.
  past.goTo(demoSteps[0]!.daysAgo + 1, changeHour)
  setBack(tenant, past.clock.now())
  try {
    for (const [index, step] of demoSteps.entries()) {
      const minutes = (index * 23) % 60
      past.goTo(step.daysAgo, changeHour + minutes / 60)
      if (step.by !== undefined) step.changes?.(administrator(tenant, step.by))
      past.goTo(step.daysAgo, captureHour + minutes / 60)
      await carryOut(step, consultant)
    }
    await consultant.readNotifications()
  } finally {
    tenant.now = now
    simulator.save()
    await core.close()
  }
}

async function carryOut({ captures, does }: DemoStep, consultant: ReturnType<typeof demoConsultant>): Promise<void> {
  if (captures) await consultant.capture(captures)
  await does?.(consultant)
}

/** A clock that is set back, and goes on from there. */
function createPast(clock: Clock): { readonly clock: Clock; goTo(daysAgo: number, hour: number): void } {
  const start = clock.now().getTime()
  const today = start - (start % dayMs)
  let offset = 0
  return {
    clock: {
      now: () => new Date(clock.now().getTime() - offset),
      // Nobody waits in the past: the time goes on at once.
      async sleep(milliseconds) {
        offset -= milliseconds
      },
    },
    goTo(daysAgo, hour) {
      // Yesterday is the latest day, so that nothing is in the future.
      offset = clock.now().getTime() - (today - daysAgo * dayMs + hour * 3_600_000)
    },
  }
}
