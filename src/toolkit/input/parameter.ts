import type * as z from "zod";
import type { JsonObject } from "../../codat/json-object.ts";

/** A parameter of a tool or prompt. */
export interface Parameter<T = unknown, Optional extends boolean = boolean> {
  /** Its JSON Schema for clients. zod's own conversion adds several milliseconds to startup. */
  readonly published: JsonObject;
  readonly isOptional: Optional;
  /** Makes the schema that checks an argument; with the first call, because startup does not need it. */
  readonly check: () => Promise<z.ZodType<T>>;
}

export type Parameters = Readonly<Record<string, Parameter>>;

type ValueOf<P> = P extends Parameter<infer T> ? T : never;
type OptionalIn<Shape extends Parameters> = {
  [Name in keyof Shape]: Shape[Name]["isOptional"] extends true ? Name : never;
}[keyof Shape];

/** The arguments for some parameters. */
export type Arguments<Shape extends Parameters> = {
  [Name in Exclude<keyof Shape, OptionalIn<Shape>>]: ValueOf<Shape[Name]>;
} & { [Name in OptionalIn<Shape>]?: ValueOf<Shape[Name]> | undefined };

export function required<T>(published: JsonObject, check: Parameter<T>["check"]): Parameter<T, false> {
  return { published, isOptional: false, check };
}

export function optional<T>(published: JsonObject, check: Parameter<T>["check"]): Parameter<T, true> {
  return { published, isOptional: true, check };
}
