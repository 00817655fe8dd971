export { decodeWords, default as PostalMime } from "postal-mime";
