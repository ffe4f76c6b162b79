import { useTranslation } from "react-i18next";
import { timeAgo } from "./dates";

/** How long ago something was, in words; the tooltip has the moment. */
export function TimeAgo({ iso, className }: { iso: string; className?: string | undefined }) {
  const { i18n } = useTranslation();
  const moment = new Date(iso).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <time className={className} dateTime={iso} title={moment}>
      {timeAgo(iso, Date.now(), i18n.language)}
    </time>
  );
}
