// The bundled packages as CycloneDX, for programs. No time and no serial number, so that equal builds have equal bytes.

/** The bill of materials of `product` (a package.json) with the packages in its built files, as text. */
export function sbom(product, packages) {
  const refs = new Map(packages.map((one) => [one.folder, purl(one)]));
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": purl(product),
        ...named(product),
        description: product.description,
      },
    },
    components: packages.map(component),
    dependencies: [
      { ref: purl(product), dependsOn: packages.filter(({ direct }) => direct).map(purl) },
      ...packages.map((one) => ({ ref: purl(one), dependsOn: one.imports.map((other) => refs.get(other)) })),
    ],
    // Only the names of software compiled into a package are known.
    compositions: [
      { aggregate: "incomplete", assemblies: packages.filter(({ within }) => within).map(purl) },
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function component(one) {
  const { files, within } = one;
  return {
    type: "library",
    "bom-ref": purl(one),
    ...named(one),
    evidence: { occurrences: files.map((location) => ({ location })) },
    ...(within && {
      components: within.names.map((name) => ({
        type: "library",
        name,
        evidence: { occurrences: [{ location: within.file }] },
      })),
    }),
  };
}

function named({ name, version, license }) {
  const [scope, own] = name.startsWith("@") ? name.split("/") : [undefined, name];
  return { group: scope, name: own, version, licenses: [licenseOf(license)], purl: purl({ name, version }) };
}

// SPDX: one license by its id, several as an expression.
function licenseOf(text) {
  return /^[\w.+-]+$/.test(text) ? { license: { id: text } } : { expression: text };
}

function purl({ name, version }) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
