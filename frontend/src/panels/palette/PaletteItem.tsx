import type { DragEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "../../document/search";
import { add } from "../../store/commands";
import { ADDITION_TYPE } from "../../store/dragged";
import css from "./Palette.module.css";

/** `recent`: it stands in its family as well, and the two must have different names. */
export function PaletteItem({ choice, recent }: { choice: Choice; recent: boolean }) {
  const { t } = useTranslation("editor");
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(ADDITION_TYPE, JSON.stringify(choice.addition));
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <li>
      <button
        type="button"
        className={css.item}
        draggable
        aria-label={recent ? t("palette.recentItem", { name: choice.title }) : undefined}
        title={choice.text}
        onDragStart={onDragStart}
        onDoubleClick={() => add(choice.addition)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          add(choice.addition);
        }}
      >
        <span className={css.dot} style={{ "--family": `var(--${choice.family})` }} />
        {choice.title}
      </button>
    </li>
  );
}
