/** More than was allowed came out: a small file can hold gigabytes of nothing. */
export class TooLarge extends Error {}

/** What was packed cannot be unpacked. */
export class Damaged extends Error {}

type Format = "deflate" | "deflate-raw";
/** Bytes of a buffer of their own, as the platform's streams take them. */
export type Bytes = Uint8Array<ArrayBuffer>;

export async function pack(bytes: Bytes, format: Format): Promise<Bytes> {
  return gather(through(bytes, new CompressionStream(format)), Number.POSITIVE_INFINITY);
}

/** Stops as soon as more than `limit` bytes have come out. */
export async function unpack(bytes: Bytes, format: Format, limit: number): Promise<Bytes> {
  try {
    return await gather(through(bytes, new DecompressionStream(format)), limit);
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    throw new Damaged("This is cut off or changed.", { cause: error });
  }
}

function through(bytes: Bytes, by: CompressionStream | DecompressionStream): ReadableStream<Bytes> {
  const writer = by.writable.getWriter();
  // Errors are raised at the other end, where they are awaited.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return by.readable;
}

async function gather(stream: ReadableStream<Bytes>, limit: number): Promise<Bytes> {
  const reader = stream.getReader();
  const parts: Bytes[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > limit) {
      void reader.cancel();
      throw new TooLarge(`More than ${limit} bytes.`);
    }
    parts.push(part.value);
  }
  return joined(parts);
}

export function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
