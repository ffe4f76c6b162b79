import { Plus, RotateCcw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { changeKeys, formatKey, type KeyText, keysOf, useKeymap } from "../../commands/keymap";
import { assignKey, type KeyAvailability, removeKey } from "../../commands/rebindKey";
import { type CommandId, commandOf } from "../../commands/registry";
import { Button, IconButton } from "../../ui/Button";
import css from "./ShortcutsDialog.module.css";

/** A command that waits for a key: in the place of which, and what was pressed that it cannot simply have. */
export interface Asked {
  id: CommandId;
  instead: KeyText | null;
  pressed: { key: KeyText; verdict: Exclude<KeyAvailability, "free"> } | null;
}

interface KeyRowProps {
  id: CommandId;
  asked: Asked | null;
  onAsk: (instead: KeyText | null) => void;
  onDone: () => void;
}

/** A command with its keys: press one to change it. */
export function KeyRow({ id, asked, onAsk, onDone }: KeyRowProps) {
  const { t } = useTranslation("commands");
  const changed = useKeymap((state) => state.changed);
  const command = t(`title.${id}`);
  const keys = keysOf(id, changed);
  const waiting = (key: KeyText | null) => asked !== null && asked.pressed === null && asked.instead === key;
  if (commandOf(id).fixed) {
    return (
      <li className={css.row}>
        <span className={css.title}>{command}</span>
        {keys.map((key) => (
          <kbd key={key} className={css.fixed}>
            {formatKey(key)}
          </kbd>
        ))}
      </li>
    );
  }
  return (
    <li className={css.row}>
      <span className={css.title}>{command}</span>
      {keys.map((key) => (
        <span key={key} className={css.key}>
          <button
            type="button"
            className={css.change}
            aria-label={waiting(key) ? undefined : t("keys.change", { key: formatKey(key), command })}
            onClick={() => onAsk(key)}
          >
            {waiting(key) ? t("keys.press") : formatKey(key)}
          </button>
          <button
            type="button"
            className={css.drop}
            aria-label={t("keys.remove", { key: formatKey(key), command })}
            onClick={() => removeKey(id, key)}
          >
            <X size={11} aria-hidden />
          </button>
        </span>
      ))}
      {waiting(null) && <span className={css.pressing}>{t("keys.press")}</span>}
      <IconButton small className={css.more} label={t("keys.add", { command })} onClick={() => onAsk(null)}>
        <Plus size={13} aria-hidden />
      </IconButton>
      {changed[id] !== undefined && (
        <IconButton small label={t("keys.reset", { command })} onClick={() => changeKeys(id, null)}>
          <RotateCcw size={13} aria-hidden />
        </IconButton>
      )}
      {asked?.pressed && <Refusal asked={asked} onDone={onDone} />}
    </li>
  );
}

/** Why a key cannot be had; one that another command has can be taken from it. */
function Refusal({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const { t } = useTranslation("commands");
  if (asked.pressed === null) return null;
  const { key, verdict } = asked.pressed;
  const taken = typeof verdict === "object";
  return (
    <p className={css.refusal} role="alert">
      <span>
        {taken
          ? t("keys.taken", { key: formatKey(key), command: t(`title.${verdict.takenBy}`) })
          : t(`keys.refused.${verdict}`, { key: formatKey(key) })}
      </span>
      {taken && (
        <Button
          small
          onClick={() => {
            assignKey(asked.id, key, asked.instead);
            onDone();
          }}
        >
          {t("keys.take")}
        </Button>
      )}
      <Button small look="quiet" onClick={onDone}>
        {t("keys.leave")}
      </Button>
    </p>
  );
}
