import type { Document } from "../types";
import { BEGINS } from "./address";
import { type Bytes, Damaged, pack, TooLarge, unpack } from "./compression";
import { DOCUMENT_BYTES, LINK_LETTERS } from "./limits";
import { toBytes, toJson, toText } from "./text";

/** A document as the part of an address after its `#`. Raises `TooLarge` where an address cannot hold it. */
export async function hashOf(document: Document): Promise<string> {
  const hash = BEGINS + toBase64Url(await pack(toBytes(JSON.stringify(document)), "deflate-raw"));
  if (hash.length > LINK_LETTERS) throw new TooLarge(`${hash.length} letters.`);
  return hash;
}

/** What an address holds, any JSON value. Raises `TooLarge` or `Damaged`. */
export async function readHash(hash: string): Promise<unknown> {
  if (hash.length > LINK_LETTERS) throw new TooLarge(`${hash.length} letters.`);
  const packed = fromBase64Url(hash.slice(BEGINS.length));
  return toJson(toText(await unpack(packed, "deflate-raw", DOCUMENT_BYTES)));
}

function toBase64Url(bytes: Bytes): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Bytes {
  if (!/^[\w-]+$/.test(text)) throw new Damaged("This is no base64url.");
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch (error) {
    throw new Damaged("This is no base64url.", { cause: error });
  }
}
