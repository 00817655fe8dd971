import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import { settingsList } from "../../src/settings/index.ts";
import { findUnreadKeys } from "./read-keys.ts";

const folder = "deploy/kubernetes";
const read = async (file: string) => parse(await readFile(`${folder}/${file}`, "utf8"));
const kustomization = await read("kustomization.yaml");
const names: string[] = kustomization.resources;

type Validate = (data: unknown) => boolean;

// The package exports only classes, which drop unknown keys. By their paths, its validators can be loaded.
const load = createRequire(import.meta.url);
const schemas = resolve("node_modules/kubernetes-models/_schemas");
const validatorOf = (name: string): Validate => load(`${schemas}/IoK8sApi${name}.js`).validate;

const validators: Record<string, Validate> = {
  "apps/v1 Deployment": validatorOf("AppsV1Deployment"),
  "v1 Namespace": validatorOf("CoreV1Namespace"),
  "v1 Service": validatorOf("CoreV1Service"),
  "networking.k8s.io/v1 NetworkPolicy": validatorOf("NetworkingV1NetworkPolicy"),
  "policy/v1 PodDisruptionBudget": validatorOf("PolicyV1PodDisruptionBudget"),
};

/** What the schema of its kind finds wrong in a manifest. */
function problemsIn(resource: { apiVersion: string; kind: string }): string[] {
  const validate = validators[`${resource.apiVersion} ${resource.kind}`];
  if (!validate) return [`no schema for ${resource.apiVersion} ${resource.kind}`];
  const unread = findUnreadKeys(resource, validate).map((path) => `unknown key ${path}`);
  return validate(resource) ? unread : [JSON.stringify(Reflect.get(validate, "errors")), ...unread];
}

test.each(names)("%s is valid and has no unknown key", async (name) => {
  expect(problemsIn(await read(name))).toEqual([]);
});

test("a wrong type and a misspelled key at any depth are found", async () => {
  const text = await readFile(`${folder}/deployment.yaml`, "utf8");
  const problemsOf = (from: string, to: string) => problemsIn(parse(text.replace(from, to)));
  expect(problemsOf("replicas: 3", "replicas: three")).toEqual([expect.stringContaining("/spec/replicas")]);
  expect(problemsOf("revisionHistoryLimit", "revisionHistory")).toEqual([
    "unknown key /spec/revisionHistory",
  ]);
  expect(problemsOf("readOnlyRootFilesystem", "readOnlyRootFileSystem")).toEqual([
    "unknown key /spec/template/spec/containers/0/securityContext/readOnlyRootFileSystem",
  ]);
  expect(problemsOf("failureThreshold: 30", "failureTreshold: 30")).toEqual([
    "unknown key /spec/template/spec/containers/0/startupProbe/failureTreshold",
  ]);
});

test("the Service, the budget and the policy select the pods, and name ports that they have", async () => {
  const { spec } = await read("deployment.yaml");
  const labels = spec.template.metadata.labels;
  const ports = spec.template.spec.containers[0].ports.map(({ name }: { name: string }) => name);
  const policy = await read("network-policy.yaml");
  const selected = [
    spec.selector.matchLabels,
    ...spec.template.spec.topologySpreadConstraints.map(
      ({ labelSelector }: { labelSelector: { matchLabels: object } }) => labelSelector.matchLabels,
    ),
    (await read("service.yaml")).spec.selector,
    (await read("pod-disruption-budget.yaml")).spec.selector.matchLabels,
    policy.spec.podSelector.matchLabels,
  ];
  for (const selector of selected) expect(selector).toEqual(labels);
  expect(ports).toContain((await read("service.yaml")).spec.ports[0].targetPort);
  expect(policy.spec.ingress.flatMap(({ ports }: { ports: { port: string }[] }) => ports)).toEqual(
    ports.map((port: string) => ({ port })),
  );
});

test("the replicas run without root and without rights, and get time to finish their calls", async () => {
  const { template } = (await read("deployment.yaml")).spec;
  const [container] = template.spec.containers;
  expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(60);
  expect(template.spec.automountServiceAccountToken).toBe(false);
});

test("every setting in the manifests exists, and the number of replicas is the same everywhere", async () => {
  const { spec } = await read("deployment.yaml");
  const [generator] = kustomization.configMapGenerator;
  const literals = new Map(generator.literals.map((line: string) => line.split("=")));
  const [container] = spec.template.spec.containers;
  const variables = container.env.map(({ name }: { name: string }) => name);
  const known = [...settingsList().map(({ variable }) => variable), "CODAT_MASK_SECRET"];
  expect(known).toEqual(expect.arrayContaining([...variables, ...literals.keys()]));
  expect(literals.get("CODAT_HTTP_REPLICAS")).toBe(String(spec.replicas));
  expect(container.envFrom).toEqual([{ configMapRef: { name: generator.name } }]);
  expect(kustomization.images).toEqual([
    expect.objectContaining({ name: container.image, newTag: packageJson.version }),
  ]);
});

test("kustomize builds what is applied, and that is valid too", ({ skip }) => {
  const built = spawnSync("kubectl", ["kustomize", folder], { encoding: "utf8" });
  if (built.error) skip("kubectl is not installed, so kustomize did not run.");
  expect(built.stderr).toBe("");
  const resources = parseAllDocuments(built.stdout).map((document) => document.toJS());
  const applied = resources.filter(({ kind }) => kind !== "ConfigMap");
  expect(applied.map(({ kind }) => kind).sort()).toEqual(
    Object.keys(validators)
      .map((name) => name.split(" ")[1])
      .sort(),
  );
  expect(applied.flatMap(problemsIn)).toEqual([]);
});
