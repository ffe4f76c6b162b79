/** What the file of the page holds beside the program: each part is a script that no browser runs. */
type Part = "run" | "model" | "runtime";

function textOf(part: Part): string {
  const text = document.getElementById(part)?.textContent;
  if (!text) throw new Error(`The page has no part ${part}.`);
  return text.trim();
}

export const embeddedJson = (part: Part): unknown => JSON.parse(textOf(part));

export function embeddedBytes(part: Part): Uint8Array<ArrayBuffer> {
  const bytes = atob(textOf(part));
  return Uint8Array.from(bytes, (letter) => letter.charCodeAt(0));
}

/** Bytes that were packed by gzip. */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
