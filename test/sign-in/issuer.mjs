// An identity provider on loopback: oidc-provider, with people who sign in without a password and consent at once.
import { once } from "node:events";
import { createServer } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

/**
 * Starts the identity provider. `person` returns who signs in: `{ sub, companies }`. `consent` returns which of the scopes
 * that the client asks for the person allows.
 */
export async function startIssuer({ resource, scopes, person, consent }) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const seen = { registrations: 0, challenges: [], resources: [], scopes: [] };
  const provider = new Provider(url, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "signing" }] },
    cookies: { keys: ["a-key-for-tests-only"] },
    // A client registers with them.
    scopes,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, indicator) => {
          if (indicator !== resource) throw new Error(`Unknown resource ${indicator}`);
          return {
            scope: scopes.join(" "),
            audience: resource,
            accessTokenFormat: "jwt",
            jwt: { sign: { alg: "RS256" } },
          };
        },
      },
    },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    extraTokenClaims: () => ({ codat_companies: person().companies, name: person().name }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  });
  provider.on("registration_create.success", () => seen.registrations++);
  provider.on("server_error", (_, error) => process.stderr.write(`The issuer failed: ${error.stack}\n`));
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    const details = await provider.interactionDetails(request, response);
    const { code_challenge_method: method, resource: asked, scope } = details.params;
    seen.challenges.push(method);
    seen.resources.push(asked);
    seen.scopes.push(scope);
    const grant = new provider.Grant({ accountId: person().sub, clientId: details.params.client_id });
    const wanted = scope.split(" ");
    const allowed = consent(wanted);
    const refused = wanted.filter((name) => !allowed.includes(name));
    grant.addOIDCScope(allowed.join(" "));
    grant.addResourceScope(resource, allowed.join(" "));
    grant.rejectOIDCScope(refused.join(" "));
    grant.rejectResourceScope(resource, refused.join(" "));
    const result = { login: { accountId: person().sub }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  return {
    url,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
