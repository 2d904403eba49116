/** Words that ids of settings consist of; nothing marks where one ends (`requiredeviceencryption`). */
const vocabulary = new Set(
  `
access account accounts action actions active activity activex add additional address addresses admin administrative administrator administrators advanced after age agent airdrop alert algorithm all allow allowed
always an and anonymous antivirus any anywhere api app apple application applications applied apply applist approval apps archive area as ask assigned assignment at attachment attack attempt attempts attestation audit
authenticated authentication authenticator authority authorization auto autofill automatic automatically autoplay autopilot autorun autoupdate availability available aware background backup balloon bandwidth bar based basic battery
before behavior bios bitlocker bits block blocked blocking bluetooth bookmarks boot both browse browser browsers browsing build built by bypass bytes cache call caller camera can capability caps caption capture card cellular
cert certificate certificates change changes channel character characters check checks choice chrome cipher class classic clear client clients clipboard clock clone close cloud code codecs collection command communication
companion company compatibility compliance component components computer condition config configuration configure connect connected connection connections consent console consumer contact contacts content context control
controlled controller controls cookies copy core cortana count cpu crash create creating credential credentials critical cross cryptography custom customization daily data database date day days deadline debug default defaults defender
deferral define delay delegation delete delivery denied deny deployment description desktop detect detection developer development device devices diagnostic diagnostics dialog digital direct directory disable disabled disallow disc
discovery disk display dlp dma dns do document documents domain dots download downloads drive driver drivers drives duration during dvd dynamic early edge edit edition elevate elevation email emergency emulation enable enabled
encrypt encrypted encryption end endpoint energy enforce enforced enforcement engine enhanced enrollment enterprise entry environment error errors event events exchange exclude excluded exclusion exclusions executable execute
execution exempt experience experimental expiration expire explorer export extension extensions external face fallback family fast favorites feature features feed feedback file files filevault fill filter filtering filters find finder firewall
first fixed flash flow folder folders for force forced form format forms forward found frame frequency from full game games gaming gatekeeper general generic geolocation global google grace group groups guard guest handling hardware hash
heartbeat hello help hibernate hidden hide high history home homepage host hosts hotspot hour hours html http https hvci hybrid icloud icon icons id identification identity idle if ignore image images import in inactivity include incoming
incorporate indexing info information inherit inheritance init initial input insecure insert inspection install installation installed installer insights integrity intelligence intent inter interactive interface internal internet interval intranet
into intrusion ip is isolation item items java javascript join jump kerberos kernel key keyboard keychain keys kiosk known language laps last launch layout learning least legacy length level lid limit limits link links linux list local location lock locked
lockout log logging login logoff logon logs long low machine macro macros mail malicious malware manage managed management manager manifest manual map mapped mapping mark max maximum may media meeting meetings memory menu message messages
messaging metadata metered microphone microsoft min minimum minute minutes missed mitigation mixed mobile mode model modem modify module monitor monitoring more mount mouse move multicast multiple must name named names native navigation
near network networks never new news next no node non none not notification notifications notify ntlm number numeric object objects of off office offline old on one onedrive online only open opening operating operation optimization option optional
options or order origin os other others out outbound outdated outgoing outlook output over override owner owners package packages page pages pairing parameters parent partial passcode password passwords path paths pause payload pdf peer per percent
percentage performance period permission permissions permitted persist persistent personal personalization phishing phone photo photos picture pin pinned pins ping pipe plan platform play player pointer point policies policy popup popups port portal ports
potentially power powershell pre prefer preference preferences preload premium presence presentation prevent preview previous primary print printer printers printing prior priority privacy private privileges process processes processing product profile profiles
program programs prohibit prompt properties protect protected protection protocol protocols provider provisioning proxy public publisher publishers pua purpose query question queue quick quiet quota random range rate read reader ready real reboot
receive recent reconnect record recovery redirect redirection reduction refresh register registration registry related release reload remember remote removable removal remove rename render repair repeat replace report reporting reports request
requests require required requirement requirements reset resolution resource resources response restart restore restrict restricted restriction restrictions restricts result results resume retention retry reuse reverse revocation risk roaming role root rotation
router rule rules run running runtime safe safebrowsing safety sample samples sandbox save saved scan scanning scans schedule scheduled schema scope score screen screensaver screenshot script scripted scripting scripts scroll search second
secondary seconds secret section secure security seed selection self send sender sensitive sensor server servers service services session sessions set setting settings setup shadow share shared sharepoint sharing sheet shell shield shortcut show
shutdown side sign signal signature signatures signed signing signin silent silently simple single site sites size skip skype sleep slow smart smartcard smartscreen smb sms software sound source sources spam speech spell spelling split spotlight ssl
sso standard standby start startup state statistics status step storage store stored strict string strong strict style sub submission submit suggestions suite support supported surface suspend switch symbolic sync synchronization system tab table
tablet tabs tamper target task taskbar tasks team teams telemetry template temporary tenant terminal test text third threat threats threshold through thumbnail ticket time timeout timer times tips tls to toast token tool toolbar tools top touch tpm
tracking traffic transfer transform translate transport trigger trusted tunnel turn two type typed types ui unauthorized unblock under unencrypted uninstall unique unknown unlock unmanaged unsafe unsigned untrusted until unused unwanted update updates upgrade
upload uri url urls usage usb use used user users using utility uwp valid validate validation value values vault vbs verbose verification verify version versions via video view viewer virtual virtualization virus visibility visible visual voice volume vpn vulnerable
abusive theme remotely commands sheets severity the unsecure net box about accept accessory across antimalware approved backing cached chat clicking clipart copilot creations dangerous default determine different disconnect displayed dont domains dragging dropped encryption expired
experiences fail failed fails failure favicon forms generator globally identifier identifiers inbound installing intervention language launch load loading mobility naming originating other packets page potential preventing programmatic programmatically project projects randomize
relaunch restrictive screens scripting sensitivity specify spotlight success successful suggested trusted uncommon uninstalled unload users wallpapers whether whitelist writing blacklist allowlist blocklist signed unverified upnp autofill bitrate
wake wallpaper warn warning warnings watch web webcam website websites webview week weekly welcome when where white widget widgets wifi window windows wins winrm wipe wired wireless with within without wmi word work workplace workspace write xbox xml year zone zones
`
    .split(/\s+/)
    .filter(Boolean),
)

