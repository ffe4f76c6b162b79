import { describe, expect, test } from "vitest";
import { fuzzyScore } from "../../src/commands/fuzzyMatch";
import { plainText } from "../../src/document/find/plainText";

describe("finding by typing", () => {
  const names = ["Add a layer…", "Duplicate", "Delete and join what was around it", "Go to the settings"];
  const found = (text: string) =>
    names
      .flatMap((name) => {
        const score = fuzzyScore(text, [name]);
        return score === null ? [] : [{ name, score }];
      })
      .sort((a, b) => a.score - b.score)
      .map(({ name }) => name);

  test.each([
    ["dup", "Duplicate"],
    ["DUPL", "Duplicate"],
    ["layer", "Add a layer…"],
    ["join delete", "Delete and join what was around it"],
    ["dpl", "Duplicate"],
    ["settings", "Go to the settings"],
  ])("%s finds %s first", (text, name) => {
    expect(found(text)[0]).toBe(name);
  });

  test("the beginning of a name is better than its middle, and a short name better than a long one", () => {
    expect(fuzzyScore("copy", ["Copy"])).toBeLessThan(fuzzyScore("copy", ["Copy a link"]) ?? 0);
    expect(fuzzyScore("de", ["Delete"])).toBeLessThan(fuzzyScore("de", ["Code"]) ?? 0);
  });

  test("signs that are strewn over a long name find nothing", () => {
    expect(fuzzyScore("dt", ["Delete and join what was around it"])).not.toBeNull();
    expect(fuzzyScore("ead", ["Go to the next place, and then somewhere quite different"])).toBeNull();
    expect(fuzzyScore("xyz", names)).toBeNull();
  });

  test("any of several names may fit: the language's and the English one", () => {
    expect(fuzzyScore("undo", ["실행 취소", "Undo"])).toBe(0);
    expect(fuzzyScore("취소", ["실행 취소", "Undo"])).not.toBeNull();
  });

  test("Hangul is found while its syllables are still being written", () => {
    for (const typed of ["ㅍ", "파", "팔", "파라"]) {
      expect(fuzzyScore(typed, ["파라미터를 열지도로 보기"]), typed).toBeLessThan(1);
    }
    expect(fuzzyScore("팍", ["파라미터"])).toBeNull();
  });

  test("wide and accented letters are as plain ones", () => {
    expect(plainText("Ｄénsé")).toBe("dense");
    expect(plainText("激活")).toBe("激活");
  });
});
