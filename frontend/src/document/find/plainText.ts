/** The last sounds of Hangul syllables that are first sounds too, in their order; then what each is at the beginning. */
const LAST = "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ";
const FIRST = "ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ";
const LAST_SOUND = new RegExp(`[${LAST}]`, "gu");

/**
 * A text as it is searched: small letters, wide ones as narrow, no accents, and Hangul by its sounds, so that a syllable
 * which is still being written finds what begins with it (`학` on the way to `하기`).
 */
export function plainText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(LAST_SOUND, (sound) => FIRST[LAST.indexOf(sound)] ?? sound)
    .toLowerCase();
}
