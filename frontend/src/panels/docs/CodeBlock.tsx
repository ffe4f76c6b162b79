import { useMemo } from "react";
import { linesOfPython, type Token } from "../code/highlight";
import { linesOfConsole } from "./consoleLines";
import css from "./Docs.module.css";

/** Lines of code. A line that is too long wraps with an indent. */
export function CodeBlock({ language, text }: { language: string | null; text: string }) {
  const lines = useMemo(() => linesOf(language, text), [language, text]);
  return (
    <pre className={css.code}>
      {lines.map((tokens, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number.
        <span key={number} className={css.line}>
          {tokens.map(({ text: piece, kind }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have an order and nothing else.
            <span key={index} className={css[kind]}>
              {piece}
            </span>
          ))}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}

function linesOf(language: string | null, text: string): readonly Token[][] {
  switch (language) {
    case "python":
      return linesOfPython(text);
    case "console":
      return linesOfConsole(text);
    default:
      return text.split("\n").map((line) => [{ text: line, kind: "" }]);
  }
}
