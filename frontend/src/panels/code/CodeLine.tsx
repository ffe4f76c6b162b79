import type { CodeLines } from "@schema";
import { memo } from "react";
import css from "./CodePanel.module.css";
import type { Token } from "./highlight";
import type { Highlight } from "./highlightedLines";

interface CodeLineProps {
  number: number;
  tokens: readonly Token[];
  highlight: Highlight | undefined;
  owner: CodeLines | undefined;
  /** The accessible name of the button that selects the owner. */
  label: string;
  onOwner: (owner: CodeLines) => void;
}

/** One line of a script. Its number is a button if the line belongs to a node. */
export const CodeLine = memo(function CodeLine({
  number,
  tokens,
  highlight,
  owner,
  label,
  onOwner,
}: CodeLineProps) {
  return (
    <span className={css.line} data-line={number} data-lit={highlight}>
      {owner === undefined ? (
        <span className={css.number} aria-hidden>
          {number}
        </span>
      ) : (
        <button
          type="button"
          className={css.number}
          // Keyboard users reach nodes on the canvas and in the outline: this button is for the pointer.
          tabIndex={-1}
          aria-label={label}
          onClick={() => onOwner(owner)}
        >
          {number}
        </button>
      )}
      <span>
        {tokens.map(({ text, kind }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have an order and nothing else.
          <span key={index} className={css[kind]}>
            {text}
          </span>
        ))}
        {"\n"}
      </span>
    </span>
  );
}, isSameLine);

/** Most lines do not change by an edit, so their content is compared, not the objects. */
function isSameLine(before: CodeLineProps, now: CodeLineProps): boolean {
  return (
    before.number === now.number &&
    before.highlight === now.highlight &&
    before.label === now.label &&
    before.owner?.node === now.owner?.node &&
    before.owner?.model === now.owner?.model &&
    before.tokens.length === now.tokens.length &&
    before.tokens.every(
      ({ text, kind }, index) => now.tokens[index]?.text === text && now.tokens[index]?.kind === kind,
    )
  );
}
