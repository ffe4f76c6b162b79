import { afterEach, describe, expect, test } from "vitest";
import { i18n } from "../src/i18n";
import { changeLanguage, LANGUAGES, languageFor } from "../src/i18n/languages";
import { initialLanguage, setLanguage } from "../src/state/preferences";
import { countText } from "../src/ui/numbers";

afterEach(async () => {
  localStorage.clear();
  await changeLanguage("en");
});

test.each([
  [["ko-KR", "en"], "ko"],
  [["de", "ko"], "ko"],
  [["en-GB", "ko"], "en"],
  [["zh"], "zh-CN"],
  [["zh-SG"], "zh-CN"],
  [["zh-Hans-HK"], "zh-CN"],
  [["zh-HK"], "zh-TW"],
  [["zh-Hant"], "zh-TW"],
  [["fr"], "en"],
  [[], "en"],
])("of %j the page speaks %s", (wanted, language) => {
  expect(languageFor(wanted)).toBe(language);
});

describe("a chosen language", () => {
  test.each(LANGUAGES.filter((language) => language !== "en"))(
    "%s is fetched and spoken",
    async (language) => {
      expect(i18n.t("bar.undo")).toBe("Undo");
      await setLanguage(language);
      expect(i18n.t("bar.undo")).not.toBe("Undo");
      expect(i18n.t("training:train")).not.toBe("Train");
      expect(document.documentElement.lang).toBe(language);
      expect(initialLanguage()).toBe(language);
      expect(countText(1234567)).toBe("1,234,567");
    },
  );

  test("stands over those asked for before it", async () => {
    await Promise.all([setLanguage("ko"), setLanguage("zh-TW")]);
    expect(i18n.language).toBe("zh-TW");
    expect(document.documentElement.lang).toBe("zh-TW");
  });
});

test("a kept language that the page does not speak is passed over", () => {
  localStorage.setItem("layerloom.language", "xx");
  expect(LANGUAGES).toContain(initialLanguage());
});
