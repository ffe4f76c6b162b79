import { autocompletion, type CompletionContext, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { Annotation, EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import type { TypedText } from "../../../actions/script/typedText";
import { useCatalog } from "../../../state/catalog";
import { useDocument } from "../../../state/document";
import css from "../CodePanel.module.css";

/** A part of the text, in characters. */
export interface Span {
  start: number;
  end: number;
}

/** Marks a change that came from the document, not from a person's keys. */
export const fromDocument = Annotation.define<boolean>();

/** Shows the words of what is selected on the canvas. */
export const showWords = StateEffect.define<readonly Span[]>();

const SELECTED = Decoration.mark({ class: css.word ?? "" });

const selectedWords = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(showWords)) {
        const { length } = transaction.state.doc;
        const spans = effect.value.filter(({ start, end }) => start < end && end <= length);
        next = Decoration.set(
          spans.map(({ start, end }) => SELECTED.range(start, end)),
          true,
        );
      }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const COLOURS = tagHighlighter([
  { tag: tags.comment, class: css.comment ?? "" },
  { tag: [tags.string, tags.docString], class: css.string ?? "" },
  { tag: [tags.number, tags.bool, tags.null], class: css.literal ?? "" },
  {
    tag: [tags.keyword, tags.definitionKeyword, tags.moduleKeyword, tags.operatorKeyword],
    class: css.keyword ?? "",
  },
  { tag: [tags.function(tags.propertyName), tags.function(tags.variableName)], class: css.called ?? "" },
  { tag: tags.className, class: css.called ?? "" },
]);

/** Completes the layers of the catalogue, and the arguments of the one whose brackets the cursor is in. */
function complete(context: CompletionContext) {
  const word = context.matchBefore(/\w+/);
  const { catalog } = useCatalog.getState();
  if (word === null || catalog === null) return null;
  const before = context.state.sliceDoc(Math.max(0, context.pos - 300), context.pos);
  const called = /(\w+)\([^()]*$/.exec(before)?.[1];
  const layer = called === undefined ? undefined : catalog.layers[called];
  const names = layer?.parameters.map(({ name }) => ({ label: `${name}=`, type: "property" })) ?? [];
  const layers = Object.keys(catalog.layers).map((name) => ({ label: name, type: "class" }));
  return { from: word.from, options: [...names, ...layers] };
}

/** The document's own undo: one history for both sides. What was typed last is a step of it. */
function historyKeys({ flush }: TypedText) {
  const undo = () => {
    flush();
    useDocument.getState().undo();
    return true;
  };
  const redo = () => {
    flush();
    useDocument.getState().redo();
    return true;
  };
  return [
    { key: "Mod-z", preventDefault: true, run: undo },
    { key: "Mod-y", preventDefault: true, run: redo },
    { key: "Mod-Shift-z", preventDefault: true, run: redo },
  ];
}

interface Handlers {
  label: string;
  readOnly: boolean;
  typed: TypedText;
  /** A click on the number of the line that has these characters. */
  onLine: (span: Span) => void;
}

/** The editor of a Python script. */
export function scriptExtensions({ label, readOnly, typed, onLine }: Handlers): Extension[] {
  return [
    lineNumbers({
      domEventHandlers: {
        click: (_view, line) => {
          onLine({ start: line.from, end: line.to });
          return true;
        },
      },
    }),
    foldGutter(),
    lintGutter(),
    python(),
    indentUnit.of("    "),
    bracketMatching(),
    syntaxHighlighting(COLOURS as Parameters<typeof syntaxHighlighting>[0]),
    autocompletion({ override: [complete] }),
    selectedWords,
    keymap.of([...historyKeys(typed), ...completionKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab]),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.updateListener.of((update) => {
      const own = update.transactions.some((one) => one.docChanged && !one.annotation(fromDocument));
      if (own) typed.changed();
    }),
  ];
}
