import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Problem, ScriptWords } from "@schema";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { typedText } from "../../../actions/script/typedText";
import { problemText } from "../../../i18n/problemText";
import { useCheck } from "../../../state/check";
import { openModel, useDocument } from "../../../state/document";
import { useScript } from "../../../state/script";
import { focusLocation, useView } from "../../../state/view";
import css from "../CodePanel.module.css";
import { fromDocument, type Span, scriptExtensions, showWords } from "./editorExtensions";

/** The person's own script, to be edited: what it says is on the canvas, and problems are under its words. */
export function ScriptEditor({ text }: { text: string }) {
  const view = useEditor(text);
  useText(view, text);
  useDiagnostics(view);
  useSelection(view);
  return <div className={css.editor} ref={view.place} />;
}

interface Editor {
  place: RefObject<HTMLDivElement | null>;
  view: RefObject<EditorView | null>;
}

function useEditor(text: string): Editor {
  const { t } = useTranslation("code");
  const label = t("scriptText");
  const readOnly = useDocument((state) => state.readOnly);
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef(text);
  useEffect(() => {
    if (place.current === null) return;
    const typed = typedText(() => made.state.doc.toString());
    const extensions = scriptExtensions({ label, readOnly, typed, onLine: goToLine });
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({ doc: first.current, extensions }),
    });
    view.current = made;
    if (useScript.getState().takenOver) made.focus();
    useScript.setState({ takenOver: false });
    return () => {
      typed.flush();
      first.current = made.state.doc.toString();
      made.destroy();
      view.current = null;
    };
  }, [label, readOnly]);
  return useMemo(() => ({ place, view }), []);
}

/** Gives the editor a text that the canvas changed: only the characters between the equal ends. */
function useText({ view }: Editor, text: string): void {
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const old = editor.state.doc.toString();
    if (old === text) return;
    let start = 0;
    while (start < Math.min(old.length, text.length) && old[start] === text[start]) start += 1;
    let end = 0;
    const most = Math.min(old.length, text.length) - start;
    while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    editor.dispatch({
      changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
      annotations: fromDocument.of(true),
    });
  }, [view, text]);
}

/** Problems under the words that they are about, and why the text cannot be read. */
function useDiagnostics({ view }: Editor): void {
  const problems = useCheck((state) => state.report?.problems);
  const { words, line, message } = useScript();
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const { doc } = editor.state;
    const found = (problems ?? []).flatMap((problem) => diagnosticsOf(problem, words, doc.length));
    if (message !== null) {
      const at = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
      found.push({ from: at.from, to: at.to, severity: "error", message });
    }
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [view, problems, words, line, message]);
}

function diagnosticsOf(problem: Problem, words: readonly ScriptWords[], length: number): Diagnostic[] {
  const { node, field, model } = problem.where;
  if (!node) return [];
  const own = words.filter((word) => word.node === node && (word.model ?? null) === (model ?? null));
  const word = own.find((one) => one.field === field && field) ?? own.find((one) => !one.field);
  if (word === undefined || word.end > length) return [];
  const severity = problem.severity === "error" ? "error" : "warning";
  return [{ from: word.start, to: word.end, severity, message: problemText(problem) }];
}

/** Shows the words of the nodes that are selected on the canvas. */
function useSelection({ view }: Editor): void {
  const selected = useView((state) => state.nodes);
  const open = useDocument(openModel);
  const words = useScript((state) => state.words);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const own = words.filter(
      (word) => !word.field && selected.includes(word.node) && (word.model ?? null) === open,
    );
    const effects = [showWords.of(own)];
    const first = own[0];
    const scroll = first && first.end <= editor.state.doc.length && !editor.hasFocus;
    editor.dispatch({
      effects: scroll ? [...effects, EditorView.scrollIntoView(first.start, { y: "center" })] : effects,
    });
  }, [view, selected, open, words]);
}

/** Goes to the node whose words are on a line. */
function goToLine({ start, end }: Span): void {
  const { words } = useScript.getState();
  const inside = words.filter((word) => !word.field && word.start <= end && start <= word.end);
  const [word] = [...inside].sort((a, b) => a.end - a.start - (b.end - b.start));
  if (word) focusLocation({ node: word.node, model: word.model ?? null, edge: null, field: null });
}
