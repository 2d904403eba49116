import { PNG } from 'pngjs'

/** A picture of a screen, small enough to compare: a few bytes of color for each of its tiles. */
export interface Thumbnail {
  readonly name: string
  readonly picture: PNG
}

export const thumbnailSize = { width: 160, height: 100 } as const
const gap = 8
const inRow = 8

/** Makes a picture small: each dot is the average of what it stands for. */
export function thumbnail(name: string, bytes: Buffer): Thumbnail {
  const whole = PNG.sync.read(bytes)
  const picture = new PNG(thumbnailSize)
  const [stepX, stepY] = [whole.width / thumbnailSize.width, whole.height / thumbnailSize.height]
  for (let y = 0; y < thumbnailSize.height; y += 1)
    for (let x = 0; x < thumbnailSize.width; x += 1) {
      const sum = [0, 0, 0]
      let dots = 0
      for (let fromY = Math.floor(y * stepY); fromY < Math.floor((y + 1) * stepY); fromY += 1)
        for (let fromX = Math.floor(x * stepX); fromX < Math.floor((x + 1) * stepX); fromX += 1) {
          const at = (fromY * whole.width + fromX) * 4
          for (let color = 0; color < 3; color += 1) sum[color]! += whole.data[at + color]!
          dots += 1
        }
      const to = (y * thumbnailSize.width + x) * 4
      for (let color = 0; color < 3; color += 1) picture.data[to + color] = Math.round(sum[color]! / dots)
      picture.data[to + 3] = 255
    }
  return { name, picture }
}

/** All thumbnails in one picture, in their order, for people to look at and for the next comparison. */
export function contactSheet(thumbnails: readonly Thumbnail[]): Buffer {
  const rows = Math.ceil(thumbnails.length / inRow)
  const sheet = new PNG({
    width: inRow * (thumbnailSize.width + gap) + gap,
    height: rows * (thumbnailSize.height + gap) + gap,
  })
  sheet.data.fill(128)
  for (const [index, { picture }] of thumbnails.entries()) {
    const { x, y } = placeOf(index)
    PNG.bitblt(picture, sheet, 0, 0, thumbnailSize.width, thumbnailSize.height, x, y)
  }
  return PNG.sync.write(sheet)
}

/** The thumbnail at a place of a sheet; null if the sheet is smaller. */
export function fromSheet(bytes: Buffer, index: number): PNG | null {
  const sheet = PNG.sync.read(bytes)
  const { x, y } = placeOf(index)
  if (y + thumbnailSize.height > sheet.height) return null
  const picture = new PNG(thumbnailSize)
  PNG.bitblt(sheet, picture, x, y, thumbnailSize.width, thumbnailSize.height, 0, 0)
  return picture
}

const placeOf = (index: number) => ({
  x: gap + (index % inRow) * (thumbnailSize.width + gap),
  y: gap + Math.floor(index / inRow) * (thumbnailSize.height + gap),
})

/** How different two thumbnails are: the share of dots whose color differs visibly. */
export function difference(left: PNG, right: PNG): number {
  let differing = 0
  for (let at = 0; at < left.data.length; at += 4) {
    const far = [0, 1, 2].reduce((sum, color) => sum + Math.abs(left.data[at + color]! - right.data[at + color]!), 0)
    // Letters that are drawn a little differently don't reach this.
    if (far > 96) differing += 1
  }
  return differing / (left.data.length / 4)
}
