import { CircleQuestionMark } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../ui/lazyPart";
import { LazyPopup } from "../../ui/overlays/LazyPopup";
import css from "./DocsButton.module.css";

interface DocsButtonProps {
  /** The kind of catalogue entry, and its name. */
  kind: string;
  name: string;
}

const loadPopover = async () => (await import("./DocsPopover")).DocsPopover;
const DocsPopover = lazyPart(loadPopover);

/** The button beside a choice that opens Keras's documentation of it, in a popover beside the whole row. */
export function DocsButton({ kind, name }: DocsButtonProps) {
  const { t } = useTranslation("editor");
  const button = useRef<HTMLButtonElement>(null);
  const trigger = (
    <button ref={button} type="button" className={css.button} aria-label={t("inspector.about", { name })}>
      <CircleQuestionMark size={14} aria-hidden />
    </button>
  );
  return (
    <LazyPopup
      trigger={trigger}
      popup="dialog"
      of={DocsPopover}
      preload={loadPopover}
      popupProps={{ kind, name, button }}
    />
  );
}
