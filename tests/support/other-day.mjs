/**
 * Lets a process, or a page, believe that it is another moment, and that time goes on from there. What shows dates looks
 * the same on any day then.
 */
const shift = Number(globalThis.process?.env.ATLAS_TEST_SHIFT ?? globalThis.atlasTestShift)
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift)
    else super(...given)
  }

  static now() {
    return RealDate.now() + shift
  }
}
