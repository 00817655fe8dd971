// Calls of get_customer over HTTP, each for a customer of its own, so that a wrong answer is noticed.
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

export const companyId = "8a210b68-6988-11ed-a1eb-0242ac120002";

export function callOf(customerId, id = 1) {
  return JSON.stringify({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: "get_customer", arguments: { companyId, customerId } },
  });
}

/** Sends one message. Returns the status and the text of the response. */
export async function post(url, body, { agent, headers = {}, ...options } = {}) {
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const sent = send(url, {
    method: "POST",
    agent,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...headers,
    },
    ...options,
  });
  sent.end(body);
  const [response] = await once(sent, "response");
  let text = "";
  response.setEncoding("utf8");
  for await (const part of response) text += part;
  return { status: response.statusCode, text };
}

/** Keeps `atOnce` calls in flight until `next` returns no more. Resolves when all have ended. */
export async function keepInFlight(atOnce, next) {
  const work = async () => {
    for (let call = next(); call; call = next()) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** A call for `keepInFlight`, this often. */
export function times(count, call) {
  let sent = 0;
  return () => (sent++ < count ? call : undefined);
}

/** What a call's answer says: `ok`, or how it failed. Notes the tag of the masked email address. */
export function judge({ status, text }, { customerId, id }, tags) {
  if (status !== 200) return `HTTP ${status}`;
  const answer = JSON.parse(text);
  if (answer.id !== id) return "the answer of another call";
  const { isError, content, structuredContent } = answer.result ?? {};
  if (isError) return content?.[0]?.text.split("\n")[0] ?? "error";
  if (structuredContent?.id !== customerId) return "the answer of another customer";
  tags?.add(structuredContent.emailAddress);
  return "ok";
}
