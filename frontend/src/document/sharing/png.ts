import { type Bytes, Damaged, joined, pack, TooLarge, unpack } from "./compression";
import { toBytes, toText } from "./text";

/** The polynomial of PNG (ISO 3309), a table entry for each byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** The CRC-32 at the end of every chunk of a PNG. */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (TABLE[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, type and CRC: what a chunk has beside its data. */
const AROUND = 12;
/** Under this a picture of ours holds its document. */
export const KEYWORD = "layerloom";

/** Below this, packing takes longer than it saves. */
const WORTH_PACKING = 256;

export function isPng(bytes: Bytes): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

interface Chunk {
  type: string;
  /** Where the chunk begins, with its length. */
  at: number;
  data: Bytes;
}

/** The chunks up to the end of the image; raises `Damaged` at one that reaches past the file. */
function* chunksOf(png: Bytes): Generator<Chunk> {
  if (!isPng(png)) throw new Damaged("This is no PNG.");
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = SIGNATURE.length;
  while (at + AROUND <= png.length) {
    const length = view.getUint32(at);
    if (at + AROUND + length > png.length) throw new Damaged("A chunk is cut off.");
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    yield { type, at, data: png.subarray(at + 8, at + 8 + length) };
    if (type === "IEND") return;
    at += AROUND + length;
  }
  throw new Damaged("The image has no end.");
}

/** The PNG with a text under a keyword (Latin letters, at most 79) in an `iTXt` chunk, packed when that helps. */
export async function withText(png: Bytes, keyword: string, text: string): Promise<Bytes> {
  const end = [...chunksOf(png)].find(({ type }) => type === "IEND");
  if (end === undefined) throw new Damaged("The image has no end.");
  const chunk = chunkOf("iTXt", await textData(keyword, toBytes(text)));
  return joined([png.subarray(0, end.at), chunk, png.subarray(end.at)]);
}

/** Keyword, whether packed, how packed, language, keyword in it, text: the fields of `iTXt`, the empty ones too. */
async function textData(keyword: string, text: Bytes): Promise<Bytes> {
  const packed = text.length < WORTH_PACKING ? text : await pack(text, "deflate");
  const smaller = packed.length < text.length;
  return joined([toBytes(keyword), Uint8Array.of(0, smaller ? 1 : 0, 0, 0, 0), smaller ? packed : text]);
}

function chunkOf(type: string, data: Bytes): Bytes {
  const chunk = new Uint8Array(AROUND + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(toBytes(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/**
 * The text under a keyword, `null` where there is none. Raises `Damaged` where the chunk was changed, and `TooLarge`
 * where the text has more than `limit` bytes.
 */
export async function textIn(png: Bytes, keyword: string, limit: number): Promise<string | null> {
  const key = toBytes(`${keyword}\0`);
  for (const { type, at, data } of chunksOf(png)) {
    if (type !== "iTXt" || !key.every((byte, index) => data[index] === byte)) continue;
    const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
    const end = at + 8 + data.length;
    if (view.getUint32(end) !== crc32(png.subarray(at + 4, end))) throw new Damaged("The sum is not right.");
    return readText(data.subarray(key.length), limit);
  }
  return null;
}

async function readText(fields: Bytes, limit: number): Promise<string> {
  const [packed, method] = fields;
  const language = fields.indexOf(0, 2);
  const start = language < 0 ? -1 : fields.indexOf(0, language + 1);
  if (start < 0 || method !== 0) throw new Damaged("The text cannot be read.");
  const text = fields.slice(start + 1);
  if (packed === 1) return toText(await unpack(text, "deflate", limit));
  if (text.length > limit) throw new TooLarge(`More than ${limit} bytes.`);
  return toText(text);
}
