import { describe, expect, test } from "vitest";
import { connectTo, startAnsweringEmpty } from "./answers.ts";
import { askedOf } from "./asked.ts";
import { sent } from "./target.ts";
import { targets } from "./targets.ts";

const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

describe("calls cannot refer to inherited object properties", () => {
  // The SDK drops this name from the arguments, so this server cannot reject it.
  test.for(targets.filter(({ kind }) => kind === "tool"))(
    "an argument called __proto__ does not change the requests of $name",
    async (tool) => {
      await using upstream = await startAnsweringEmpty();
      await using client = await connectTo(upstream);
      for (const base of tool.bases) {
        await tool.call(client, base);
        upstream.requests.length = 0;
        const without = await tool.call(client, base);
        const asked = askedOf(upstream.requests);
        for (const value of ["A1", null, { companyId: "..", polluted: true }]) {
          upstream.requests.length = 0;
          expect(await tool.call(client, { ...base, ["__proto__"]: value })).toEqual(without);
          expect(askedOf(upstream.requests)).toEqual(asked);
        }
      }
      expect("polluted" in {}).toBe(false);
    },
  );

  test.for(targets.filter(({ kind }) => kind === "resource" || kind === "prompt"))(
    "a variable of $name with such a name has no completions",
    async ({ ref, bases: [known = {}] }) => {
      await using upstream = await startAnsweringEmpty();
      await using client = await connectTo(upstream);
      for (const variable of inherited) {
        expect(await client.complete(ref, variable, "", sent(known))).toEqual([]);
      }
      expect(upstream.requests).toEqual([]);
    },
  );

  test.for(inherited)("there is no tool or prompt called %s", async (name) => {
    await using upstream = await startAnsweringEmpty();
    await using client = await connectTo(upstream);
    await expect(client.callTool(name, {})).rejects.toThrow();
    await expect(client.getPrompt(name, {})).rejects.toThrow();
    await expect(client.complete(name, "companyId", "")).rejects.toThrow();
    expect(upstream.requests).toEqual([]);
  });
});
