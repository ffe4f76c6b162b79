import { type Bytes, Damaged } from "./compression";

export function toBytes(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** Raises `Damaged` where the bytes are no UTF-8. */
export function toText(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Damaged("This is no text.", { cause: error });
  }
}

/** Raises `Damaged` where the text is no JSON. */
export function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Damaged("This is no JSON.", { cause: error });
  }
}
