import fc from "fast-check";
import { character, codeUnit } from "../codat/texts.ts";
import { badIds } from "./bad-ids.ts";
import { oddIds } from "./odd-ids.ts";

const breaking = fc.constantFrom(...".%2e/\\?#@:;&+, 0aZ\u0000\n\u200b\u202e\u2028\ufeff\ud83d\ude00\u00e5");

/** Any text, with a bias toward text that breaks paths or is almost a valid id. */
export const anyId = fc.oneof(
  fc.string({ unit: breaking, maxLength: 12 }),
  fc.string({ unit: character, maxLength: 300 }),
  fc.string({ unit: codeUnit, maxLength: 12 }),
  fc
    .tuple(fc.constantFrom(...oddIds, ...badIds), fc.constantFrom("", "/", "..", "\u2060", "é", "%"))
    .map((parts) => parts.join("")),
);

/** The number of runs and a fixed seed. fast-check prints the seed with a failure. */
export const fuzzing = (numRuns: number) => ({ numRuns, seed: 20_260_728 });

/** A generous time limit for a busy machine. */
export const within = { timeout: 60_000 };
