// After `vite build`: writes .gz and .br beside every text file, and holds the first load to its budget.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET = 270_000;
const dist = new URL("../dist/", import.meta.url).pathname;
const html = await readFile(join(dist, "index.html"), "utf8");
let firstLoad = 0;

for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  // The program of the page that predicts is served to nobody.
  if (entry.parentPath.endsWith("/prediction")) continue;
  if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const body = await readFile(path);
  const gzip = gzipSync(body, { level: 9 });
  await writeFile(`${path}.gz`, gzip);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(`${path}.br`, brotliCompressSync(body, quality));
  if (html.includes(`/${relative(dist, path)}"`) && /\.(js|css)$/.test(entry.name)) firstLoad += gzip.length;
}

console.log(`first load: ${(firstLoad / 1000).toFixed(1)} kB gzip of ${BUDGET / 1000}`);
if (firstLoad === 0 || firstLoad > BUDGET) {
  console.error("The first load is over its budget, or was not found in index.html.");
  process.exit(1);
}
