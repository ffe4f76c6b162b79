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

/** How many signs lie between those that are wanted, in their order: `dpl` in `duplicate`. */
function gapsOf(wanted: string, name: string): number | null {
  let [gaps, from] = [0, -1];
  for (const sign of wanted) {
    const at = name.indexOf(sign, from + 1);
    if (at < 0) return null;
    if (from >= 0) gaps += at - from - 1;
    from = at;
  }
  // Signs that are strewn over a long name were not meant.
  return gaps > wanted.length * 3 ? null : gaps;
}
