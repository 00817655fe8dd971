import { copyTree } from "../../base/copy-tree.ts";
import type { Steps } from "../../base/event-loop.ts";
import { once } from "../../base/once.ts";
import { isPlaceholder } from "../../base/same-value.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import type { Query } from "../../codat/path.ts";
import { isCustomerData, type Route } from "../../codat/routes.ts";
import type { MaskKind } from "../../settings/index.ts";
import { fieldKinds, flatName } from "./field-kinds.ts";
import { filesWithheld } from "./files-withheld.ts";
import { type MaskedBy, maskersOf, maskingIsOn } from "./masked-by.ts";
import { createPseudonymizer, maskWithoutTags, type TagOf } from "./pseudonyms.ts";
import { orderNames, queryParts } from "./query-parts.ts";
import { withoutRequested } from "./requested-texts.ts";

/** Masks a borrower's personal data before any other part of this server reads it. */
export interface Mask {
  /** Throws `not_allowed` for the content of a file that is masked, `arguments` for a query on a masked field. */
  permit(route: Route, query?: Query): void;
  /** Codat's response with its masked fields blanked. It stays visible which fields have a value, and which values are equal. */
  json(route: Route, answer: JsonObject): Steps<JsonObject>;
  /** A text with its e-mail addresses and telephone numbers masked. Names, addresses and other numbers have no form to find them by. */
  text(text: string): string;
  /** Masks Codat's text in an error, without tags, and removes the ids and values that were requested. */
  message(text: string, route: Route, query?: Query): string;
}

// Objects that contain fields of these kinds. Filtering by the object would reveal them.
const parents = new Map<string, readonly MaskKind[]>([
  ["contact", ["email", "phone", "address"]],
  ["contacts", ["email", "phone", "address"]],
]);
// Within a masked address or phone: its type, as one word.
const kindField = /^(type|status)$/i;
const kindWord = /^[A-Za-z]{1,20}$/;
const withheldField = "supplementaldata";
// Cheaper than normalizing every name.
const mayBeWithheld = /supp/i;

/** Whether what is copied is in a masked field. */
type Within = "record" | "masked";

interface MaskOptions {
  /** What masks a kind, if it is not CODAT_MASK. */
  maskedBy?: MaskedBy;
  /** Replaces the numbers of masked values. */
  tagOf?: TagOf | undefined;
}

export function createMask(kinds: readonly MaskKind[], { maskedBy = {}, tagOf }: MaskOptions = {}): Mask {
  const withheld = `withheld while ${maskingIsOn(kinds, maskedBy)}`;
  const pseudonyms = createPseudonymizer(tagOf);
  const inText = { email: kinds.includes("email"), phone: kinds.includes("phone") };
  const isMasked = (name: string) => {
    for (const kind of fieldKinds(name)) if (kinds.includes(kind)) return true;
    return false;
  };
  const isWithheld = (name: string) =>
    kinds.length > 0 && mayBeWithheld.test(name) && flatName(name) === withheldField;

  const masked = (value: unknown, name: string, within: Within): unknown => {
    if (within === "record") {
      if (isWithheld(name) && value !== null) return withheld;
      if (!isMasked(name)) return value;
    } else if (typeof value === "string" && kindField.test(name) && kindWord.test(value)) return value;
    // A placeholder says that there is no value.
    if (typeof value === "string" && isPlaceholder(value)) return value;
    return typeof value === "string" || typeof value === "number" ? pseudonyms.value(String(value)) : value;
  };
  const enter = (name: string, within: Within) => {
    if (within === "masked") return { state: within };
    if (isWithheld(name)) return { value: withheld };
    return { state: isMasked(name) ? "masked" : within } as const;
  };

  return {
    permit({ kind }, { query, orderBy } = {}) {
      if (kinds.includes("files") && kind === "attachment_content") throw filesWithheld(maskedBy);
      if (kinds.length === 0) return;
      const [filter, order] = [String(query ?? ""), String(orderBy ?? "")];
      if (filter.length > longestQuery || order.length > longestQuery) throw tooLong(kinds, maskedBy);
      const names = [...queryParts(filter).names, ...orderNames(order)];
      const isHidden = (name: string) =>
        isMasked(name) ||
        isWithheld(name) ||
        parents.get(flatName(name))?.some((kind) => kinds.includes(kind));
      if (!names.some((name) => isHidden(name) || identifiersIn(name).some(isHidden))) return;
      throw new ToolError(
        "arguments",
        `query and orderBy must not name a field that ${maskersOf(kinds, maskedBy)} masks, because filtering or sorting by it would reveal its values.`,
      );
    },
    *json(route, answer) {
      if (kinds.length === 0 || !isCustomerData(route)) return answer;
      return yield* copyTree<Within>(answer, "record", { leaf: masked, enter });
    },
    text: (text) => pseudonyms.text(text, inText),
    message: (text, route, query) =>
      kinds.length > 0 ? maskWithoutTags(withoutRequested(text, route, query), inText) : text,
  };
}

// Codat rejects longer ones.
const longestQuery = 2_048;

function tooLong(kinds: readonly MaskKind[], maskedBy: MaskedBy): ToolError {
  return new ToolError(
    "arguments",
    `query and orderBy must not be longer than ${longestQuery} characters while ${maskingIsOn(kinds, maskedBy)}.`,
  );
}

const identifier = once(() => /[\p{L}\p{N}_-]+/gu);

function identifiersIn(name: string): string[] {
  return name.match(identifier()) ?? [];
}
