/** How the part of an address after its `#` begins that holds a document. */
export const BEGINS = "#/d/";

/** Whether the part of an address after its `#` holds a document. */
export function holdsDocument(hash: string): boolean {
  return hash.startsWith(BEGINS);
}
