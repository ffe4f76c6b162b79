const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LENGTH = 10;

/** A prefix and ten random characters (50 bits), not in `used`: two people who add nodes at once get different ids. */
export function freshKey(prefix: string, used: ReadonlySet<string>): string {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
    const key = prefix + Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
    if (!used.has(key)) return key;
  }
}
