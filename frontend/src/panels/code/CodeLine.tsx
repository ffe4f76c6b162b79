import type { CodeLines } from "@schema";
import { memo } from "react";
import css from "./CodePanel.module.css";
import type { Token } from "./highlight";
import type { Light } from "./highlightedLines";

interface CodeLineProps {
  number: number;
  tokens: readonly Token[];
  light: Light | undefined;
  owner: CodeLines | undefined;
  /** The name of the button that leads to the owner. */
  label: string;
  onOwner: (owner: CodeLines) => void;
}

/** One line of a script. Its number is a button where the line is there for a node. */
export const CodeLine = memo(function CodeLine({
  number,
  tokens,
  light,
  owner,
  label,
  onOwner,
}: CodeLineProps) {
  return (
    <span className={css.line} data-line={number} data-lit={light}>
      {owner === undefined ? (
        <span className={css.number} aria-hidden>
          {number}
        </span>
      ) : (
        <button
          type="button"
          className={css.number}
          // Nodes are reached by keys on the canvas and in the outline: this is for the pointer.
          tabIndex={-1}
          aria-label={label}
          onClick={() => onOwner(owner)}
        >
          {number}
        </button>
      )}
      <span>
        {tokens.map(({ text, kind }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have an order and nothing else.
          <span key={place} className={css[kind]}>
            {text}
          </span>
        ))}
        {"\n"}
      </span>
    </span>
  );
}, isSame);

/** Most lines are as they were after an edit: what is in them is compared, not the objects. */
function isSame(before: CodeLineProps, now: CodeLineProps): boolean {
  return (
    before.number === now.number &&
    before.light === now.light &&
    before.label === now.label &&
    before.owner?.node === now.owner?.node &&
    before.owner?.model === now.owner?.model &&
    before.tokens.length === now.tokens.length &&
    before.tokens.every(
      ({ text, kind }, place) => now.tokens[place]?.text === text && now.tokens[place]?.kind === kind,
    )
  );
}
