import { linesOfPython, type Token } from "../code/highlight";

const PROMPT = /^(?:>>>|\.\.\.)(?: |$)/;

/** The lines of a Python console session: input after a prompt as tokens, and output as plain text. */
export function linesOfConsole(text: string): Token[][] {
  const lines = text.split("\n");
  const typed = lines.filter((line) => PROMPT.test(line)).map((line) => line.replace(PROMPT, ""));
  const pieces = linesOfPython(typed.join("\n"))[Symbol.iterator]();
  return lines.map((line) => {
    const prompt = PROMPT.exec(line)?.[0];
    if (prompt === undefined) return [{ text: line, kind: "answer" }];
    return [{ text: prompt, kind: "prompt" }, ...(pieces.next().value ?? [])];
  });
}
