import type { CodeLines, CodeText } from "@schema";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Document } from "../../document/types";
import { blockingProblems, useCheck } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { focusLocation, useView } from "../../state/view";
import { Button } from "../../ui/Button";
import { CodeLine } from "./CodeLine";
import css from "./CodePanel.module.css";
import { linesOfPython } from "./highlight";
import { type Highlight, highlightedLines, ownerOf } from "./highlightedLines";
import { TextPane } from "./TextPane";
import { useGeneratedText } from "./useGeneratedText";

/** Problems of these leave the layers of a script whole. */
const NOT_OF_GRAPH = /^(?:data|training)\./;
const NO_LINES: readonly CodeLines[] = [];

interface PythonPaneProps {
  choices: ReactNode;
  /** Requests the script, or a part of it. */
  write: (document: Document, signal: AbortSignal) => Promise<CodeText>;
  /** Whether the first key makes the text the person's own. */
  editable: boolean;
}

/**
 * The Python script of the document. The lines of the selected nodes are highlighted, and a line number selects its
 * node.
 */
export function PythonPane({ choices, write, editable }: PythonPaneProps) {
  const { t } = useTranslation("code");
  const { text: generated, failed, busy } = useGeneratedText(write);
  const text = generated?.text ?? null;
  const spans = generated?.lines ?? NO_LINES;
  const lines = useMemo(() => (text === null ? [] : linesOfPython(text)), [text]);
  const owners = useMemo(() => lines.map((_, index) => ownerOf(spans, index + 1)), [lines, spans]);
  const graph = useDocument((state) => state.openGraph);
  const open = useDocument(openModel);
  const selected = useView((view) => view.nodes);
  const highlights = useMemo(
    () => highlightedLines(spans, graph, open, selected),
    [spans, graph, open, selected],
  );
  const scroll = useRef<HTMLElement>(null);
  useScrollToLine(scroll, firstHighlighted(highlights));
  const readOnly = useDocument((state) => state.readOnly);
  // A draft is written in part, and would be read as less than it is.
  const whole = useCheck(({ report }) =>
    blockingProblems(report).every(({ code: of }) => NOT_OF_GRAPH.test(of)),
  );
  const edit = editable && whole && !readOnly && !busy && text !== null && failed === null;
  const own = () => {
    if (edit) void import("../../actions/script/syncScript").then(({ takeOver }) => takeOver(text));
  };
  const buttons = (
    <>
      {choices}
      {edit && (
        <Button small onClick={own} title={t("editHint")}>
          {t("editCode")}
        </Button>
      )}
    </>
  );
  return (
    <TextPane choices={buttons} text={text} failed={failed} extension=".py">
      {text !== null && (
        <section
          ref={scroll}
          className={css.scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
          tabIndex={0}
          aria-label={t("pythonText")}
          aria-busy={busy}
          onKeyDown={(event) => {
            if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") own();
          }}
        >
          <pre className={css.text} data-old={failed !== null}>
            {lines.map((tokens, index) => (
              <CodeLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number.
                key={index}
                number={index + 1}
                tokens={tokens}
                highlight={highlights.get(index + 1)}
                owner={owners[index]}
                label={t("goTo", { number: index + 1 })}
                onOwner={goToOwner}
              />
            ))}
          </pre>
        </section>
      )}
    </TextPane>
  );
}

/** The first highlighted line of the selection itself, or of the layers it shares. */
function firstHighlighted(highlights: ReadonlyMap<number, Highlight>): number | undefined {
  const first = [...highlights].find(([, highlight]) => highlight === "own") ?? [...highlights][0];
  return first?.[0];
}

function goToOwner({ node, model }: CodeLines): void {
  focusLocation({ node, model, edge: null, field: null });
}

/** Scrolls a line into the middle when it changes. */
function useScrollToLine(scroll: { current: HTMLElement | null }, line: number | undefined): void {
  useEffect(() => {
    const box = scroll.current;
    const element = line === undefined ? null : box?.querySelector<HTMLElement>(`[data-line="${line}"]`);
    if (box && element) box.scrollTop = element.offsetTop - box.clientHeight / 2;
  }, [scroll, line]);
}
