// Before the first paint, so that a dark page never flashes white. `state/preferences.ts` keeps the same key and attribute.
let theme = "";
try {
  theme = localStorage.getItem("layerloom.theme") ?? "";
} catch {
  // Storage may be forbidden; the system's theme then holds.
}
if (theme !== "light" && theme !== "dark")
  theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.documentElement.dataset.theme = theme;
