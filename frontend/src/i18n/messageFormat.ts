import { floatText, isWholeFloat } from "../document/values/floats";
import { joined } from "./particles";

/**
 * How a message and its params become a sentence. `{node}` stands for a param, `{rows:count}` for one that is written as
 * its type says, `{count|row|rows}` for the word that goes with one and with any other number.
 * `layerloom_schema/text/message_format.py` does the same for the command line; the golden cases hold both to one text.
 */
export function format(message: string, params: Params, language: string, phrases: Phrases): string {
  const words: string[] = [];
  let end = 0;
  for (const match of message.matchAll(PLACEHOLDER)) {
    const [whole, name = "", type = "text", one, other = ""] = match;
    const value = params[name];
    if (value === undefined) throw new MissingText(name);
    words.push(message.slice(end, match.index));
    words.push(one === undefined ? write(type, value, phrases) : value === 1 ? one : other);
    end = match.index + whole.length;
  }
  return joined([...words, message.slice(end)], language);
}

export type Params = Readonly<Record<string, unknown>>;
/** Words for a phrase by its name and params, in the language at hand. */
export type Phrases = (name: string, params?: Params) => string;

/** A text, a param or a type that the page does not have: the server is newer than the page. */
export class MissingText extends Error {}

const PLACEHOLDER = /\{(\w+)(?::(\w+)|\|([^|{}]*)\|([^|{}]*))?\}/g;
/** Beginnings of names that sound like a vowel; F to X where the letter is spelt out, as in LSTM and RNN. */
const VOWEL_SOUND = /^(?:[FHLMNRSX](?![a-z])|[AEI]|O(?!ne)|U(?!ni|se))/;
/** Names that are written out; of the others it is said how many there are. */
const MOST = 6;
const MOST_CHOICES = 8;
const MOST_OF_A_CYCLE = 12;
const UNITS: [string, bigint][] = [
  ["GB", 1024n ** 3n],
  ["MB", 1024n ** 2n],
  ["KB", 1024n],
];
const DIGITS = 12;
const SHORT_DIGITS = 6;
/** From here on nobody counts the digits of a number. */
const COUNTABLE = 1e15;
/** Smaller numbers are written with an exponent. */
const LEAST_EXPONENT = -4;

/** A param as a person writes it; a phrase is put into words whatever the type, unless it is a value. */
function write(type: string, value: unknown, phrases: Phrases): string {
  if (type !== "value" && isPhrase(value)) return phrases(value.phrase, value);
  const writer = WRITERS[type];
  if (writer === undefined) throw new MissingText(type);
  return writer(value, phrases);
}

function isPhrase(value: unknown): value is { phrase: string } & Params {
  return typeof value === "object" && value !== null && "phrase" in value && typeof value.phrase === "string";
}

const WRITERS: Readonly<Record<string, (value: unknown, phrases: Phrases) => string>> = {
  text: (value) => (value === null ? "" : String(value)),
  article: (value) => `${VOWEL_SOUND.test(String(value)) ? "an" : "a"} ${value}`,
  count: grouped,
  number,
  short,
  bytes,
  row: rowText,
  rows: (value, phrases) =>
    listed(
      (Array.isArray(value) ? value : [value]).map((row) => rowText(row, phrases)),
      phrases,
      MOST,
    ),
  shape: (value, phrases) => lengths(value) || phrases("shape.scalar"),
  value: valueText,
  list: (value, phrases) => listed(names(value, phrases), phrases, MOST),
  choices: (value, phrases) => listed(names(value, phrases), phrases, MOST_CHOICES),
  cycle: (value, phrases) => cycle(names(value, phrases), phrases),
  series: (value, phrases) => names(value, phrases).join(phrases("list.comma")),
};

/** In GB, exact to a tenth however many there are; in smaller units where that would be nothing. */
function bytes(value: unknown): string {
  const whole = BigInt(Math.trunc(Number(value)));
  for (const [unit, size] of UNITS) {
    const tenths = (whole * 10n) / size;
    if (tenths > 0n) return `${grouped(tenths / 10n)}.${tenths % 10n} ${unit}`;
  }
  return `${whole} B`;
}

/** Thousands apart. */
function grouped(value: unknown): string {
  return String(value).replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ",");
}

/** With 12 digits where it is no whole number, or one that JSON rounds; with an exponent where Python writes one. */
function number(value: unknown): string {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return String(value);
  const short = Number(value.toPrecision(DIGITS));
  const exponent = Number(short.toExponential().split("e")[1]);
  if (exponent >= LEAST_EXPONENT && exponent < DIGITS) return String(short);
  return short.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}

/** All digits of a whole number below 10 ** 15, six digits of any other, written as Python does. */
function short(value: unknown): string {
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value) && Math.abs(value) < COUNTABLE) return String(value);
  const [digits = "", exponent = "0"] = value.toExponential(SHORT_DIGITS - 1).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < SHORT_DIGITS) return withoutZeros(value.toFixed(SHORT_DIGITS - 1 - power));
  const sign = power < 0 ? "-" : "+";
  return `${withoutZeros(digits)}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

function withoutZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

function rowText(row: unknown, phrases: Phrases): string {
  return lengths(row) || phrases("row.scalar");
}

function lengths(value: unknown): string {
  const all = Array.isArray(value) ? value : [value];
  return all.length === 0 ? "" : `(${all.map((length) => length ?? "?").join(", ")})`;
}

/** A value of an argument. */
function valueText(value: unknown, phrases: Phrases): string {
  if (value === null) return phrases("value.none");
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return `(${value.map((part) => valueText(part, phrases)).join(", ")})`;
  if (typeof value !== "object") return number(value);
  if (value !== null && "slice" in value && Array.isArray(value.slice)) {
    return value.slice.map((bound) => (bound === null ? "" : number(bound))).join(":");
  }
  if (isWholeFloat(value)) return floatText(value);
  const { int, name, layer } = value as Readonly<Record<string, unknown>>;
  const text = [int, name, layer].find((each) => typeof each === "string" && each !== "");
  return typeof text === "string" ? text : phrases("value.object");
}

function names(value: unknown, phrases: Phrases): string[] {
  return (Array.isArray(value) ? value : [value]).map((part) => write("text", part, phrases));
}

/** `a → b → a`; a long way round is a list. */
function cycle(all: readonly string[], phrases: Phrases): string {
  if (all.length > MOST_OF_A_CYCLE) return phrases("list.then_back", { names: listed(all, phrases, MOST) });
  return [...all, ...all.slice(0, 1)].join(" → ");
}

/** `a`, `a and b`, `a, b and c`; a long list ends in how many more there are. */
function listed(all: readonly string[], phrases: Phrases, most: number): string {
  const comma = phrases("list.comma");
  if (all.length === 0) return phrases("list.none");
  if (all.length > most) {
    return phrases("list.more", { names: all.slice(0, most).join(comma), count: all.length - most });
  }
  const last = all.at(-1) ?? "";
  if (all.length === 1) return last;
  return phrases("list.last", { names: all.slice(0, -1).join(comma), last });
}
