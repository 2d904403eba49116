/*
 * AEGIS-256 (draft-irtf-cfrg-aegis-aead, section 4), because neither Node nor OpenSSL has it. SQLite encrypts with its own
 * code; this is only for reading the pages of a damaged database. Blocks are four words, lowest byte first.
 */

const c0 = wordsOf(Buffer.from('000101020305080d1522375990e97962', 'hex'))
const c1 = wordsOf(Buffer.from('db3d18556dc22ff12011314273b528dd', 'hex'))
const blockLength = 16

/** The first bytes of the key stream: what zeros are encrypted to. */
export function keyStream(key: Buffer, nonce: Buffer, length: number): Buffer {
  const state = begin(key, nonce)
  const stream = Buffer.alloc(length)
  const zeros = new Uint32Array(4)
  for (let at = 0; at < length; at += blockLength) {
    bytesOf(mask(state)).copy(stream, at)
    update(state, zeros)
  }
  return stream
}

/** @returns the clear text; null if the tag of 32 bytes says that anything was changed */
export function decrypt(key: Buffer, nonce: Buffer, sealed: Buffer, tag: Buffer): Buffer | null {
  const state = begin(key, nonce)
  const clear = Buffer.alloc(sealed.length)
  for (let at = 0; at < sealed.length; at += blockLength) {
    const block = Buffer.alloc(blockLength)
    sealed.copy(block, 0, at, Math.min(at + blockLength, sealed.length))
    const words = wordsOf(block)
    const stream = mask(state)
    for (let index = 0; index < 4; index += 1) words[index]! ^= stream[index]!
    const opened = bytesOf(words)
    // The last block is filled with zeros, as it was when it was encrypted.
    opened.fill(0, Math.min(blockLength, sealed.length - at))
    opened.copy(clear, at, 0, Math.min(blockLength, sealed.length - at))
    update(state, wordsOf(opened))
  }
  return tagOf(state, sealed.length).equals(tag) ? clear : null
}

type State = Uint32Array[]

function begin(key: Buffer, nonce: Buffer): State {
  const [k0, k1] = [wordsOf(key.subarray(0, 16)), wordsOf(key.subarray(16, 32))]
  const [n0, n1] = [wordsOf(nonce.subarray(0, 16)), wordsOf(nonce.subarray(16, 32))]
  const state = [xor(k0, n0), xor(k1, n1), c1.slice(), c0.slice(), xor(k0, c0), xor(k1, c1)]
  for (let round = 0; round < 4; round += 1) {
    update(state, k0)
    update(state, k1)
    update(state, xor(k0, n0))
    update(state, xor(k1, n1))
  }
  return state
}

function update(state: State, message: Uint32Array): void {
  const [s0, s1, s2, s3, s4, s5] = state as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ]
  state[0] = aesRound(s5, xor(s0, message))
  state[1] = aesRound(s0, s1)
  state[2] = aesRound(s1, s2)
  state[3] = aesRound(s2, s3)
  state[4] = aesRound(s3, s4)
  state[5] = aesRound(s4, s5)
}

function mask(state: State): Uint32Array {
  const masked = new Uint32Array(4)
  for (let index = 0; index < 4; index += 1)
    masked[index] = state[1]![index]! ^ state[4]![index]! ^ state[5]![index]! ^ (state[2]![index]! & state[3]![index]!)
  return masked
}

function tagOf(state: State, length: number): Buffer {
  // The lengths in bits, of 64 bits each. There is nothing that is only authenticated.
  const lengths = new Uint32Array([0, 0, length * 8, 0])
  const last = xor(state[3]!, lengths)
  for (let round = 0; round < 7; round += 1) update(state, last)
  return Buffer.concat([
    bytesOf(xor(xor(state[0]!, state[1]!), state[2]!)),
    bytesOf(xor(xor(state[3]!, state[4]!), state[5]!)),
  ])
}

function xor(left: Uint32Array, right: Uint32Array): Uint32Array {
  const out = new Uint32Array(4)
  for (let index = 0; index < 4; index += 1) out[index] = left[index]! ^ right[index]!
  return out
}

function wordsOf(block: Buffer): Uint32Array {
  const out = new Uint32Array(4)
  for (let index = 0; index < 4; index += 1) out[index] = block.readUInt32LE(index * 4)
  return out
}

function bytesOf(block: Uint32Array): Buffer {
  const out = Buffer.alloc(blockLength)
  for (let index = 0; index < 4; index += 1) out.writeUInt32LE(block[index]!, index * 4)
  return out
}

/** One round of AES with its substitution, shift and mix in one table (FIPS 197, section 5.1). */
function aesRound(block: Uint32Array, roundKey: Uint32Array): Uint32Array {
  const out = new Uint32Array(4)
  for (let column = 0; column < 4; column += 1)
    out[column] =
      mixed[block[column]! & 0xff]! ^
      turned(mixed[(block[(column + 1) & 3]! >>> 8) & 0xff]!, 8) ^
      turned(mixed[(block[(column + 2) & 3]! >>> 16) & 0xff]!, 16) ^
      turned(mixed[block[(column + 3) & 3]! >>> 24]!, 24) ^
      roundKey[column]!
  return out
}

const turned = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/** Twice a byte, in the field of AES. */
function doubled(byte: number): number {
  return ((byte << 1) ^ (byte & 0x80 ? 0x11b : 0)) & 0xff
}

/** For each byte: its substitute times 2, 1, 1 and 3, which is one column of the mix. */
const mixed = mixedTable()

function mixedTable(): Uint32Array {
  const table = new Uint32Array(256)
  // Powers of 3 and of its inverse meet at each byte and its inverse.
  let [power, inverse] = [1, 1]
  const substitute = new Uint8Array(256)
  do {
    power ^= doubled(power)
    inverse ^= inverse << 1
    inverse ^= inverse << 2
    inverse ^= inverse << 4
    inverse &= 0xff
    if (inverse & 0x80) inverse ^= 0x09
    const rotated = (bits: number): number => (inverse << bits) | (inverse >>> (8 - bits))
    substitute[power] = (inverse ^ rotated(1) ^ rotated(2) ^ rotated(3) ^ rotated(4) ^ 0x63) & 0xff
  } while (power !== 1)
  substitute[0] = 0x63
  for (let byte = 0; byte < 256; byte += 1) {
    const value = substitute[byte]!
    table[byte] = doubled(value) | (value << 8) | (value << 16) | ((doubled(value) ^ value) << 24)
  }
  return table
}
