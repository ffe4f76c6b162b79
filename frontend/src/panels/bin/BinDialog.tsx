import { useState } from "react";
import { useTranslation } from "react-i18next";
import { closeBin, purgeAll, useBin } from "../../state/bin";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/overlays/Dialog";
import css from "./Bin.module.css";
import { BinRow } from "./BinRow";
import { ConfirmPurge } from "./ConfirmPurge";

/** Deleted items, to restore or to delete permanently. Mounted while it is open. */
export function BinDialog() {
  const { t } = useTranslation("bin");
  const items = useBin((state) => state.items);
  const days = useBin((state) => state.days);
  const failed = useBin((state) => state.failed);
  return (
    <Dialog
      title={t("title")}
      close={t("close")}
      open
      onOpen={(open) => {
        if (!open) closeBin();
      }}
    >
      {failed !== null && (
        <p className={css.failure} role="alert">
          {t("failed", { message: failed })}
        </p>
      )}
      {items === null && failed === null && <p className={css.note}>{t("loading")}</p>}
      {items?.length === 0 && <p className={css.note}>{t("none", { count: days })}</p>}
      {items !== null && items.length > 0 && (
        <>
          <p className={css.note}>{t("about", { count: days })}</p>
          <ul className={css.list}>
            {items.map((item) => (
              <BinRow key={`${item.kind} ${item.id}`} item={item} />
            ))}
          </ul>
          <EmptyBin count={items.length} />
        </>
      )}
    </Dialog>
  );
}

/** Empties the bin after a confirmation, since that cannot be undone. */
function EmptyBin({ count }: { count: number }) {
  const { t } = useTranslation("bin");
  const [confirming, setConfirming] = useState(false);
  const purge = () => {
    setConfirming(false);
    void purgeAll();
  };
  return (
    <div className={css.footer}>
      {confirming ? (
        <ConfirmPurge question={t("emptySure", { count })} onYes={purge} onNo={() => setConfirming(false)} />
      ) : (
        <Button small look="danger" onClick={() => setConfirming(true)}>
          {t("empty")}
        </Button>
      )}
    </div>
  );
}
