// The worker's entry: reads or draws one file and exits. It never prints.
import { workerData } from "node:worker_threads";
import type { ImageRequest } from "./document-image/draw-image.ts";
import { drawToHost } from "./document-image/image-task.ts";
import type { TextRequest } from "./document-text/job.ts";
import { openToHost } from "./document-text/members/member-task.ts";
import type { MemberRequest } from "./document-text/members/open-member.ts";
import { extractToHost } from "./document-text/text-task.ts";

const request = workerData as TextRequest | ImageRequest | MemberRequest;
if (request.task === "image") drawToHost(request);
else if (request.task === "member") openToHost(request);
else extractToHost(request);
