import fc from "fast-check";
import { character, codeUnit } from "../codat/texts.ts";
import { badIds } from "./bad-ids.ts";
import { oddIds } from "./odd-ids.ts";

const breaking = fc.constantFrom(...".%2e/\\?#@:;&+, 0aZ\u0000\n\u200b\u202e\u2028\ufeff\ud83d\ude00\u00e5");

/** Any text, those more often than by chance that break paths, or that are nearly an id. */
export const anyId = fc.oneof(
  fc.string({ unit: breaking, maxLength: 12 }),
  fc.string({ unit: character, maxLength: 300 }),
  fc.string({ unit: codeUnit, maxLength: 12 }),
  fc
    .tuple(fc.constantFrom(...oddIds, ...badIds), fc.constantFrom("", "/", "..", "\u2060", "é", "%"))
    .map((parts) => parts.join("")),
);

/** How often, and from which seed: the same in every run; fast-check prints it with what fails. */
export const fuzzing = (numRuns: number) => ({ numRuns, seed: 20_260_728 });

/** How long a run of those may take: much longer than it does, for a machine that has other things to do. */
export const within = { timeout: 60_000 };
