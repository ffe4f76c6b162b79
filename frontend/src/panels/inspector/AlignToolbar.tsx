import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  type LucideIcon,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { canRun, runCommand } from "../../commands/handlers";
import { keyLabel } from "../../commands/keymap";
import { useCommandsLoaded } from "../../commands/menuItems";
import { useView } from "../../state/view";
import { IconButton } from "../../ui/Button";
import css from "./AlignToolbar.module.css";

const ALIGNMENTS = [
  ["graph.alignLeft", AlignStartVertical],
  ["graph.alignCenter", AlignCenterVertical],
  ["graph.alignRight", AlignEndVertical],
  ["graph.alignTop", AlignStartHorizontal],
  ["graph.alignMiddle", AlignCenterHorizontal],
  ["graph.alignBottom", AlignEndHorizontal],
  ["graph.distributeAcross", AlignHorizontalDistributeCenter],
  ["graph.distributeDown", AlignVerticalDistributeCenter],
] as const satisfies readonly (readonly [string, LucideIcon])[];

/** Buttons that align the selection. */
export function AlignToolbar() {
  const { t } = useTranslation(["gestures", "commands"]);
  useCommandsLoaded();
  // Which are enabled depends on how many are selected.
  useView((view) => view.nodes.length + view.notes.length);
  return (
    <div className={css.row} role="toolbar" aria-label={t("many.arrange")}>
      {ALIGNMENTS.map(([id, Icon]) => (
        <IconButton
          key={id}
          small
          label={t(`commands:title.${id}`)}
          keys={keyLabel(id)}
          disabled={!canRun(id)}
          onClick={() => runCommand(id)}
        >
          <Icon size={15} aria-hidden />
        </IconButton>
      ))}
    </div>
  );
}
