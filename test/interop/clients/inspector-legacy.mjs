import { inspector } from "../through/inspector.mjs";

export default inspector("legacy");
