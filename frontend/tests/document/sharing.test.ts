import { deflateRawSync, deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { holdsDocument } from "../../src/document/sharing/address";
import { Damaged, TooLarge, unpack } from "../../src/document/sharing/compression";
import { DOCUMENT_BYTES, LINK_LETTERS } from "../../src/document/sharing/limits";
import { hashOf, readHash } from "../../src/document/sharing/link";
import { crc32, isPng, textIn, withText } from "../../src/document/sharing/png";
import { jsonInSvg, metadataOf } from "../../src/document/sharing/svgMetadata";
import { toBytes } from "../../src/document/sharing/text";
import type { Document } from "../../src/document/types";
import { chain } from "../support/chain";

const labelled: Document = {
  ...chain,
  name: "질문 → 答案 <b>&\"'\u0007\ufffe 🧵",
  notes: { a: { text: "첫째\n둘째 ]]> -->", x: 0, y: 0, width: 100, height: 60 } },
};

/** One grey pixel, as any program writes it. */
const PIXEL = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

describe("a link", () => {
  test("[C53] gives back the very document, whatever its script", async () => {
    const hash = await hashOf(labelled);
    expect(holdsDocument(hash)).toBe(true);
    expect(hash).toMatch(/^#\/d\/[\w-]+$/);
    expect(await readHash(hash)).toEqual(labelled);
  });

  test("[C54] is not made of a document that is too large for one", async () => {
    const text = Array.from({ length: 60_000 }, (_, i) => (Math.sin(i) * 1e9).toString(36)).join("");
    const large = { ...chain, notes: { a: { text, x: 0, y: 0, width: 1, height: 1 } } };
    await expect(hashOf(large)).rejects.toThrow(TooLarge);
    await expect(readHash(`#/d/${"A".repeat(LINK_LETTERS)}`)).rejects.toThrow(TooLarge);
  });

  test("[C54] that would unpack to more than a document may be is stopped on the way", async () => {
    const bomb = deflateRawSync(Buffer.alloc(DOCUMENT_BYTES + 1, " "));
    expect(bomb.length).toBeLessThan(LINK_LETTERS / 2);
    await expect(readHash(`#/d/${bomb.toString("base64url")}`)).rejects.toThrow(TooLarge);
  });

  test.each([
    "#/d/",
    "#/d/%%",
    "#/d/A",
    "#/d/AAAA",
    `#/d/${Buffer.from("no deflate").toString("base64url")}`,
  ])("[C55] that is damaged is reported as such: %s", async (hash) => {
    await expect(readHash(hash)).rejects.toThrow(Damaged);
  });

  test("[C55] that was cut off is reported as such", async () => {
    const hash = await hashOf(labelled);
    await expect(readHash(hash.slice(0, -12))).rejects.toThrow(Damaged);
  });

  test("[C55] that holds no JSON, or no text, is reported as such", async () => {
    for (const content of [Buffer.from("{"), Buffer.from([0xff, 0xfe, 0x80])]) {
      const hash = `#/d/${deflateRawSync(content).toString("base64url")}`;
      await expect(readHash(hash)).rejects.toThrow(Damaged);
    }
  });
});

describe("a PNG", () => {
  test("the sum of its chunks is that of the standard", () => {
    expect(crc32(toBytes("123456789"))).toBe(0xcbf43926);
    expect(crc32(toBytes("IEND"))).toBe(0xae426082);
  });

  test.each(["short", "a long text, 길다, ".repeat(500)])(
    "[C56] carries a text and gives it back",
    async (text) => {
      const carrying = await withText(PIXEL, "layerloom", text);
      expect(isPng(carrying)).toBe(true);
      expect(carrying.length - PIXEL.length).toBeLessThan(300);
      expect(await textIn(carrying, "layerloom", DOCUMENT_BYTES)).toBe(text);
      expect(await textIn(carrying, "another", DOCUMENT_BYTES)).toBeNull();
      expect(await textIn(PIXEL, "layerloom", DOCUMENT_BYTES)).toBeNull();
    },
  );

  test("[C56] has its text where other programs look for it, packed as the standard says", async () => {
    const text = "길다 ".repeat(200);
    const carrying = Buffer.from(await withText(PIXEL, "layerloom", text));
    const at = carrying.indexOf("iTXt");
    const data = carrying.subarray(at + 4, at + 4 + carrying.readUInt32BE(at - 4));
    const keyword = data.subarray(0, 14);
    expect(keyword).toEqual(Buffer.from("layerloom\0\x01\0\0\0", "latin1"));
    expect(inflateSync(data.subarray(14)).toString("utf8")).toBe(text);
    expect(carrying.indexOf("IEND")).toBeGreaterThan(at);
  });

  test("[C55] that is cut off or changed is reported as such", async () => {
    const carrying = await withText(PIXEL, "layerloom", "text of it");
    const changed = carrying.slice();
    const last = carrying.length - 12 - 5;
    changed[last] = (changed[last] ?? 0) ^ 1;
    await expect(textIn(changed, "layerloom", 100)).rejects.toThrow(Damaged);
    await expect(textIn(carrying.slice(0, -20), "layerloom", 100)).rejects.toThrow(Damaged);
    await expect(textIn(toBytes("no PNG at all"), "layerloom", 100)).rejects.toThrow(Damaged);
  });

  test("[C54] whose text is more than a document may be is stopped on the way", async () => {
    const bomb = await withText(PIXEL, "layerloom", " ".repeat(1_000_000));
    expect(bomb.length).toBeLessThan(3000);
    await expect(textIn(bomb, "layerloom", 999_999)).rejects.toThrow(TooLarge);
    await expect(textIn(await withText(PIXEL, "layerloom", "abc"), "layerloom", 2)).rejects.toThrow(TooLarge);
  });
});

describe("an SVG", () => {
  const around = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}<rect/></svg>`;

  test("[C57] carries a document and gives it back", () => {
    const json = jsonInSvg(around(metadataOf(labelled)), DOCUMENT_BYTES);
    expect(JSON.parse(json ?? "")).toEqual(labelled);
  });

  test("[C57] gives it back after another program wrote the signs and prefixes its own way", () => {
    const text = around(metadataOf(labelled))
      .replaceAll(/(<\/?)layerloom:/g, "$1ns0:")
      .replace("xmlns:layerloom", "xmlns:ns0")
      .replaceAll("&quot;", '"')
      .replaceAll("한", "&#xd55c;");
    expect(JSON.parse(jsonInSvg(text, DOCUMENT_BYTES) ?? "")).toEqual(labelled);
  });

  test("[C55] without a document has none, and a broken one is reported as such", () => {
    expect(jsonInSvg(around(""), DOCUMENT_BYTES)).toBeNull();
    expect(jsonInSvg(around("<metadata><document>{}</document></metadata>"), DOCUMENT_BYTES)).toBeNull();
    const broken = around(metadataOf(labelled)).replace("</layerloom:document>", "");
    expect(() => jsonInSvg(broken, DOCUMENT_BYTES)).toThrow(Damaged);
    expect(() => jsonInSvg(around(metadataOf(labelled)), 10)).toThrow(TooLarge);
  });
});

test("what was packed by others is unpacked", async () => {
  const bytes = Uint8Array.from(deflateSync(Buffer.from("words")));
  expect(Buffer.from(await unpack(bytes, "deflate", 100)).toString()).toBe("words");
});
