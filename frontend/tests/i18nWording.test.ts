import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../src/i18n/languages";
import { readJson, SOURCES } from "./files";

type Texts = { [key: string]: string | Texts };

/** Common characters of simplified writing, each with that of traditional writing; neither stands in the other's texts. */
const PAIRS =
  `层層 张張 数數 据據 输輸 训訓 练練 网網 络絡 运運 执執 标標 签籤 权權 损損 调調 设設 连連 线線 节節 点點 图圖 项項 错錯
  误誤 问問 题題 档檔 资資 讯訊 库庫 检檢 视視 编編 译譯 进進 还還 这這 个個 们們 为為 时時 间間 动動 开開 关關 闭閉 显顯 隐隱 压壓 缩縮
  红紅 绿綠 蓝藍 边邊 缘緣 将將 从從 对對 应應 该該 与與 无無 类類 别別 长長 宽寬 变變 换換 义義 称稱 单單 双雙 维維 轴軸 阵陣 积積 验驗
  证證 读讀 写寫 记記 录錄 内內 结結 构構 态態 实實 际際 样樣 机機 学學 习習 优優 选選 择擇 删刪 复複 贴貼 销銷 击擊 键鍵 盘盤 响響 务務
  终終 帮幫 页頁 画畫 绘繪 载載 试試 请請 让讓 说說 语語 词詞 处處 备備 当當 产產 术術 级級 约約 组組 给給 经經 继繼 续續 监監 确確 认認
  启啟 暂暫 随隨 种種 补補 归歸`.split(/\s+/);

/** Words of the other side of the strait, and words for which this house has another: see CONTRIBUTING. */
const OTHER_WORDS: Record<string, string[]> = {
  "zh-CN": ["批大小", "批量", "注释", "模板", "你", "类别交叉熵", "缺省", "程式", "资料", "专案", "影像"],
  "zh-TW": [
    ...[
      "默認",
      "數據",
      "運行",
      "項目",
      "信息",
      "網絡",
      "文檔",
      "視頻",
      "用戶",
      "打印",
      "服務器",
      "鼠標",
      "屏幕",
    ],
    ...[
      "內存",
      "磁盤",
      "保存",
      "加載",
      "激活",
      "嵌套",
      "調用",
      "方差",
      "概率",
      "創建",
      "字符",
      "字節",
      "變量",
    ],
    ...["列表", "拼接", "優化器", "噪聲", "打開", "查看", "聯繫", "端口", "範本", "註記", "圖像", "你"],
  ],
  ko: ["레이어", "모양은", "모양을", "견주", "견줍", "특징", "까닭", "템플릿", "낱말", "단추", "‘"],
};

const TRANSLATED = LANGUAGES.filter((language) => language !== "en");

function texts(language: string): [where: string, text: string][] {
  const walk = (part: Texts, where: string): [string, string][] =>
    Object.entries(part).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[`${where}.${key}`, value]] : walk(value, `${where}.${key}`),
    );
  const own = readdirSync(join(SOURCES, "i18n", language)).flatMap((file) =>
    walk(readJson<Texts>("frontend/src/i18n", language, file), file.replace(/\.json$/, "")),
  );
  const shared = ["shared_schema/messages", "shared_schema/messages/descriptions"].flatMap((folder) =>
    walk(readJson<Texts>(folder, `${language}.json`), folder),
  );
  return [...own, ...shared];
}

/** The texts of a language in which a pattern is found. */
const having = (language: string, pattern: RegExp) =>
  texts(language).filter(([, text]) => pattern.test(text));

const either = (words: readonly string[]) => new RegExp(words.join("|"), "u");

test("traditional Chinese has no simplified characters, and simplified Chinese no traditional ones", () => {
  expect(having("zh-TW", either(PAIRS.map((pair) => pair.charAt(0))))).toEqual([]);
  expect(having("zh-CN", either(PAIRS.map((pair) => pair.charAt(1))))).toEqual([]);
});

describe.each(["zh-CN", "zh-TW"])("Chinese characters of %s", (language) => {
  test("have marks of their own width beside them", () => {
    expect(having(language, /\p{Script=Han}[,.:;!?]|[,.:;!?]\p{Script=Han}/u)).toEqual([]);
    expect(having(language, /\p{Script=Han} ?[,.:;!?()] ?\p{Script=Han}/u)).toEqual([]);
  });

  test("stand apart from Latin letters and figures", () => {
    expect(having(language, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)).toEqual([]);
  });
});

describe("Korean", () => {
  test("has no marks of Chinese", () => {
    expect(having("ko", /[，。：；？！、（）「」]/u)).toEqual([]);
  });

  test("lets no particle stand behind a placeholder that may not fit its last sound", () => {
    expect(having("ko", /\}(은|는|이|가|을|를|과|와|로|으로|라는|이라는)(?![가-힣(])/u)).toEqual([]);
    expect(having("ko", /\}(였|이었|여야|이어야|이라|이면|이기|이며)/u)).toEqual([]);
  });
});

test.each(TRANSLATED)("%s says each thing by its one word", (language) => {
  // Synonyms are the other words that people search by.
  const said = having(language, either(OTHER_WORDS[language] ?? []));
  expect(said.filter(([where]) => !where?.startsWith("synonyms."))).toEqual([]);
});
