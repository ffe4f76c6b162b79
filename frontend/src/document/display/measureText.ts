/** A picture is drawn where nothing can be measured, and must be the same everywhere: widths are estimates. */

/** Signs as wide as they are high: Chinese, Japanese, Korean, full-width forms, pictographs. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

const signs = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export interface Type {
  size: number;
  mono?: boolean;
  bold?: boolean;
}

const BOLDER = 1.13;

/** About how wide a text is, in pixels; rather too wide than too narrow. */
export function widthOf(text: string, type: Type): number {
  let sum = 0;
  for (const { segment } of signs.segment(text)) sum += share(segment, type) * type.size;
  return sum;
}

/** The part of an em that a sign takes. */
function share(sign: string, { mono, bold }: Type): number {
  if (WIDE.test(sign)) return 1;
  if (mono) return 0.61;
  return shareOfSans(sign) * (bold ? BOLDER : 1);
}

function shareOfSans(sign: string): number {
  if (/^[ijltfrI1.,:;'|!() ]$/.test(sign)) return 0.38;
  if (/^[mwMW@]$/.test(sign)) return 0.92;
  return /^[A-Z]$/.test(sign) ? 0.72 : 0.61;
}

/** As much of a text as there is room for, with a sign that some is missing. */
export function cut(text: string, room: number, type: Type): string {
  if (widthOf(text, type) <= room) return text;
  const dots = widthOf("…", type);
  let kept = "";
  let used = dots;
  for (const { segment } of signs.segment(text)) {
    used += share(segment, type) * type.size;
    if (used > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A text in lines no wider than there is room: broken between words, and inside one that is too long. */
export function wrapped(text: string, room: number, type: Type): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => wrappedLine(line, room, type));
}

function wrappedLine(line: string, room: number, type: Type): string[] {
  const lines: string[] = [];
  let now = "";
  const put = (part: string) => {
    if (widthOf(now + part, type) <= room || now === "") now += part;
    else {
      lines.push(now.trimEnd());
      now = part.trimStart();
    }
  };
  for (const word of line.match(/\s+|[^\s]+/g) ?? []) {
    if (widthOf(word, type) <= room && !WIDE.test(word)) put(word);
    else for (const { segment } of signs.segment(word)) put(segment);
  }
  return [...lines, now.trimEnd()];
}
