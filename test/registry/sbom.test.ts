import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

interface Component {
  group?: string;
  name: string;
  version?: string;
  purl?: string;
  licenses?: ({ license: { id: string } } | { expression: string })[];
  evidence: { occurrences: { location: string }[] };
  components?: Component[];
}

const bom: { components: Component[]; metadata: { component: Component } } = JSON.parse(
  await readFile("dist/sbom.cdx.json", "utf8"),
);
const notices = await readFile("dist/THIRD_PARTY_NOTICES.txt", "utf8");
const nameOf = ({ group, name }: Component) => (group ? `${group}/${name}` : name);

test("the bill of materials is valid by CycloneDX's own schema", async () => {
  const library = createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json");
  const folder = join(dirname(library), "res", "schema");
  const schema = async (file: string) => JSON.parse(await readFile(join(folder, file), "utf8"));
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  for (const format of ["idn-email", "iri-reference"]) ajv.addFormat(format, true);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
    const file = `${name}.SNAPSHOT.schema.json`;
    ajv.addSchema(await schema(file), `http://cyclonedx.org/schema/${file}`);
  }
  const validate = ajv.compile(await schema("bom-1.6.SNAPSHOT.schema.json"));
  validate(bom);
  expect(validate.errors).toBeNull();
  expect(validate({ ...bom, components: [{ name: "without a type" }] })).toBe(false);
});

test("it names the packages, versions and licenses that the notices name", () => {
  const headings = [...notices.matchAll(/^={80}\n(\S+) (\S+) \((.+)\)\n={80}$/gm)];
  const named = bom.components.map((one) => {
    const [license] = one.licenses ?? [];
    const text = license && "license" in license ? license.license.id : license?.expression;
    return [nameOf(one), one.version, text];
  });
  expect(named.length).toBeGreaterThan(15);
  expect(named).toEqual(headings.map(([, ...heading]) => heading));
});

test("each package has a purl and the built files that contain it", () => {
  const files = new Map<string, string[]>();
  for (const one of bom.components) {
    expect(one.purl).toBe(`pkg:npm/${nameOf(one).replace("@", "%40")}@${one.version}`);
    files.set(
      nameOf(one),
      one.evidence.occurrences.map(({ location }) => location),
    );
  }
  expect(files.get("@modelcontextprotocol/server")).toContain("dist/server.mjs");
  expect(files.get("undici")).toEqual(["dist/proxy.mjs"]);
  expect(files.get("fflate")).toEqual(["dist/sandbox.mjs"]);
  expect(files.get("yauzl")).toEqual(["dist/document-worker.mjs"]);
});

test("both name the components of pdfium.wasm", () => {
  const contained = bom.components.find((one) => nameOf(one) === "@embedpdf/pdfium")?.components ?? [];
  expect(contained.map(({ name }) => name)).toContain("FreeType");
  for (const { name } of contained) expect(notices).toContain(name);
});

test("it has the version but no time, so that equal builds have equal bytes", () => {
  const { name, version } = bom.metadata.component;
  expect([name, version]).toEqual([packageJson.name, packageJson.version]);
  expect(bom.metadata).not.toHaveProperty("timestamp");
  expect(bom).not.toHaveProperty("serialNumber");
});
