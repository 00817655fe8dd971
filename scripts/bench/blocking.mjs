// The longest ping while a large response is handled: for that long, the server answered nothing else.
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "./connection.mjs";
import { getCustomer } from "./requests.mjs";
import { spread } from "./spread.mjs";

const mebibyte = 1024 * 1024;
const filled = (part) => part.repeat(Math.floor((7.9 * mebibyte) / part.length));

/** Bodies of almost 8 MiB, each as a customer's record. */
export const largeBodies = [
  { name: "ordinary records", id: "large-records", values: () => records() },
  { name: "one text", id: "large-text", values: () => `"${filled("x")}"` },
  { name: "telephone numbers", id: "large-phones", values: () => listOf('"+44 20 79",', 450_000) },
  { name: "HTML entities", id: "large-entities", values: () => `"${filled("&#0000000")}"` },
  { name: "escapes in escapes", id: "large-escapes", values: () => `"${filled("%25252541")}"` },
  { name: "backslashes", id: "large-backslashes", values: () => `"${filled("\\\\")}"` },
  { name: "control characters", id: "large-controls", values: () => `"${filled("\\u0000")}"` },
  { name: "inexact numbers", id: "large-numbers", values: () => listOf("1.2345e-7890,", 480_000) },
  { name: "one number", id: "large-number", values: () => filled("9") },
  { name: "fields", id: "large-fields", values: () => fields() },
].map(({ name, id, values }) => ({
  name,
  args: { ...getCustomer.args, customerId: id },
  path: getCustomer.path.replace(getCustomer.args.customerId, id),
  body: () => `{"id":"${id}","phone":${values()}}`,
}));

export async function measureBlocking(file, { settings }, rounds) {
  const runs = new Map(largeBodies.map((large) => [large, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [large, all] of runs) all.push(await longestPing(file, settings, large));
  }
  return [...runs].map(([{ name }, all]) => ({ name, ms: spread(all) }));
}

async function longestPing(file, settings, { args }) {
  const server = startServer(file, { ...settings, CODAT_MASK: "email,phone,address,tax" });
  try {
    await server.open();
    await server.call(getCustomer.name, getCustomer.args);
    let isOver = false;
    // Some results are too large for a message. The error takes the same way.
    const call = server.call(getCustomer.name, args).catch(() => {});
    const ended = call.then(() => {
      isOver = true;
    });
    let longestMs = 0;
    while (!isOver) {
      const startedAt = performance.now();
      await server.ping();
      longestMs = Math.max(longestMs, performance.now() - startedAt);
      await delay(1);
    }
    await ended;
    return longestMs;
  } finally {
    await server.close();
  }
}

function listOf(value, count) {
  return `[${value.repeat(count)}1]`;
}

function records() {
  const record =
    '{"name":"Ada Example","email":"ada@example.com","phone":"020 7946 0000","status":"Active"},';
  return `[${filled(record)}{}]`;
}

function fields() {
  const names = Array.from({ length: 99_000 }, (_, nth) => `"email${nth}":"ada@example.com"`);
  return `{${names.join()}}`;
}
