import { X } from "lucide-react";
import type { DragEvent, MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { addToGraph } from "../../actions/graphActions";
import { withdrawModel } from "../../actions/publishModel";
import type { Choice } from "../../document/add/paletteSearch";
import { ADDITION_TYPE, pickAddition, usePickedAddition } from "../../state/palette";
import { hideToast, showToast } from "../../state/toast";
import { isNarrow, setCollapsed } from "../../state/view";
import { IconButton } from "../../ui/Button";
import { hasModifier } from "../../ui/modifiers";
import { glyphOf } from "./glyphs";
import css from "./Palette.module.css";

/** An item of the palette. A `recent` one is in its family as well, so that it needs another accessible name. */
export function PaletteItem({ choice, recent }: { choice: Choice; recent: boolean }) {
  const { t } = useTranslation("editor");
  const { addition } = choice;
  const isPicked = usePickedAddition(({ picked }) => picked === addition);
  /** Touch cannot drag out of a list that it scrolls: one tap takes an item, the next one places it. */
  const onClick = ({ nativeEvent }: MouseEvent) => {
    if (!(nativeEvent instanceof PointerEvent) || nativeEvent.pointerType !== "touch") return;
    pickAddition(isPicked ? null : addition);
    if (isPicked) return hideToast();
    showToast({ key: "palette.picked", values: { name: choice.title } });
    // As a drawer, the palette covers the canvas.
    if (isNarrow()) setCollapsed("palette", true);
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(ADDITION_TYPE, JSON.stringify(addition));
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <li className={css.row}>
      <button
        type="button"
        className={css.item}
        data-stop
        tabIndex={-1}
        draggable
        aria-label={recent ? t("palette.recentItem", { name: choice.title }) : undefined}
        title={choice.text}
        aria-pressed={isPicked || undefined}
        onClick={onClick}
        onDragStart={onDragStart}
        onDoubleClick={() => addToGraph(addition)}
        onKeyDown={(event) => {
          if ((event.key !== "Enter" && event.key !== " ") || hasModifier(event)) return;
          event.preventDefault();
          addToGraph(addition);
        }}
      >
        <svg
          className={css.glyph}
          style={{ "--family": `var(--${choice.family})` }}
          viewBox="0 0 16 16"
          aria-hidden
        >
          <path d={glyphOf(choice.title, choice.family)} />
        </svg>
        <span className={css.itemText}>{choice.title}</span>
      </button>
      {addition.kind === "published" && (
        <IconButton
          small
          className={css.withdraw}
          label={t("palette.withdraw", { name: choice.title })}
          onClick={() => void withdrawModel(addition.name)}
        >
          <X size={13} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
