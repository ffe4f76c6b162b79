const HAN = /\p{Script=Han}/u;

/** Text and inserted words in turns, joined as the script of the language wants. */
export function joined(words: readonly string[], language: string): string {
  if (language === "ko") return withParticles(words.join(""));
  return language.startsWith("zh") ? words.reduce(spaced) : words.join("");
}

function spaced(before: string, after: string): string {
  const [one, other] = [before.trimEnd(), after.trimStart()];
  const given = before.slice(one.length) + after.slice(0, after.length - other.length);
  return one + gap(one.at(-1) ?? "", other[0] ?? "", given) + other;
}

/** Chinese characters are set close together, and apart from Latin letters, figures and brackets. */
function gap(one: string, other: string, given: string): string {
  if (HAN.test(one) && HAN.test(other)) return "";
  const apart = /[\w(")]/;
  return (HAN.test(one) && apart.test(other)) || (apart.test(one) && HAN.test(other)) ? " " : given;
}

/** After a closed syllable, and after an open one. */
const PARTICLES: Record<string, [string, string]> = {
  "(으)로": ["으로", "로"],
  "이(가)": ["이", "가"],
  "을(를)": ["을", "를"],
  "은(는)": ["은", "는"],
  "와(과)": ["과", "와"],
};
/** Of the figures as they are read: 영, 일, 이, 삼 … */
const CLOSED_FIGURES = "013678";
/** Those that end in ㄹ: 일, 칠, 팔. `로` takes ㄹ for open. */
const LIQUID_FIGURES = "178";
const LIQUID = 8;

/** Where the end of a Korean word or of a number says which of two particles follows, that one is written alone. */
function withParticles(text: string): string {
  return text.replace(
    /([가-힣\d])(이\(가\)|을\(를\)|은\(는\)|와\(과\)|\(으\)로)/g,
    (_, last: string, pair: string) => {
      const end = (last.charCodeAt(0) - 0xac00) % 28;
      const figure = /\d/.test(last);
      const liquid = figure ? LIQUID_FIGURES.includes(last) : end === LIQUID;
      const closed = (figure ? CLOSED_FIGURES.includes(last) : end > 0) && !(liquid && pair === "(으)로");
      return last + (PARTICLES[pair]?.[closed ? 0 : 1] ?? pair);
    },
  );
}
