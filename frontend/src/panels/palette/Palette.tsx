import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { allChoices, type Choice, FAMILIES, searchChoices } from "../../document/search";
import { useCatalog } from "../../store/catalog";
import { add } from "../../store/commands";
import { useRecent } from "../../store/recent";
import css from "./Palette.module.css";
import { PaletteItem } from "./PaletteItem";

/** Everything that can be drawn: search it, drag it onto the canvas, or double-click it. */
export function Palette() {
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const recent = useRecent((state) => state.layers);
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useSlashKey(field);

  const choices = useMemo(
    () =>
      catalog === null ? [] : allChoices(catalog, { input: t("palette.input"), output: t("palette.output") }),
    [catalog, t],
  );
  const found = text.trim() === "" ? null : searchChoices(choices, text);
  const groups = found === null ? groupsOf(choices, recent) : [{ id: "found", choices: found }];

  return (
    <div className={css.palette}>
      <div className={css.searchBox}>
        <input
          ref={field}
          type="search"
          className={css.search}
          aria-label={t("palette.search")}
          placeholder={t("palette.placeholder", { count: choices.length })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = found?.[0];
            if (event.key === "Enter" && first !== undefined) add(first.addition);
            else if (event.key === "Escape") {
              setText("");
              field.current?.blur();
            }
          }}
        />
        {text === "" && (
          <kbd className={css.key} aria-hidden>
            /
          </kbd>
        )}
      </div>
      <div className={css.groups}>
        {catalog === null && <Skeleton />}
        {groups.map((group) => (
          <section key={group.id} aria-labelledby={`palette-${group.id}`}>
            <h2 id={`palette-${group.id}`} className={css.heading}>
              {t(`palette.group.${group.id}`)}
            </h2>
            <ul className={css.list}>
              {group.choices.map((choice) => (
                <PaletteItem key={choice.id} choice={choice} recent={group.id === "recent"} />
              ))}
            </ul>
          </section>
        ))}
        {found?.length === 0 && <p className={css.none}>{t("palette.none", { text: text.trim() })}</p>}
      </div>
    </div>
  );
}

function groupsOf(
  choices: readonly Choice[],
  recent: readonly string[],
): { id: string; choices: Choice[] }[] {
  const lately = recent.flatMap((name) => choices.filter((choice) => choice.title === name));
  const groups = [
    { id: "recent", choices: lately },
    { id: "ends", choices: choices.filter((choice) => choice.addition.kind !== "layer") },
    ...FAMILIES.map((family) => ({
      id: family,
      choices: choices.filter((choice) => choice.family === family && choice.addition.kind === "layer"),
    })),
  ];
  return groups.filter((group) => group.choices.length > 0);
}

/** `/` goes to the search, from anywhere but a text field. */
function useSlashKey(field: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest("input, textarea, select, [role='dialog']")) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [field]);
}

function Skeleton() {
  return (
    <div aria-hidden>
      {[70, 90, 60, 110, 80, 95].map((width) => (
        <div key={width} className={css.skeleton} style={{ width }} />
      ))}
    </div>
  );
}
