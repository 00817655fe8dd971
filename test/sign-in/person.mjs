// A person at a browser, and the client that asks the person to sign in.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

const callback = "http://127.0.0.1:9/callback";

/** Follows redirects with cookies, as a browser does, until the client's callback. */
async function browse(start) {
  const cookies = new Map();
  let url = new URL(start);
  for (let hops = 0; hops < 20; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (!location)
      throw new Error(`${url} returned ${response.status}: ${(await response.text()).slice(0, 500)}`);
    url = new URL(location, url);
    if (url.href.startsWith(callback)) return url.searchParams;
  }
  throw new Error("The sign-in never came back to the client.");
}

/** A client of the SDK that registers itself, and signs in whenever the server asks for it. */
export function createSignedClient(endpoint) {
  let information;
  let tokens;
  let verifier = "";
  let discovered;
  let pending;
  const provider = {
    redirectUrl: callback,
    clientMetadata: {
      client_name: "sign-in tests",
      redirect_uris: [callback],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    },
    clientInformation: () => information,
    saveClientInformation: (given) => {
      information = given;
    },
    tokens: () => tokens,
    saveTokens: (given) => {
      tokens = given;
    },
    redirectToAuthorization: (url) => {
      pending = browse(url);
    },
    saveCodeVerifier: (given) => {
      verifier = given;
    },
    codeVerifier: () => verifier,
    saveDiscoveryState: (given) => {
      discovered = given;
    },
    discoveryState: () => discovered,
  };
  const client = new Client({ name: "sign-in tests", version: "1.0.0" });
  let transport;
  const signIn = async () => {
    const parameters = await pending;
    pending = undefined;
    await transport.finishAuth(parameters);
  };
  /** Runs a request. If the server asks for a sign-in, the person signs in and the request is repeated. */
  const signedIn = async (run) => {
    try {
      return await run();
    } catch (error) {
      if (!pending) throw error;
      await signIn();
      return await run();
    }
  };
  const connect = () => {
    transport = new StreamableHTTPClientTransport(endpoint, { authProvider: provider });
    return client.connect(transport);
  };
  return {
    connect: () => signedIn(connect),
    call: (name, args) => signedIn(() => client.callTool({ name, arguments: args })),
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    tokens: () => tokens,
    close: () => client.close(),
  };
}
