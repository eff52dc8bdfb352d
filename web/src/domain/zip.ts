/**
 * Zip files: written without packing, read packed or not. Enough for a song with its pictures and sounds, and for packed
 * MusicXML. Source: PKWARE, .ZIP File Format Specification (APPNOTE 6.3.10), sections 4.3 and 4.4.
 */
export interface ZipEntry {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file that is no zip, is damaged, or holds more than is read. */
export class ZipError extends Error {}

export const kMostZipBytes = 256 << 20;
const kMostEntries = 512;
const kLocal = 0x04034b50;
const kCentral = 0x02014b50;
const kEnd = 0x06054b50;
const kStored = 0;
const kDeflated = 8;
/** Names are UTF-8. */
const kUtf8 = 0x0800;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Numbers of 2 or 4 bytes, the lowest first. */
function record(...fields: [size: 2 | 4, value: number][]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/** 1 January 1980: the same entries give the same bytes. */
const kNoTime: [2 | 4, number][] = [[2, 0], [2, 0x21]];

/** The entries as one file, not packed. */
export function zipOf(entries: readonly ZipEntry[]): Blob {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const central: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const nameBytes = new TextEncoder().encode(name);
    const facts: [2 | 4, number][] = [[2, 20], [2, kUtf8], [2, kStored], ...kNoTime, [4, crcOf(bytes)], [4, bytes.length], [4, bytes.length], [2, nameBytes.length], [2, 0]];
    const local = record([4, kLocal], ...facts);
    pieces.push(local, nameBytes, bytes);
    central.push(record([4, kCentral], [2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), nameBytes);
    offset += local.length + nameBytes.length + bytes.length;
  }
  const size = central.reduce((sum, piece) => sum + piece.length, 0);
  const end = record([4, kEnd], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, size], [4, offset], [2, 0]);
  return new Blob([...pieces, ...central, end], { type: 'application/zip' });
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** The files in a zip, folders left out. Throws ZipError: no zip, damaged, more than 512 files or 256 MB. */
export async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<ZipEntry[]> {
  if (bytes.length > kMostZipBytes) throw new ZipError('too large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await readEntries(bytes, view);
  } catch (error) {
    // A number that points outside the file.
    if (error instanceof RangeError) throw new ZipError('damaged');
    throw error;
  }
}

async function readEntries(bytes: Uint8Array<ArrayBuffer>, view: DataView): Promise<ZipEntry[]> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > kMostEntries) throw new ZipError('too many files');
  let at = view.getUint32(end + 16, true);
  let left = kMostZipBytes;
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; ++index) {
    if (view.getUint32(at, true) !== kCentral) throw new ZipError('damaged');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.endsWith('/')) {
      const content = await contentAt(bytes, view, at, left);
      left -= content.length;
      entries.push({ name, bytes: content });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the end record is: behind everything but a remark. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); --at) {
    if (view.getUint32(at, true) === kEnd) return at;
  }
  throw new ZipError('no zip');
}

async function contentAt(bytes: Uint8Array<ArrayBuffer>, view: DataView, central: number, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const method = view.getUint16(central + 10, true);
  const packedSize = view.getUint32(central + 20, true);
  const local = view.getUint32(central + 42, true);
  if (view.getUint32(local, true) !== kLocal) throw new ZipError('damaged');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedSize > bytes.length) throw new ZipError('damaged');
  const packed = bytes.slice(start, start + packedSize);
  const content = method === kStored ? packed : method === kDeflated ? await inflated(packed, most) : null;
  if (!content) throw new ZipError('packed in an unknown way');
  if (content.length > most) throw new ZipError('too large');
  if (crcOf(content) !== view.getUint32(central + 16, true)) throw new ZipError('damaged');
  return content;
}

/** Unpacked, no further than `most` bytes: a small file can be a great many zeros. */
async function inflated(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) throw new ZipError('too large');
      pieces.push(value as Uint8Array<ArrayBuffer>);
    }
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError('damaged');
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
