import { isObject, type JsonObject } from "./json-object.ts";

/** What an error's body reports, as received: nothing is redacted or shortened yet. */
export interface ErrorBody {
  message?: string | undefined;
  service?: string | undefined;
  correlationId?: string | undefined;
  detailedErrorCode?: number | undefined;
}

/** Reads a body of Codat, a problem (RFC 9457) of a gateway, or a plain text. HTML reports nothing. */
export function readErrorBody(text: string): ErrorBody {
  const body = parsed(text);
  if (!isObject(body)) return { message: sentences(unique(textsIn(body))) };
  const { service, correlationId, detailedErrorCode } = body;
  const main = unique(textsIn(body));
  const details = unique(detailsIn(body)).filter((text) => !main.includes(text));
  return {
    message: sentences([...main, ...fewOf(details)]),
    service: textIn(service),
    correlationId: textIn(correlationId),
    detailedErrorCode: typeof detailedErrorCode === "number" ? detailedErrorCode : undefined,
  };
}

// A page of HTML is for a browser, and broken JSON is for no one.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const plain = text.replace(/^\ufeff/, "").trim();
    return /^[<{[]/.test(plain) || plain.includes("\u0000") ? undefined : plain;
  }
}

const messageFields = ["error", "message", "Message", "title", "detail"];

/** The texts of an error: itself, in its fields, or in a list. A gateway may nest one in another. */
function textsIn(error: unknown, levels = 4): string[] {
  const text = textIn(error);
  if (text) return [text];
  if (levels === 0) return [];
  const parts = isObject(error) ? messageFields.map((field) => error[field]) : listOf(error);
  return parts.flatMap((part) => textsIn(part, levels - 1));
}

/** Codat's `validation.errors`, and the `errors` of a problem: a list, or an object of lists with names. */
function detailsIn({ validation, errors }: JsonObject): string[] {
  return [isObject(validation) ? validation.errors : validation, errors].flatMap((details) =>
    isObject(details)
      ? Object.entries(details).flatMap(([name, error]) => labeled(name, error))
      : listOf(details).flatMap((error) => labeled(isObject(error) ? error.itemId : undefined, error)),
  );
}

function labeled(label: unknown, error: unknown): string[] {
  const name = textIn(label);
  return textsIn(error).map((text) => (name ? `${name}: ${text}` : text));
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() ? value.trim() : undefined;
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}

const mostDetails = 5;

function fewOf(details: string[]): string[] {
  const more = details.length - mostDetails;
  return more > 0 ? [...details.slice(0, mostDetails), `And ${more} more`] : details;
}

function sentences(texts: string[]): string | undefined {
  const last = texts.length - 1;
  // The last one stays as it is: a single message is quoted character for character.
  return (
    texts.map((text, nth) => (nth === last || /[.!?:]$/.test(text) ? text : `${text}.`)).join(" ") ||
    undefined
  );
}
