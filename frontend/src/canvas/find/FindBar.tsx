import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sheet } from "../../document/find/facts";
import { entryTitle } from "../../document/nesting/modelEntries";
import { openModel, useDocument } from "../../state/document";
import { closeFind, isSameNode, useFind } from "../../state/find";
import { focusLocation } from "../../state/view";
import { IconButton } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import { hasModifier } from "../../ui/modifiers";
import { focusNode } from "../keyboard/focus";
import css from "./FindBar.module.css";
import { useFindResults } from "./useFindResults";

/** Results shown at most; more typing finds the others. */
const MAX_RESULTS = 100;

/** Finds nodes by any of their facts, highlights them, and steps through them. */
export function FindBar() {
  const { t } = useTranslation("find");
  const asked = useFind((state) => state.openCount);
  const current = useFind((state) => state.current);
  const { text, setText, found } = useFindResults();
  const field = useRef<HTMLInputElement>(null);
  const [previousFocus] = useState(() => document.activeElement);
  const nested = useDocument(openModel) !== null;
  const at = found.findIndex((each) => isSameNode(each, current));

  // biome-ignore lint/correctness/useExhaustiveDependencies: being asked for again selects the text.
  useEffect(() => field.current?.select(), [asked]);

  const go = (index: number) => {
    const target = found[(index + found.length) % Math.max(found.length, 1)];
    if (target === undefined) return;
    useFind.setState({ current: { model: target.model, node: target.node } });
    focusLocation({ node: target.node, model: target.model, edge: null, field: null });
  };
  const close = () => {
    closeFind();
    if (current !== null) focusNode(current.node);
    else if (previousFocus instanceof HTMLElement) previousFocus.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || hasModifier(event)) return;
    if (event.key === "Enter") go(event.shiftKey ? (at < 0 ? -1 : at - 1) : at + 1);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };
  const count =
    at < 0 ? t("count", { count: found.length }) : t("position", { position: at + 1, count: found.length });
  return (
    <search className={classNames(css.bar, nested && css.below)} aria-label={t("title")}>
      <div className={css.row}>
        <input
          ref={field}
          type="search"
          // biome-ignore lint/a11y/noAutofocus: the person asked for this field with a key.
          autoFocus
          autoComplete="off"
          spellCheck={false}
          className={css.text}
          aria-label={t("title")}
          placeholder={t("placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <span className={css.count} role="status">
          {text.trim() !== "" && count}
          {at >= 0 && <span className="visually-hidden">, {nameOf(found[at])}</span>}
        </span>
        <IconButton
          small
          label={t("previous")}
          keys="Shift ⏎"
          disabled={found.length === 0}
          onClick={() => go(at < 0 ? -1 : at - 1)}
        >
          <ChevronUp size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t("next")} keys="⏎" disabled={found.length === 0} onClick={() => go(at + 1)}>
          <ChevronDown size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t("close")} keys="Esc" onClick={close}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {found.length > 0 && (
        <ul className={css.list} aria-label={t("results")}>
          {found.slice(0, MAX_RESULTS).map((sheet, index) => (
            <li key={`${sheet.model ?? ""} ${sheet.node}`}>
              <button
                type="button"
                className={css.result}
                aria-current={index === at}
                onClick={() => go(index)}
              >
                <ResultText sheet={sheet} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {text.trim() === "" && <p className={css.hint}>{t("hint")}</p>}
    </search>
  );
}

/** A result: `tower › hidden`, and its class. */
function ResultText({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation("find");
  const { class: name, call } = sheet;
  return (
    <>
      <span className={css.name}>{nameOf(sheet)}</span>
      <span className={css.class}>
        {call === null ? name : t("editor:node.firstCall", { class: name, number: call })}
      </span>
    </>
  );
}

function nameOf(sheet: Sheet | undefined): string {
  if (sheet === undefined) return "";
  const { document } = useDocument.getState();
  return sheet.model === null ? sheet.title : `${entryTitle(document, sheet.model)} › ${sheet.title}`;
}
