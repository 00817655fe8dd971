import { sdkV2 } from "../through/sdk.mjs";

export default sdkV2("legacy", "legacy");
