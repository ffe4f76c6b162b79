import type { BinItem } from "@schema";
import { Activity, Boxes, FileText, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { restore } from "../../actions/restoreDeleted";
import { purge } from "../../state/bin";
import { Button, IconButton } from "../../ui/Button";
import css from "./Bin.module.css";
import { usedByText } from "./binText";
import { ConfirmPurge } from "./ConfirmPurge";

const ICONS = { project: FileText, run: Activity, published: Boxes };

/** A deleted item: its kind, what uses it, and until when it is kept. */
export function BinRow({ item }: { item: BinItem }) {
  const { t, i18n } = useTranslation("bin");
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const { kind, name, runs } = item;
  const Icon = ICONS[kind];
  const day = (when: string) => new Date(when).toLocaleDateString(i18n.language, { dateStyle: "medium" });
  const used = usedByText(t, i18n.language, item);
  const act = async (work: () => Promise<boolean>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  return (
    <li className={css.row}>
      <Icon size={15} className={css.icon} aria-hidden />
      <div className={css.item}>
        <p className={css.name}>{name}</p>
        <p className={css.note}>
          {t(`kind.${kind}`)}
          {runs > 0 && ` · ${t("with", { count: runs })}`}
          {" · "}
          {t("when", { when: day(item.deleted_at), until: day(item.purged_at) })}
        </p>
        {used !== null && <p className={css.note}>{used}</p>}
        {confirming && (
          <ConfirmPurge
            question={t("sure")}
            onYes={() => void act(() => purge(item))}
            onNo={() => setConfirming(false)}
          />
        )}
      </div>
      {!confirming && (
        <>
          <Button
            small
            aria-label={t("restoreNamed", { name })}
            disabled={busy}
            onClick={() => void act(() => restore(item))}
          >
            {t("restore")}
          </Button>
          <IconButton
            small
            label={t("purgeNamed", { name })}
            disabled={busy}
            onClick={() => setConfirming(true)}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}
