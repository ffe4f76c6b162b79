import { X } from "lucide-react";
import type { DragEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "../../document/search";
import { ADDITION_TYPE } from "../../store/dragged";
import { add } from "../../store/gestures";
import { withdrawModel } from "../../store/published";
import { IconButton } from "../../ui/Button";
import css from "./Palette.module.css";

/** `recent`: it stands in its family as well, and the two must have different names. */
export function PaletteItem({ choice, recent }: { choice: Choice; recent: boolean }) {
  const { t } = useTranslation("editor");
  const { addition } = choice;
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(ADDITION_TYPE, JSON.stringify(addition));
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <li className={css.row}>
      <button
        type="button"
        className={css.item}
        draggable
        aria-label={recent ? t("palette.recentItem", { name: choice.title }) : undefined}
        title={choice.text}
        onDragStart={onDragStart}
        onDoubleClick={() => add(addition)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          add(addition);
        }}
      >
        <span className={css.dot} style={{ "--family": `var(--${choice.family})` }} />
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
