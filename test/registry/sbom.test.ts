import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { withinPackage } from "../../scripts/build/within.mjs";

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
  expect(files.get("@modelcontextprotocol/server")).toEqual(
    expect.arrayContaining(["dist/http.mjs", "dist/server.mjs"]),
  );
  expect(files.get("undici")).toEqual(["dist/proxy.mjs"]);
  expect(files.get("fflate")).toEqual(["dist/sandbox.mjs"]);
  expect(files.get("yauzl")).toEqual(["dist/office-package.cjs"]);
});

test("both name the components of pdfium.wasm", () => {
  const contained = bom.components.find((one) => nameOf(one) === "@embedpdf/pdfium")?.components ?? [];
  expect(contained.map(({ name }) => name)).toContain("FreeType");
  for (const { name } of contained) expect(notices).toContain(name);
});

test("each part of pdfium.wasm has a license, and a version that the file or the package's repository shows, or unknown", async () => {
  const parts = bom.components.flatMap(({ components = [] }) => components);
  expect(parts.length).toBeGreaterThan(12);
  for (const { name, licenses, version } of parts) {
    expect(licenses, name).toHaveLength(1);
    expect(version, name).toMatch(/^(?:unknown|\d+\.\d+\.\d+|[0-9a-f]{40})$/);
  }
  expect(parts.find(({ name }) => name === "FreeType")?.version).toBe("unknown");
  for (const name of ["@embedpdf/pdfium", "@jsquash/jpeg", "@jsquash/webp"]) {
    const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
    const within = withinPackage(name, version);
    const compiled = await readFile(within?.file ?? "", "latin1");
    for (const { text } of within?.parts ?? []) if (text) expect(compiled, name).toContain(text);
  }
});

test("versions within a package hold only for the release that was examined", () => {
  const versionsAt = (release: string) =>
    withinPackage("@jsquash/jpeg", release)?.parts.map(({ version }) => version);
  expect(versionsAt("1.6.0")).toEqual(["3.3.1"]);
  expect(versionsAt("1.6.1")).toEqual(["unknown"]);
  expect(withinPackage("zod", "4.0.0")).toBeUndefined();
});

test("it has the version but no time, so that equal builds have equal bytes", () => {
  const { name, version } = bom.metadata.component;
  expect([name, version]).toEqual([packageJson.name, packageJson.version]);
  expect(bom.metadata).not.toHaveProperty("timestamp");
  expect(bom).not.toHaveProperty("serialNumber");
});
