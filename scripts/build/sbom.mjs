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
    // What is compiled into a package is known by name, but not every version and not every part.
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
      components: within.parts.map((part) => partOf(part, within.file)),
    }),
  };
}

function partOf({ name, version, license, from }, file) {
  const identity = from && [
    { field: "version", confidence: 1, methods: [{ technique: from, confidence: 1 }] },
  ];
  return {
    type: "library",
    name,
    version,
    licenses: [licenseOf(license)],
    evidence: { identity, occurrences: [{ location: file }] },
  };
}

function named({ name, version, license }) {
  const [scope, own] = name.startsWith("@") ? name.split("/") : [undefined, name];
  return { group: scope, name: own, version, licenses: [licenseOf(license)], purl: purl({ name, version }) };
}

// SPDX: one license by its id, several or one without an id as an expression.
function licenseOf(text) {
  return /^(?!LicenseRef-)[\w.+-]+$/.test(text) ? { license: { id: text } } : { expression: text };
}

function purl({ name, version }) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
