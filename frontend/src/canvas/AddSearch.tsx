import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Addition } from "../document/adding";
import {
  allChoices,
  type Choice,
  fittingChoices,
  furtherCalls,
  modelCalls,
  publishedChoices,
  searchChoices,
} from "../document/search";
import { useCatalog } from "../store/catalog";
import { useOpenNode } from "../store/check";
import { openModel, useDocument } from "../store/document";
import { usePublished } from "../store/published";
import { useRecent } from "../store/recent";
import { useWire } from "../store/wire";
import { classes } from "../ui/classes";
import css from "./AddSearch.module.css";

/** Nobody reads further; whoever looks for more goes on typing. */
const SHOWN = 60;

interface AddSearchProps {
  /** Where it opens, in pixels of the canvas. */
  at: { x: number; y: number };
  onPick: (addition: Addition) => void;
  onClose: () => void;
}

/** The search that opens on the canvas. With a loose wire it offers only what takes the wire. */
export function AddSearch({ at, onPick, onClose }: AddSearchProps) {
  const { t } = useTranslation("editor");
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const choices = useChoices(text);
  const asking = useWire((state) => state.asking);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const current = choices[Math.min(place, choices.length - 1)];

  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof globalThis.Node && !box.current?.contains(event.target)) onClose();
    };
    // The click that opened this is still on its way.
    const timer = setTimeout(() => window.addEventListener("pointerdown", away), 0);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", away);
    };
  }, [onClose]);

  useEffect(() => {
    if (current === undefined) return;
    box.current
      ?.querySelector(`[data-choice="${CSS.escape(current.id)}"]`)
      ?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const step = (by: number) => setPlace((place + by + choices.length) % Math.max(choices.length, 1));
  return (
    <div
      ref={box}
      className={css.search}
      style={{ left: at.x, top: at.y }}
      role="dialog"
      aria-label={t("search.title")}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the person asked for this field with a key or a gesture.
        autoFocus
        className={css.text}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-label={t("search.title")}
        aria-activedescendant={current === undefined ? undefined : `${list}-${current.id}`}
        placeholder={t("search.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setPlace(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") step(1);
          else if (event.key === "ArrowUp") step(-1);
          else if (event.key === "Enter" && current !== undefined) onPick(current.addition);
          else if (event.key === "Escape" || event.key === "Tab") onClose();
          else return;
          event.preventDefault();
        }}
      />
      <div id={list} className={css.list} role="listbox" aria-label={t("search.results")}>
        {choices.map((choice) => (
          // The keyboard stays in the text field above and walks the list from there.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
          <div
            key={choice.id}
            id={`${list}-${choice.id}`}
            data-choice={choice.id}
            className={classes(css.choice, choice === current && css.current)}
            role="option"
            tabIndex={-1}
            aria-selected={choice === current}
            onClick={() => onPick(choice.addition)}
          >
            <span className={css.dot} style={{ "--family": `var(--${choice.family})` }} />
            <span className={css.name}>{choice.title}</span>
            <span className={css.note}>{choice.shape ?? choice.text}</span>
          </div>
        ))}
        {choices.length === 0 && <p className={css.none}>{t("search.none")}</p>}
      </div>
      {asking && (
        <p className={css.asking} role="status">
          {t("search.asking")}
        </p>
      )}
    </div>
  );
}

function useChoices(text: string): Choice[] {
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const document = useDocument((state) => state.document);
  const recent = useRecent((state) => state.layers);
  const published = usePublished((state) => state.published);
  const open = useDocument(openModel);
  const { wire, fitting } = useWire();
  const loose = useOpenNode(wire?.source ?? "")?.outputs[wire?.sourceOutput ?? 0];
  return useMemo(() => {
    if (catalog === null) return [];
    const all = [
      ...allChoices(catalog, { input: t("palette.input"), output: t("palette.output") }),
      ...publishedChoices(published, t("palette.publishedText")),
      ...modelCalls(document, open, (name) => t("search.callAgain", { name })),
    ];
    const offered = wire !== null && fitting !== null ? fittingChoices(all, fitting, loose) : all;
    const first = offered.filter((choice) => recent.includes(choice.title));
    const rest = offered.filter((choice) => !recent.includes(choice.title));
    const calls = furtherCalls(document, catalog, (name) => t("search.callAgain", { name }));
    const found = searchChoices([...first, ...rest, ...calls], text);
    return found.slice(0, SHOWN);
  }, [catalog, document, recent, published, open, wire, fitting, loose, text, t]);
}
