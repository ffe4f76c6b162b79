// After `vite build`: writes dist/prediction/page.html, the program of a page that predicts without a server. The server
// puts a model and a run into it where it has <!--model--> and <!--run-->, and serves it to nobody.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const root = new URL("../", import.meta.url);
// Without relaxed SIMD, which not every browser has and whose last bits differ by machine.
const liteRt = createRequire(import.meta.url).resolve("@litertjs/core/wasm/litert_wasm_compat_internal.js");
const BUDGET = 6_000_000;

const { output } = await build({
  root: root.pathname,
  configFile: false,
  logLevel: "warn",
  plugins: [react()],
  build: {
    write: false,
    target: "es2022",
    cssCodeSplit: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: {
      input: new URL("src/predictionPage/main.tsx", root).pathname,
      output: { format: "iife", codeSplitting: false },
    },
  },
});
const textOf = (type, ending) => {
  const found = output.find((file) => file.type === type && file.fileName.endsWith(ending));
  if (found === undefined) throw new Error(`The build gave no ${ending}.`);
  return String(found.type === "chunk" ? found.code : found.source);
};
/** A script ends at the first `</script`, even within a string, and not at its own after a comment of HTML. */
const inline = (code) => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const runtime = gzipSync(await readFile(liteRt.replace(/\.js$/, ".wasm")), { level: 9 }).toString("base64");

// It may run what it holds and WebAssembly, and ask nobody for anything.
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  "font-src data:",
  "img-src data: blob:",
].join("; ");
const page = `<!doctype html>
<!-- Written by Layerloom (Apache-2.0). Holds LiteRT.js, Copyright Google LLC (Apache-2.0), and React (MIT). -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title></title>
<style>${textOf("asset", ".css")}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="run"><!--run--></script>
<script type="text/plain" id="model"><!--model--></script>
<script type="text/plain" id="runtime">${runtime}</script>
<script>${inline(await readFile(liteRt, "utf8"))}</script>
<script>${inline(textOf("chunk", ".js"))}</script>
</body>
</html>
`;
console.log(`page that predicts: ${(page.length / 1e6).toFixed(1)} MB`);
if (page.length > BUDGET) throw new Error(`It is larger than ${BUDGET / 1e6} MB.`);
await mkdir(new URL("dist/prediction/", root), { recursive: true });
await writeFile(new URL("dist/prediction/page.html", root), page);
