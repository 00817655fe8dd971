import { readFile } from "node:fs/promises";
import { tokenizer } from "acorn";
import { expect, test } from "vitest";

test.each(["main.mjs", "server.mjs", "shared.mjs"])(
  "%s has no expression whose characters V8 looks up while it parses the file",
  async (file) => {
    const code = await readFile(`dist/${file}`, "utf8");
    const costly: string[] = [];
    const options = { ecmaVersion: "latest", sourceType: "module", allowHashBang: true } as const;
    for (const { type, start, end } of tokenizer(code, options)) {
      const literal = code.slice(start, end);
      if (type.label === "regexp" && /\\p\{/i.test(literal)) costly.push(literal);
    }
    expect(costly).toEqual([]);
  },
);
