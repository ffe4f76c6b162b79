import { useSyncExternalStore } from "react";

/** The style sheets know the same number: a phone in portrait orientation. */
const PHONE = matchMedia("(max-width: 700px)");

/** Whether the page is as narrow as a phone's. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => PHONE.matches);
}

function subscribe(onChange: () => void): () => void {
  PHONE.addEventListener("change", onChange);
  return () => PHONE.removeEventListener("change", onChange);
}