/** The start of a run of unknown letters costs more than any word, so that the run stays together. */
const strangeRun = 6
const strangeLetter = 1
/** Words this short are seldom right: they cost more. */
const shortWord = 2
const longestWord = 18

interface Split {
  readonly cost: number
  /** Where the last part begins. */
  readonly from: number
}

/**
 * A run of small letters as words, e.g. `requiredeviceencryption` -> `require device encryption`: the cheapest split,
 * in which known words cost little. What is not known stays together.
 */
export function splitWords(run: string): string {
  const known = splits.get(run)
  if (known !== undefined) return known
  const split = cheapestSplit(run.toLowerCase())
  if (splits.size < mostSplits) splits.set(run, split)
  return split
}

/** The same few thousand settings are in all policies. */
const splits = new Map<string, string>()
const mostSplits = 50_000

function cheapestSplit(text: string): string {
  const known: (Split | undefined)[] = [{ cost: 0, from: 0 }]
  const unknown: (Split | undefined)[] = [undefined]
  const cheapest = (at: number): number => Math.min(known[at]?.cost ?? Infinity, unknown[at]?.cost ?? Infinity)
  for (let end = 1; end <= text.length; end += 1) {
    const goesOn = unknown[end - 1]
    const begins = (known[end - 1]?.cost ?? Infinity) + strangeRun + strangeLetter
    unknown.push(
      goesOn && goesOn.cost + strangeLetter <= begins
        ? { cost: goesOn.cost + strangeLetter, from: goesOn.from }
        : begins < Infinity
          ? { cost: begins, from: end - 1 }
          : undefined,
    )
    let word: Split | undefined
    for (let from = Math.max(0, end - longestWord); from < end; from += 1) {
      if (!vocabulary.has(text.slice(from, end))) continue
      const cost = cheapest(from) + (end - from <= shortWord ? 3 : 1)
      if (cost < (word?.cost ?? Infinity)) word = { cost, from }
    }
    known.push(word)
  }
  const parts: string[] = []
  let strangers = 0
  for (let end = text.length; end > 0;) {
    const [word, stranger] = [known[end], unknown[end]]
    const isWord = word !== undefined && word.cost <= (stranger?.cost ?? Infinity)
    const { from } = isWord ? word : stranger!
    if (!isWord) strangers += end - from
    parts.unshift(text.slice(from, end))
    end = from
  }
  // More unknown letters than known ones: the id is in another language than the vocabulary.
  return strangers * 2 > text.length ? text : parts.join(' ')
}
