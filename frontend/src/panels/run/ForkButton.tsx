import { GitFork } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasEnded } from "../../run/state";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import { lazyPart } from "../../ui/lazyPart";
import { Tooltip } from "../../ui/overlays/Tooltip";
import css from "./RunFacts.module.css";

const ForkDialog = lazyPart(async () => (await import("./ForkDialog")).ForkDialog, "forks", "activations");

/** Opens the list of what a new run of the current document takes from a run that has ended. */
export function ForkButton({ run }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  const [open, setOpen] = useState(false);
  if (run.active || !hasEnded(run.view.phase)) return null;
  return (
    <div className={css.resume}>
      <Tooltip text={t("fork.hint")}>
        <Button small onClick={() => setOpen(true)}>
          <GitFork size={13} aria-hidden />
          {t("fork.button")}
        </Button>
      </Tooltip>
      {open && (
        <Suspense fallback={null}>
          <ForkDialog run={run} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
