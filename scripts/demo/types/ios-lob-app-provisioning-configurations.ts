import { base, type DemoObject } from '../build.ts'
import { assigned, group, without } from '../targets.ts'

/** Apple's file: signed data around a property list. The signature is left out. */
function mobileProvision(app: string, bundleId: string, expires: string): string {
  const list = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
\t<key>AppIDName</key>
\t<string>${app}</string>
\t<key>Entitlements</key>
\t<dict>
\t\t<key>application-identifier</key>
\t\t<string>C0NT0S0RET.${bundleId}</string>
\t</dict>
\t<key>ExpirationDate</key>
\t<date>${expires}</date>
\t<key>ProvisionsAllDevices</key>
\t<true/>
</dict>
</plist>
`
  const signedData = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
  const length = signedData.length + Buffer.byteLength(list)
  return Buffer.from([0x30, 0x82, length >> 8, length & 0xff, ...signedData, ...Buffer.from(list)]).toString('base64')
}

function profile(index: number, app: string, bundleId: string, expires: string, description: string): DemoObject {
  return {
    ...base('iosLobAppProvisioningConfigurations', index, `${app} – provisioning profile`, { description }),
    version: 1,
    expirationDateTime: expires,
    payloadFileName: `${bundleId.split('.').at(-1)}.mobileprovision`,
    payload: mobileProvision(app, bundleId, expires),
  }
}

/** Provisioning profiles of the company's own iOS apps; the second one expires soon. */
export const iosLobAppProvisioningConfigurations = (): DemoObject[] => [
  assigned(
    profile(0, 'Contoso Store', 'com.contoso.store', '2027-09-14T09:12:00Z', 'Till and stock app of the stores'),
    [group(1), without(7)],
  ),
  assigned(
    profile(
      1,
      'Contoso Stocktaking',
      'com.contoso.stocktaking',
      '2026-12-15T08:30:00Z',
      'Renew before the stocktaking',
    ),
    [group(2)],
  ),
]
