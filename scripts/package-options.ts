type Environment = Readonly<Record<string, string | undefined>>

/** The options of electron-builder that the environment decides, or what is wrong with it. */
export function packageOptions(environment: Environment): readonly string[] | string {
  const [url, page] = ['ATLAS_UPDATE_URL', 'ATLAS_DOWNLOAD_PAGE'].map((name) => environment[name]?.trim() ?? '')
  for (const [name, address] of [
    ['ATLAS_UPDATE_URL', url],
    ['ATLAS_DOWNLOAD_PAGE', page],
  ] as const)
    if (address && !address.startsWith('https://')) return `${name} has to start with https://.`
  // macOS updates only what is signed, and the app can't see that by itself.
  const isSigned = Boolean(environment['CSC_LINK'] || environment['CSC_NAME'])
  return [
    ...(url ? ['-c.publish.provider=generic', `-c.publish.url=${url}`] : []),
    ...(page ? [`-c.extraMetadata.homepage=${page}`] : []),
    ...(isSigned ? ['-c.extraMetadata.signed=true'] : []),
  ]
}
