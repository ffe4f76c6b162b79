import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./SidePanel.module.css";
import { setCollapsed, useView } from "./state/view";
import { IconButton } from "./ui/Button";
import { classNames } from "./ui/classNames";

interface SidePanelProps {
  side: "palette" | "inspector";
  name: string;
  children: ReactNode;
}

/** A foldable panel beside the canvas; on a narrow page it lies over the canvas as a drawer. */
export function SidePanel({ side, name, children }: SidePanelProps) {
  const { t } = useTranslation("editor");
  const folded = useView((view) => view.collapsed[side]);
  const [Open, Close] =
    side === "palette" ? [PanelLeftOpen, PanelLeftClose] : [PanelRightOpen, PanelRightClose];
  return (
    <aside
      className={classNames(css.side, css[side], folded && css.folded)}
      aria-label={name}
      data-tour={side}
    >
      {!folded && <div className={css.content}>{children}</div>}
      <div className={css.handle}>
        <IconButton
          small
          label={t(folded ? "app.unfold" : "app.fold", { name })}
          aria-expanded={!folded}
          onClick={() => setCollapsed(side, !folded)}
        >
          {folded ? <Open size={15} aria-hidden /> : <Close size={15} aria-hidden />}
        </IconButton>
      </div>
    </aside>
  );
}
