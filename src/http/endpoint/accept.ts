import type { JSONRPCMessage } from "@modelcontextprotocol/server";

/** What a client can read: JSON, a stream of events, or both. */
interface Accepted {
  json: boolean;
  stream: boolean;
}

/**
 * Whether to answer with a stream of events: only if the client asked for one. Some clients and buffering proxies accept
 * streams and cannot read them.
 */
export function wantsStream(accept: string | null, message: JSONRPCMessage): boolean {
  const { json, stream } = accepted(accept);
  return stream && (!json || hasProgressToken(message));
}

// A range such as text/* does not ask for a stream. Whatever else a client names, it gets JSON.
function accepted(accept: string | null): Accepted {
  const ranges = (accept ?? "")
    .toLowerCase()
    .split(",")
    .map((range) => range.split(";").map((part) => part.trim()))
    .filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
    .map(([type]) => type);
  const stream = ranges.includes("text/event-stream");
  return {
    stream,
    json: !stream || ranges.some((range) => /^(application\/(json|\*)|\*\/\*)$/.test(range ?? "")),
  };
}

function hasProgressToken(message: JSONRPCMessage): boolean {
  return "method" in message && message.params?._meta?.progressToken !== undefined;
}
