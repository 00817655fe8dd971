import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileNameOf, numbered } from "../../../src/attachments/saving/file-name.ts";
import { cpuMs } from "../../support/cpu-time.ts";

describe("a file name that is valid on Linux, macOS and Windows", () => {
  test.each<[string | undefined, string]>([
    ["contract.pdf", "contract.pdf"],
    ["Übersicht – 2026 (März).xlsx", "Übersicht – 2026 (März).xlsx"],
    [undefined, "attachment"],
    ["", "attachment"],
    ["..", "attachment"],
    [" . ", "attachment"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["C:\\Windows\\system.ini", "C__Windows_system.ini"],
    ["a\u0000b\u202egpj.exe", "abgpj.exe.txt"],
    ["statement.pdf.LNK", "statement.pdf.LNK.txt"],
    ["run.ps1. ", "run.ps1.txt"],
    ["page.url", "page.url.txt"],
    ["logo.svg", "logo.svg.txt"],
    ["Desktop.ini", "_Desktop_ini"],
    ["autorun.inf", "_autorun_inf"],
    ["exe", "exe"],
    ["report.executive", "report.executive"],
    ["con", "_con"],
    ["NUL.txt", "_NUL.txt"],
    ["CON .txt", "_CON .txt"],
    ["a  b\u00a0c\u3000d.txt", "a b c d.txt"],
    ["com¹.pdf", "_com¹.pdf"],
    ["console.txt", "console.txt"],
    [".bashrc", "bashrc"],
    ["-rf", "rf"],
    ["name. . .", "name"],
    ['a|b?c*d<e>f"g.txt', "a_b_c_d_e_f_g.txt"],
    ["\ud800.txt", "_.txt"],
  ])("%j becomes %j", (name, expected) => {
    expect(fileNameOf(name)).toBe(expected);
  });

  test("a name of megabytes is handled in linear time", () => {
    for (const name of [`${" .".repeat(4_000_000)}x`, `x${" ".repeat(8_000_000)}x`, "a.".repeat(4_000_000)]) {
      expect(cpuMs(() => expect(fileNameOf(name).length).toBeLessThan(190))).toBeLessThan(1_000);
    }
  });

  test("a long name keeps its extension", () => {
    const name = fileNameOf(`${"ü".repeat(300)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
    expect(name.endsWith("ü.pdf")).toBe(true);
  });

  test("any name becomes one visible path segment that is not a device name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
        const made = fileNameOf(name);
        expect(made).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}]/u);
        expect(made).not.toMatch(/^\.|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(made.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(190);
      }),
    );
  });

  test.each([
    ["a.pdf", "a (2).pdf"],
    ["a", "a (2)"],
    ["archive.tar.gz", "archive.tar (2).gz"],
    ["v1. final", "v1. final (2)"],
  ])("a name that is already taken gets a number before its extension: %s", (name, expected) => {
    expect(numbered(name, 2)).toBe(expected);
  });
});
