export { Parser } from "htmlparser2";
