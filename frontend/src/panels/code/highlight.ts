import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/python";

/** A token of a line; its kind is a class of the style sheet. */
export interface Token {
  text: string;
  kind: string;
}

const KINDS = tagHighlighter([
  { tag: tags.comment, class: "comment" },
  { tag: [tags.string, tags.docString], class: "string" },
  { tag: [tags.number, tags.bool, tags.null], class: "literal" },
  { tag: [tags.keyword, tags.definitionKeyword, tags.moduleKeyword, tags.operatorKeyword], class: "keyword" },
  { tag: tags.function(tags.propertyName), class: "called" },
  { tag: tags.function(tags.variableName), class: "called" },
  { tag: tags.className, class: "called" },
]);

/** The lines of a Python text, as tokens. */
export function linesOfPython(text: string): Token[][] {
  const lines: Token[][] = [[]];
  highlightCode(
    text,
    parser.parse(text),
    KINDS,
    (piece, kind) => lines.at(-1)?.push({ text: piece, kind }),
    () => lines.push([]),
  );
  return lines.at(-1)?.length === 0 ? lines.slice(0, -1) : lines;
}
