// The worker's entry: reads or draws one file and exits. It never prints.
import { workerData } from "node:worker_threads";
import type { ImageRequest } from "./document-image/draw-image.ts";
import type { TextRequest } from "./document-text/job.ts";
import type { MemberRequest } from "./document-text/members/open-member.ts";

const request = workerData as TextRequest | ImageRequest | MemberRequest;
if (request.task === "image") await (await import("./document-image/image-task.ts")).drawToHost(request);
else if (request.task === "member")
  await (await import("./document-text/members/member-task.ts")).openToHost(request);
else await (await import("./document-text/text-task.ts")).extractToHost(request);
