// One page of a scan of 10 MB as an image: the time, and the server's memory above idle, each in a new process.
import { setTimeout as delay } from "node:timers/promises";
import jpeg from "jpeg-js";
import { startServer } from "./connection.mjs";
import { peakMiB, residentMiB } from "./memory.mjs";
import { pdfOf } from "./pdf.mjs";
import { scan } from "./requests.mjs";
import { spread } from "./spread.mjs";

/** By then the server has loaded the parts that startup defers. */
const settledMs = 500;

export async function measureScan(file, { settings }, rounds) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await drawOnce(file, settings));
  const of = (key) => spread(runs.map((run) => run[key]));
  return {
    bytes: runs[0].bytes,
    pictureBytes: runs[0].pictureBytes,
    firstMs: of("firstMs"),
    nextMs: of("nextMs"),
    restMiB: of("rest"),
    riseMiB: runs[0].rise === undefined ? undefined : of("rise"),
  };
}

async function drawOnce(file, settings) {
  const server = startServer(file, settings);
  try {
    await server.open();
    await delay(settledMs);
    const rest = residentMiB(server.pid);
    const first = await draw(server, 1);
    const next = await draw(server, 2);
    const peak = peakMiB(server.pid);
    return {
      bytes: first.bytes,
      pictureBytes: first.pictureBytes,
      firstMs: first.ms,
      nextMs: next.ms,
      rest,
      rise: peak === undefined ? undefined : peak - rest,
    };
  } finally {
    await server.close();
  }
}

async function draw(server, page) {
  const startedAt = performance.now();
  const { content } = await server.call(scan.name, { ...scan.args, page });
  const ms = performance.now() - startedAt;
  const { type, data = "" } = content.at(-1);
  if (type !== "image") throw new Error("The page did not come as an image.");
  const bytes = Number(/size: (\d+) bytes/.exec(content[0].text)?.[1]);
  return { ms, bytes, pictureBytes: Buffer.from(data, "base64").length };
}

const width = 2480;
const height = 3508;
const pageCount = 5;

/** A PDF of A4 pages of 300 dots per inch as gray JPEGs, with lines of dark bars and the grain of paper. */
export function scanFile() {
  const data = Buffer.alloc(4 * width * height, 255);
  let state = 1;
  for (let at = 0; at < data.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const x = (at / 4) % width;
    const y = Math.floor(at / 4 / width);
    const isInk = y % 60 < 30 && x % 40 < 22 && x > 200 && x < width - 200;
    data.fill((isInk ? 30 : 235) + (state >>> 28), at, at + 3);
  }
  const page = jpeg.encode({ data, width, height }, 88).data.toString("latin1");
  return pdfOf(pageCount, () => ({
    content: "595 0 0 842 0 0 cm /X Do",
    image: `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode /Length ${page.length} >>\nstream\n${page}\nendstream`,
  }));
}
