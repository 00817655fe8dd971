// The worker's entry: reads or draws one file and exits. It never prints.
import { workerData } from "node:worker_threads";
import type { ImageRequest } from "./document-image/draw-image.ts";
import type { TextRequest } from "./document-text/job.ts";

const request = workerData as TextRequest | ImageRequest;
if (request.task === "image") await (await import("./document-image/image-task.ts")).drawToHost(request);
else await (await import("./document-text/text-task.ts")).extractToHost(request);
