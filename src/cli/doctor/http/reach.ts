import { type Check, failure, ok, warning } from "../check.ts";
import { describe, errorIn, shown } from "./describe.ts";
import { type Answer, isSilence, type Silence } from "./exchange.ts";
import { isHtml, modernMessage, replyIn } from "./messages.ts";
import { misplaced } from "./misplaced.ts";
import { attempts, isDown, type Probe } from "./probe.ts";

/** The server's answer to a request without a token, or why it is no answer of an MCP server. */
export type Reached = { answer: Answer; check: Check } | { check: Check };

/** Asks without a token, as hosts do first. */
export async function reach(probe: Probe): Promise<Reached> {
  return judge(await probe.post(modernMessage("server/discover"), { withToken: false }), probe);
}

async function judge(outcome: Answer | Silence, probe: Probe): Promise<Reached> {
  if (isSilence(outcome)) return { check: silent(outcome, probe.url) };
  const { status } = outcome;
  const problem =
    redirected(outcome, probe) ??
    refusedHost(outcome, probe) ??
    down(outcome) ??
    (status === 404 || status === 405 ? await misplaced(outcome, probe) : undefined) ??
    page(outcome, probe);
  if (problem) return { check: problem };
  if (status === 200 && replyIn(outcome)?.result) {
    return { answer: outcome, check: ok("endpoint", "The endpoint answers without a token.") };
  }
  if (status === 401) {
    return { answer: outcome, check: ok("endpoint", "The endpoint asks for a token (401).") };
  }
  if (replyIn(outcome)?.error && status < 500) {
    const message = `The endpoint ${describe(outcome)}.`;
    const fix = "If clients with a current protocol fail too, update the server.";
    return { answer: outcome, check: warning("endpoint", message, fix) };
  }
  return {
    check: failure(
      "endpoint",
      `The endpoint ${describe(outcome)}.`,
      "Check that the URL is that of this server's endpoint, and read the log of the proxy and of the server.",
    ),
  };
}

function silent(outcome: Silence, url: URL): Check {
  if (outcome.isTimeout) {
    return failure(
      "endpoint",
      `The connection works, but the endpoint ${describe(outcome)}.`,
      "Check that the server runs and is not overloaded, and that the proxy reaches it.",
    );
  }
  const fix =
    url.protocol === "http:"
      ? "If the port speaks TLS, use https://. Otherwise check that the server runs, and that the proxy knows this host name (nginx: server_name)."
      : "Check that the proxy knows this host name (nginx: server_name), and that the server behind it runs.";
  return failure("endpoint", `The endpoint ${describe(outcome)}.`, fix);
}

function redirected({ status, headers }: Answer, { url }: Probe): Check | undefined {
  if (status < 300 || status >= 400) return undefined;
  const text = headers.location ?? "";
  const target = URL.canParse(text, url.href) ? new URL(text, url) : undefined;
  const where = target ? ` to ${shown(target)}` : "";
  // A move keeps the path.
  const isElsewhere =
    target !== undefined && target.hostname !== url.hostname && target.pathname !== url.pathname;
  return failure(
    "redirect",
    `POST was redirected (${status})${where}. Clients do not send a token after a redirect.`,
    isElsewhere
      ? "If this is a sign-in page in front of the server, exclude the path of the endpoint from it: clients sign in with a token. If the server has moved, use its new URL."
      : "Use the new URL in the hosts, or make the proxy answer at this one without a redirect.",
  );
}

function refusedHost(answer: Answer, { url }: Probe): Check | undefined {
  const isRefused = answer.status === 403 && /\bhost\b/i.test(errorIn(answer) ?? "");
  if (!isRefused && answer.status !== 421) return undefined;
  return failure(
    "host",
    `The server refuses the Host header that reaches it (${answer.status}).`,
    `Make the proxy send the name that clients use (nginx: proxy_set_header Host $host:$server_port), and add ${url.host} to CODAT_HTTP_ALLOWED_HOSTS.`,
  );
}

function down(answer: Answer): Check | undefined {
  const said = errorIn(answer);
  if (answer.status === 503 && said) {
    return failure("endpoint", `The server answered 503: “${said}”`, "Fix what it names.");
  }
  if (!isDown(answer)) return undefined;
  return failure(
    "gateway",
    `The proxy answered ${answer.status} to ${attempts} requests: it reaches no server.`,
    "Check that the server runs, that the proxy has its address and port, and that a firewall or NetworkPolicy lets them connect.",
  );
}

function page(answer: Answer, { url }: Probe): Check | undefined {
  // A challenge of its own says what answers.
  if (!isHtml(answer) || answer.status === 401) return undefined;
  const message = `The endpoint ${describe(answer)}. This is not an MCP server.`;
  if (url.protocol === "http:" && answer.status === 400 && /https/i.test(answer.body)) {
    return failure("page", message, "The port speaks TLS: use https:// in the URL.");
  }
  return failure(
    "page",
    message,
    "A sign-in page or a web application answers in its place. Exclude the path of the endpoint from it, so that requests reach the server.",
  );
}
