import { sdkV2 } from "../through/sdk.mjs";

export default sdkV2("pinned to 2026-07-28", { pin: "2026-07-28" });
