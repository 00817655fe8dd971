// Builds the image and runs it without root on a read-only disk. A registry is not needed: the base is the local Node.
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { callOf, post } from "../../http/trials/calls.mjs";
import { freePort } from "../../http/trials/free-port.mjs";
import { makeToken } from "../../http/trials/make-token.mjs";
import { openContainer, pidIn } from "./image/container.mjs";
import { buildLocalBase } from "./image/local-base.mjs";
import { buildahIn, missingPrograms } from "./image/programs.mjs";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const sandboxCompany = "c0000000-0000-4000-8000-000000000001";
const results = [];

const missing = missingPrograms();
if (missing.length > 0) print([...missing, "The image was not built, and nothing was tried."].join("\n"));
else process.exitCode = (await tryImage()) ? 0 : 1;

async function tryImage() {
  const folder = await mkdtemp(join(tmpdir(), "codat-image-"));
  const buildah = buildahIn(folder);
  try {
    await chmod(folder, 0o755);
    const image = await build(buildah, folder);
    const { Docker } = JSON.parse(buildah("inspect", "--type", "image", image));
    const container = buildah("from", "--pull-never", image);
    const root = buildah("mount", container);
    await makeReachable(folder);
    await tryContainer({ root, config: Docker.config, secrets: join(folder, "secrets") });
    buildah("rm", container);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(`${results.filter(Boolean).length} of ${results.length} held`);
  return results.every(Boolean);
}

async function build(buildah, folder) {
  const name = "localhost/codat-customers-mcp";
  const base = await buildLocalBase(buildah, folder);
  const dockerfile = join(repository, "deploy/Dockerfile");
  buildah(
    "bud",
    ...["--isolation", "chroot", "--format", "docker", "--pull-never", "-t", name],
    ...["--build-arg", `BASE_IMAGE=${base}`, "--build-arg", "FILES=built"],
    ...["-f", dockerfile, "--ignorefile", `${dockerfile}.dockerignore`],
    repository,
  );
  return name;
}

// The store is only for root.
async function makeReachable(folder) {
  for (const path of ["store", "store/vfs", "store/vfs/dir"]) await chmod(join(folder, path), 0o755);
}

async function tryContainer({ root, config, secrets }) {
  const { token, entry } = makeToken("trial");
  await mkdir(secrets);
  await writeFile(join(secrets, "tokens.json"), JSON.stringify([entry]), { mode: 0o444 });
  const container = await openContainer({ root, config, secrets });
  const port = String(await freePort());
  const variables = {
    CODAT_SANDBOX: "true",
    CODAT_HTTP_PORT: port,
    CODAT_HTTP_HOST: "0.0.0.0",
    CODAT_HTTP_ALLOWED_HOSTS: "mcp.example.com",
    CODAT_HTTP_TOKENS_FILE: "/run/secrets/codat/tokens.json",
  };
  const service = container.start([...config.Entrypoint, ...config.Cmd], variables);
  const exited = once(service, "exit");
  try {
    const pid = await pidIn(service);
    const [line] = await Promise.race([
      once(createInterface({ input: service.stderr }), "line"),
      exited.then(([code]) => [`exit code ${code}`]),
    ]);
    check(line.includes('"listening"'), "the service starts", line);
    await checkRights(pid, config);
    await checkCalls(new URL(`http://127.0.0.1:${port}/mcp`), token);
    await checkDisk(container);
    const [, ...probe] = config.Healthcheck.Test;
    const up = await container.run(probe, { CODAT_HTTP_PORT: port });
    const down = await container.run(probe, { CODAT_HTTP_PORT: String(await freePort()) });
    check(up.code === 0 && down.code === 1, "the health check tells a running service from none", up.output);
    process.kill(pid, "SIGTERM");
    const [code] = await exited;
    check(code === 0, "SIGTERM to process 1 ends it with 0", `exit code ${code}`);
  } finally {
    service.kill("SIGKILL");
  }
}

async function checkRights(pid, { User }) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1].split("\t") ?? [];
  const [id] = User.split(":");
  const ids = [...field("Uid"), ...field("Gid")];
  check(ids.length === 8 && ids.every((found) => found === id), `it runs as ${User}`, ids.join(" "));
  const rights = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"].flatMap(field);
  check(
    rights.length === 5 && rights.every((mask) => /^0+$/.test(mask)),
    "it has no capabilities",
    rights.join(" "),
  );
}

async function checkCalls(url, token) {
  const headers = { authorization: `Bearer ${token}` };
  const call = async (name, args) => {
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name, arguments: args },
    });
    const { status, text } = await post(url, body, { headers });
    return status === 200 ? JSON.parse(text).result : { isError: true, content: [{ text }] };
  };
  const refused = await post(url, callOf("any"));
  check(refused.status === 401, "a call without a token is refused", refused.text);
  const listed = await call("list_customers", { companyId: sandboxCompany, pageSize: 1 });
  check(listed.structuredContent?.totalResults > 0, "a tool call is answered", listed.content?.[0]?.text);
  const [customer] = listed.structuredContent?.results ?? [];
  const ofCustomer = { companyId: sandboxCompany, customerId: customer?.id };
  const { structuredContent: files } = await call("list_customer_attachments", ofCustomer);
  const pdf = files?.attachments?.find(({ contentType }) => contentType === "application/pdf");
  const read = await call("download_customer_attachment", {
    ...ofCustomer,
    attachmentId: pdf?.id,
    format: "text",
  });
  check(!read.isError && read.content?.length > 0, "a PDF is read", read.content?.[0]?.text);
}

async function checkDisk(container) {
  const write = (path) => container.run(["node", "-e", `require("node:fs").writeFileSync("${path}", "x")`]);
  for (const path of ["/app/dist/main.mjs", "/written", "/run/secrets/codat/tokens.json"]) {
    const { code, output } = await write(path);
    check(code !== 0 && /EROFS|EACCES/.test(output), `writing ${path} is refused`, output);
  }
  const { code, output } = await write("/tmp/written");
  check(code === 0, "writing to /tmp works", output);
}

function check(holds, sentence, found = "") {
  results.push(holds);
  print(holds ? `held    ${sentence}` : `FAILED  ${sentence}: ${String(found).slice(0, 500)}`);
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
