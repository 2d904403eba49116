/**
 * How much memory zlib should set aside at a time for its output, in bytes (Node docs: `chunkSize`). By default it
 * takes 64 KB for each call, however small the document, and a capture makes tens of thousands of calls before they are
 * collected. More is added where it isn't enough.
 */
const most = 65_536
const least = 1_024
/** A packed document is rarely smaller than a tenth of it. */
const unpackedTimes = 10

const between = (bytes: number): number => Math.min(most, Math.max(least, bytes))

/** To pack so many bytes. Packed ones can be a little longer. */
export const roomToPack = (bytes: number): number => between(bytes + 128)

/** To unpack so many bytes. */
export const roomToUnpack = (bytes: number): number => between(bytes * unpackedTimes)
