import { setImmediate } from 'node:timers/promises'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate'
import { Document, Packer } from 'docx'
import type { Part } from './word-parts.ts'

const documentPath = 'word/document.xml'
/** Parts that are turned into XML at a time: fewer take longer, more take more memory. */
const mostParts = 40

/**
 * The body of a Word document in pieces. The docx library holds a document as objects until it writes it, which for a
 * large tenant is most of a gigabyte, so each piece is a small document of its own whose XML is kept, compressed.
 * Parts may not point at other files of the document: images, links to the web and numbered lists would lose theirs.
 */
export interface WordBody {
  add(parts: readonly Part[]): Promise<void>
  /** Puts the body in the place of a paragraph with this text, and nothing else. @returns the document as a file */
  putInto(document: Document, placeholder: string): Promise<Uint8Array>
}

export function createWordBody(): WordBody {
  const pieces: Uint8Array[] = []
  let waiting: Part[] = []
  let bookmarks = 0
  async function turn(): Promise<void> {
    if (waiting.length === 0) return
    const packed = await Packer.toBuffer(new Document({ sections: [{ children: waiting }] }))
    waiting = []
    const xml = documentIn(unzipSync(packed, { filter: ({ name }) => name === documentPath }))
    const start = xml.indexOf('<w:body>') + '<w:body>'.length
    const body = xml.slice(start, xml.lastIndexOf('<w:sectPr'))
    pieces.push(
      deflateRawSync(
        // Each piece counts its bookmarks from one, and a document may have each number once.
        body.replaceAll(/<w:bookmark(?:Start|End)[^>]*>/g, (tag) => {
          if (tag.startsWith('<w:bookmarkStart')) bookmarks += 1
          return tag.replace(/w:id="\d+"/, `w:id="${String(bookmarks)}"`)
        }),
        { level: 1 },
      ),
    )
  }
  return {
    async add(parts) {
      waiting.push(...parts)
      if (waiting.length >= mostParts) await turn()
    },
    async putInto(document, placeholder) {
      await turn()
      const files = unzipSync(await Packer.toBuffer(document))
      const xml = documentIn(files)
      // A policy may have this name, too: the contents come before the body.
      const at = xml.lastIndexOf(placeholder)
      const [start, end] = [xml.lastIndexOf('<w:p>', at), xml.indexOf('</w:p>', at) + '</w:p>'.length]
      const written: Uint8Array[] = []
      const zip = new Zip((error, chunk) => {
        if (error) throw error
        written.push(chunk)
      })
      for (const [name, bytes] of Object.entries(files)) {
        const file = new ZipDeflate(name, { level: 6 })
        zip.add(file)
        if (name !== documentPath) {
          file.push(bytes, true)
          continue
        }
        file.push(strToU8(xml.slice(0, start)))
        for (const piece of pieces) {
          file.push(inflateRawSync(piece))
          await setImmediate()
        }
        file.push(strToU8(xml.slice(end)), true)
      }
      zip.end()
      return Buffer.concat(written)
    },
  }
}

const documentIn = (files: Readonly<Record<string, Uint8Array>>): string => strFromU8(files[documentPath]!)
