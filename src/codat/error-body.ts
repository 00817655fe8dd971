import { isObject, type JsonObject } from "./json.ts";

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
  if (typeof body === "string") return { message: body || undefined };
  if (!isObject(body)) return {};
  const { service, correlationId, detailedErrorCode } = body;
  const main = unique([body.error, body.message, body.title, body.detail].map(textIn));
  const details = detailsIn(body).filter((text) => !main.includes(text));
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

const mostDetails = 5;

/** Codat's `validation.errors`, and the `errors` of a problem: an object of arrays, or an array. */
function detailsIn({ validation, errors }: JsonObject): string[] {
  const items = isObject(validation) && Array.isArray(validation.errors) ? validation.errors : [];
  const named = isObject(errors)
    ? Object.entries(errors).flatMap(([name, texts]) =>
        listOf(texts).map((text) => labeled(name, textIn(text))),
      )
    : listOf(errors).map(itemText);
  return unique([...items.map(itemText), ...named]);
}

function itemText(item: unknown): string | undefined {
  return isObject(item) ? labeled(textIn(item.itemId), textIn(item.message)) : textIn(item);
}

function labeled(name: string | undefined, text: string | undefined): string | undefined {
  return name && text ? `${name}: ${text}` : text;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() ? value.trim() : undefined;
}

function unique(texts: (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))];
}

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
