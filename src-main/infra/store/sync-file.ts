import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Waits until a file is on the disk, so that a power cut after a rename doesn't leave half of it. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
