import type { PredictionPage as Page } from "@schema";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { languageFor } from "../i18n/languages";
import { embeddedJson } from "./embedded";
import { startLiteRt } from "./liteRt";
import { PredictionPage } from "./PredictionPage";
import { addTexts, speak } from "./texts";
import "../ui/tokens.css";
import "../ui/base.css";

const dark = matchMedia("(prefers-color-scheme: dark)");
const followTheme = () => {
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
};
dark.addEventListener("change", followTheme);
followTheme();

const page = embeddedJson("run") as Page;
document.title = page.title;
addTexts();
speak(languageFor(navigator.languages));

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
createRoot(root).render(
  <StrictMode>
    <PredictionPage page={page} starting={startLiteRt(page)} />
  </StrictMode>,
);
