import { expect } from "vitest";
import { readCommand } from "../../../../src/cli/command.ts";
import type { Check } from "../../../../src/cli/doctor/check.ts";
import { runHttpDoctor } from "../../../../src/cli/doctor/http/index.ts";
import { defaultLimits, type Limits } from "../../../../src/cli/doctor/http/probe.ts";

export interface Report {
  ok: boolean;
  printed: string;
  checks: Check[];
  /** The first check with this name that is not ok; otherwise the first one. */
  of(name: string): (Check & { fix?: string }) | undefined;
}

interface Options {
  token?: string | undefined;
  limits?: Partial<Limits>;
  /** Besides the token. */
  environment?: Record<string, string>;
}

/** Runs `doctor http URL --json` in this process. What it prints must not have the token. */
export async function doctorHttp(
  url: URL | string,
  { token, limits = {}, environment = {} }: Options = {},
): Promise<Report> {
  const command = readCommand(["doctor", "http", String(url), "--json"], {
    ...environment,
    ...(token !== undefined && { CODAT_HTTP_TOKEN: token }),
  });
  if (command.name !== "doctor http") throw new Error("This is not the command doctor http.");
  let printed = "";
  const ok = await runHttpDoctor(command, {
    version: "0.0.0",
    write: (text) => {
      printed += text;
    },
    unexpected: (error) => {
      throw error;
    },
    limits: { ...defaultLimits, ...limits },
  });
  const report: { ok: boolean; checks: Check[] } = JSON.parse(printed);
  expect(report.ok).toBe(ok);
  if (token !== undefined) expect(printed).not.toContain(token);
  const named = (name: string) => report.checks.filter((check) => check.name === name);
  return {
    ...report,
    printed,
    of: (name) => named(name).find(({ result }) => result !== "ok") ?? named(name)[0],
  };
}

/** The names of the checks that failed. */
export function failuresOf({ checks }: Report): string[] {
  return checks.filter(({ result }) => result === "failure").map(({ name }) => name);
}
