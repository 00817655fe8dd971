// nginx with the configuration that the package documents, on free ports of loopback.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const shipped = file("../../../deploy/nginx.conf");
const shippedReplicas = file("../../../deploy/replicas.conf");
const certificate = file("../../support/tls/valid.pem");

export function hasNginx() {
  return spawnSync("nginx", ["-v"]).error === undefined;
}

/** What `nginx -t` finds wrong in the configuration with this list of replicas; empty if nothing. */
export async function checkNginx(replicas) {
  const { folder, args } = await writeConfiguration(8443, replicas);
  const { status, stderr } = spawnSync("nginx", [...args, "-t"], { encoding: "utf8" });
  await rm(folder, { recursive: true });
  return status === 0 ? "" : stderr;
}

/** Starts nginx in front of replicas at these ports. */
export async function startNginx({ port, replicaPorts }) {
  const { folder, args } = await writeConfiguration(port, await replicasAt(replicaPorts));
  const child = spawn("nginx", [...args, "-g", "daemon off;"], { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const exited = once(child, "exit");
  return {
    url: new URL(`https://localhost:${port}/mcp`),
    ca: await readFile(certificate),
    problems: async () => output + (await readFile(join(folder, "error.log"), "utf8").catch(() => "")),
    async stop() {
      child.kill("SIGQUIT");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

async function writeConfiguration(port, replicas) {
  const folder = await mkdtemp(join(tmpdir(), "codat-nginx-"));
  // Started by root, nginx works as another user.
  await chmod(folder, 0o755);
  const configuration = join(folder, "nginx.conf");
  await writeFile(configuration, adapted(await readFile(shipped, "utf8"), { port, folder }));
  await writeFile(join(folder, "replicas.conf"), replicas);
  return { folder, args: ["-p", folder, "-c", configuration, "-e", join(folder, "error.log")] };
}

/** The shipped configuration with other addresses, host name, certificate and places to write to. */
function adapted(text, { port, folder }) {
  const replace = (from, to) => {
    text = replaced(text, from, to);
  };
  replace("/etc/nginx/tls/mcp.example.com.pem", `"${certificate}"`);
  replace("/etc/nginx/tls/mcp.example.com.key", `"${file("../../support/tls/key.pem")}"`);
  replace("server_name mcp.example.com", "server_name localhost");
  replace("listen 443", `listen 127.0.0.1:${port}`);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `  ${name}_temp_path ${join(folder, name)};`)
    .join("\n");
  replace("http {\n", `http {\n${paths}\n`);
  return `pid ${join(folder, "nginx.pid")};\n${text}`;
}

async function replicasAt(ports) {
  let text = await readFile(shippedReplicas, "utf8");
  for (const [nth, port] of ports.entries())
    text = replaced(text, `127.0.0.1:808${nth + 1};`, `127.0.0.1:${port};`);
  return text;
}

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`The shipped configuration of nginx does not contain ${from}`);
  return text.replaceAll(from, to);
}
