import { describe, expect, test } from "vitest";
import { startUpstream } from "../../support/upstream.ts";
import { doctor, key, well } from "./run.ts";

describe("Codat's response", () => {
  const ask = async (headers: Record<string, string>) => {
    await using upstream = await startUpstream(() => well(headers));
    return await doctor({ ...upstream.environment, CODAT_API_KEY: key });
  };

  test.each([
    [-3_600_000, "This machine's clock is 60 minutes ahead of Codat's."],
    [7_200_000, "This machine's clock is 120 minutes behind Codat's."],
  ])("with a Date %i ms off warns about the clock", async (offMs, message) => {
    const report = await ask({ date: new Date(Date.now() + offMs).toUTCString() });
    expect(report.of("clock")).toMatchObject({ result: "warning", message, fix: expect.any(String) });
    expect(report.ok).toBe(true);
  });

  test("without a valid Date is a warning", async () => {
    expect((await ask({ date: "soon" })).of("clock")).toMatchObject({ result: "warning" });
  });

  test("with a nearly empty quota is a warning; without a quota there is no check", async () => {
    const quota = (left: string) => ask({ "x-rate-limit-limit": "5000", "x-rate-limit-remaining": left });
    expect((await quota("12")).of("quota")).toMatchObject({
      result: "warning",
      message: "12 of 5000 requests remain in today's quota.",
    });
    expect((await quota("0")).of("quota")?.result).toBe("warning");
    expect((await quota("nonsense")).of("quota")).toBeUndefined();
  });

  test("of 429 has the text of a tool's error", async () => {
    await using upstream = await startUpstream(() => ({
      status: 429,
      headers: { "retry-after": "7200", "x-rate-limit-limit": "5000", "x-rate-limit-remaining": "0" },
      json: { error: "You have made too many requests." },
    }));
    const report = await doctor({ ...upstream.environment, CODAT_API_KEY: key });
    expect(report.of("api")).toMatchObject({
      result: "failure",
      fix: expect.stringContaining("Wait 7200 s (2 hours)"),
    });
    expect(report.of("quota")?.result).toBe("warning");
    expect(upstream.requests).toHaveLength(1);
  });
});
