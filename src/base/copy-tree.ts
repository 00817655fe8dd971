import type { Steps } from "./event-loop.ts";

type Fields = { [field: string]: unknown };

/** Returned for a list or an object to copy. `state` is for its items or fields. */
interface Inside<State> {
  state: State;
}

export interface CopyRules<State> {
  /** Replaces a value that is not a list or an object. `name` is the field's, or "" in a list. */
  leaf(value: unknown, name: string, state: State): unknown;
  /** Returns the state for the items of a list or the fields of an object, or a value to replace it. */
  enter(name: string, state: State): Inside<State> | { value: unknown };
}

interface Frame<State> {
  /** Undefined for a list. */
  names: readonly string[] | undefined;
  source: { [name: string | number]: unknown };
  length: number;
  target: unknown[] | Fields;
  at: number;
  state: State;
}

const valuesPerStep = 50;

/** Copies the values of JSON, a few dozen per step. Uses no recursion, so that depth cannot overflow the stack. */
export function* copyTree<State>(root: Fields, state: State, rules: CopyRules<State>): Steps<Fields> {
  const copy: Fields = {};
  const frames: Frame<State>[] = [frameOf(root, copy, state)];
  let untilYield = valuesPerStep;
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    if (--untilYield === 0) {
      untilYield = valuesPerStep;
      yield;
    }
    if (frame.at === frame.length) {
      frames.pop();
      continue;
    }
    const name = frame.names?.[frame.at] ?? "";
    const value = frame.source[frame.names ? name : frame.at];
    frame.at++;
    const inner = put(frame, name, value, rules);
    if (inner) frames.push(inner);
  }
  return copy;
}

/** Adds the copy of a value to the target. Returns a frame if the value has items or fields to copy. */
function put<State>(
  { state, target }: Frame<State>,
  name: string,
  value: unknown,
  { leaf, enter }: CopyRules<State>,
): Frame<State> | undefined {
  if (typeof value !== "object" || value === null) {
    place(target, name, leaf(value, name, state));
    return undefined;
  }
  const entered = enter(name, state);
  if ("value" in entered) {
    place(target, name, entered.value);
    return undefined;
  }
  const copy = Array.isArray(value) ? [] : {};
  place(target, name, copy);
  return frameOf(value as Fields, copy, entered.state);
}

// Not Object.values: with 100,000 fields it takes longer than a step may.
function frameOf<State>(
  source: Frame<State>["source"],
  target: unknown[] | Fields,
  state: State,
): Frame<State> {
  const names = Array.isArray(source) ? undefined : Object.keys(source);
  const length = names ? names.length : Number(source.length);
  return { names, source, length, target, at: 0, state };
}

function place(target: unknown[] | Fields, name: string, value: unknown): void {
  if (Array.isArray(target)) target.push(value);
  else if (name === "__proto__") {
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  } else target[name] = value;
}
