// electron-builder's afterAllArtifactBuild hook: the size of every artifact, and whether it is signed.
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { lineOf, mostMegabytes } from './artifacts.ts'

export default function reportArtifacts({ artifactPaths }) {
  for (const path of artifactPaths) {
    const megabytes = statSync(path).size / 1e6
    console.log(lineOf(path, megabytes, process.env))
    if (megabytes > mostMegabytes) throw new Error(`${basename(path)} has more than ${mostMegabytes} MB.`)
  }
  return []
}
