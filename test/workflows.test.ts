import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import packageJson from "../package.json" with { type: "json" };

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  needs?: string | string[];
  permissions?: Record<string, string>;
  strategy?: { matrix: { node: number[]; system: string[] } };
  steps: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = ".github/workflows";
const texts = new Map<string, string>();
for (const file of await readdir(folder)) texts.set(file, await readFile(join(folder, file), "utf8"));
const workflow = (file: string): Workflow => parse(texts.get(file) ?? "");
const stepsOf = (file: string) => Object.values(workflow(file).jobs).flatMap(({ steps }) => steps);
const runsOf = ({ steps }: Job) => steps.flatMap(({ run = [] }) => run);

test("there is one workflow for every change, and one for a release", () => {
  expect([...texts.keys()].sort()).toEqual(["ci.yml", "release.yml"]);
});

test("GitHub's own parser accepts them, and rejects invalid ones", async () => {
  const errorsIn = await workflowErrors();
  const text = texts.get("ci.yml") ?? "";
  for (const [name, content] of texts) expect(await errorsIn(name, content)).toEqual([]);
  expect(await errorsIn("a.yml", text.replace("steps:", "stepz:"))).not.toEqual([]);
  expect(await errorsIn("b.yml", text.replace("{{ matrix.node", "{{ matricks.node"))).not.toEqual([]);
});

describe.each([...texts.keys()])("%s", (file) => {
  test("pins every action to a commit, with its version as a comment", () => {
    const lines = (texts.get(file) ?? "").split("\n").filter((line) => /\buses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines).toHaveLength(stepsOf(file).filter(({ uses }) => uses).length);
    for (const line of lines) {
      expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test("may only read the repository, unless a job needs more", () => {
    expect(workflow(file).permissions).toEqual({ contents: "read" });
    for (const [name, { permissions = {} }] of Object.entries(workflow(file).jobs)) {
      const writes = Object.entries(permissions).filter(([, right]) => right !== "read");
      expect([file, name, ...writes]).toEqual([file, name, ...(allowed[`${file} ${name}`] ?? [])]);
    }
  });

  test("gives no rights to outside contributors, contains no secret, and leaves no credential in the clone", () => {
    const events = Object.keys(workflow(file).on);
    expect(events).not.toContain("pull_request_target");
    expect(events).not.toContain("workflow_run");
    expect(texts.get(file)).not.toContain("secrets.");
    for (const step of stepsOf(file).filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
    }
  });

  test("puts no expression into a command: otherwise the name of a branch or tag could inject commands", () => {
    for (const { run = "" } of stepsOf(file)) expect(run).not.toContain("${{");
  });
});

const allowed: Record<string, [string, string][]> = {
  "release.yml attest": [
    ["id-token", "write"],
    ["attestations", "write"],
  ],
  "release.yml npm": [["id-token", "write"]],
  "release.yml image": [
    ["id-token", "write"],
    ["attestations", "write"],
    ["packages", "write"],
  ],
  "release.yml github": [["contents", "write"]],
};

test("CI runs the README's commands on three Node versions and three systems", () => {
  const { test: job } = workflow("ci.yml").jobs;
  expect(job?.strategy?.matrix).toEqual({
    node: [20, 22, 24],
    system: ["ubuntu-latest", "macos-latest", "windows-latest"],
  });
  expect(packageJson.engines.node).toMatch(/^>=20\./);
  expect(job && runsOf(job).slice(-2)).toEqual(["npm ci", "npm test"]);
});

test("a release rejects a placeholder first, and publishes what was tested", () => {
  const { on, jobs } = workflow("release.yml");
  expect(on).toEqual({ push: { tags: ["v*"] } });
  const runs = jobs.build ? runsOf(jobs.build) : [];
  expect(runs.slice(0, 5)).toEqual([
    'node scripts/release-check.mjs --tag "$GITHUB_REF_NAME"',
    "npm ci",
    "npm test",
    "npm run bundle",
    "npm run licenses",
  ]);
  expect([jobs.npm?.needs, jobs.github?.needs]).toEqual([
    ["build", "attest"],
    ["build", "npm", "image"],
  ]);
});

test("every release file is attested before anything is published", () => {
  const { attest } = workflow("release.yml").jobs;
  expect(attest?.needs).toBe("build");
  const [download, step] = attest?.steps ?? [];
  expect(download?.with).toEqual({ name: "release", path: "release" });
  expect(step?.uses).toMatch(/^actions\/attest@/);
  expect(step?.with).toEqual({ "subject-path": "release/*" });
});

test("the image has the tested files on a base with a digest, and gets its tag after it is attested", async () => {
  const { image } = workflow("release.yml").jobs;
  expect(image?.needs).toEqual(["build", "attest"]);
  const [download, build, push, attest, tag] = image?.steps ?? [];
  expect(image?.steps).toHaveLength(5);
  expect(download?.with).toEqual({ name: "release", path: "release" });
  expect(build?.run).toContain(`skopeo inspect --format '{{.Digest}}' "docker://$base"`);
  expect(build?.run).toContain("--build-arg FILES=built");
  expect(push?.run).toContain('"docker://$NAME:candidate-$GITHUB_RUN_ID"');
  expect(attest?.uses).toMatch(/^actions\/attest@/);
  expect(attest?.with).toMatchObject({
    "subject-digest": "\u0024{{ steps.push.outputs.digest }}",
    "push-to-registry": true,
  });
  expect(tag?.run).toContain("--preserve-digests");

  const dockerfile = await readFile("deploy/Dockerfile", "utf8");
  expect(/^ARG BASE_IMAGE=(.*)$/m.exec(dockerfile)?.[1]).toMatch(/^[\w./-]+:[\w.-]+$/);
  // The files of the package are only copied.
  expect(dockerfile.slice(dockerfile.indexOf("FROM scratch AS built"))).not.toContain("RUN");
});

test("release jobs with rights run no installed packages", () => {
  const { npm, github } = workflow("release.yml").jobs;
  const runs = [npm, github].flatMap((job) => (job ? runsOf(job) : []));
  expect(runs).toEqual([
    expect.stringMatching(/^npm publish \.\/release\/\*\.tgz --provenance --access public$/),
    expect.stringMatching(/^gh release create "\$GITHUB_REF_NAME" .* release\/\*$/),
  ]);
});

// Node rejects the published parser because it imports JSON without an import attribute. Bundled, it runs.
async function workflowErrors(): Promise<(name: string, content: string) => Promise<string[]>> {
  const temporary = await mkdtemp(join(tmpdir(), "codat-workflows-"));
  try {
    const outfile = join(temporary, "parser.mjs");
    const entry = "@actions/workflow-parser";
    await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile });
    const parser: typeof import("@actions/workflow-parser") = await import(pathToFileURL(outfile).href);
    return async (name, content) => {
      const { context, value } = parser.parseWorkflow({ name, content }, new parser.NoOperationTraceWriter());
      if (value) await parser.convertWorkflowTemplate(context, value);
      return context.errors.getErrors().map(({ message }) => message);
    };
  } finally {
    await rm(temporary, { recursive: true });
  }
}
