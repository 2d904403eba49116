import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Test files that wait more than they work. At the end, everything would wait for them. */
const longOnes = ['tests/integration/fuzz.test.ts']

/** The order of test files: the long ones first, the others as Vitest has them. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (longOnes.some((name) => moduleId.endsWith(name)) ? 0 : 1)
    return (await super.sort(files)).toSorted((left, right) => rank(left) - rank(right))
  }
}
