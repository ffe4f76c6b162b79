import { plainText } from "../document/find/plainText";

/** How well a text that is typed fits one of several names of a thing: the lower the better; `null` where it does not. */
export function fuzzyScore(typed: string, names: readonly string[]): number | null {
  const wanted = plainText(typed).trim();
  let best: number | null = null;
  for (const name of names) {
    const plain = plainText(name);
    const score = scoreOf(wanted, plain);
    if (score === null) continue;
    // Of two that begin with it, the shorter is more of what was typed.
    const whole = score + Math.max(0, 1 - wanted.length / plain.length) / 2;
    if (best === null || whole < best) best = whole;
  }
  return best;
}

const BEGINS = 0;
const WORD = 1;
const INSIDE = 2;
const WORDS = 3;
const SPREAD = 4;

function scoreOf(wanted: string, name: string): number | null {
  const at = name.indexOf(wanted);
  if (at === 0) return BEGINS;
  if (at > 0) return /[\p{L}\p{N}]/u.test(name.charAt(at - 1)) ? INSIDE : WORD;
  const words = wanted.split(/\s+/);
  if (words.every((word) => name.includes(word))) return WORDS;
  const gaps = gapsOf(wanted.replaceAll(/\s/g, ""), name);
  return gaps === null ? null : SPREAD + gaps / name.length;
}

/** The signs that begin a word. */
const WORD_STARTS = /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu;

/**
 * How many signs lie between those that are wanted, in their order and from the beginning of a word: `dpl` in
 * `duplicate`, `sal` in `select all`. Each is in the word of the one before, or begins a later word.
 */
function gapsOf(wanted: string, name: string): number | null {
  const starts = [...name.matchAll(WORD_STARTS)].map(({ index }) => index);
  let [gaps, from] = [0, -1];
  for (const sign of wanted) {
    const end = starts.find((start) => start > from) ?? name.length;
    const inside = from < 0 ? -1 : name.slice(0, end).indexOf(sign, from + 1);
    const at = inside >= 0 ? inside : starts.find((start) => start > from && name[start] === sign);
    if (at === undefined) return null;
    if (from >= 0) gaps += at - from - 1;
    from = at;
  }
  // Signs that are strewn over a long name were not meant.
  return gaps > wanted.length * 3 ? null : gaps;
}

/** Behind all that is named so itself. */
const SYNONYM = 0.9;

/** As `fuzzyScore`, of other words for a thing: only one that begins as what was typed, or has a word that does. */
export function synonymScore(typed: string, words: readonly string[]): number | null {
  const score = fuzzyScore(typed, words);
  return score === null || score >= INSIDE ? null : score + SYNONYM;
}
