import type { Steps } from "./event-loop.ts";

type Fields = { [field: string]: unknown };

/** Returned for a list or an object that is to be copied, with `state` for what is in it. */
interface Inside<State> {
  state: State;
}

export interface CopyRules<State> {
  /** What takes a value's place. `name` is the field's, or "" in a list. Lists and objects never come here. */
  leaf(value: unknown, name: string, state: State): unknown;
  /** The state for what is in a list or an object, or the value that takes its place. */
  enter(name: string, state: State): Inside<State> | { value: unknown };
}

interface Frame<State> {
  /** Undefined for a list. */
  names: readonly string[] | undefined;
  values: readonly unknown[];
  target: unknown[] | Fields;
  at: number;
  state: State;
}

const valuesPerStep = 50;

/** Copies the values of JSON, a few dozen per step. Without recursion: no depth and no number of values is too large. */
export function* copyTree<State>(root: Fields, state: State, rules: CopyRules<State>): Steps<Fields> {
  const copy: Fields = {};
  const frames: Frame<State>[] = [frameOf(root, copy, state)];
  let untilYield = valuesPerStep;
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    if (--untilYield === 0) {
      untilYield = valuesPerStep;
      yield;
    }
    if (frame.at === frame.values.length) {
      frames.pop();
      continue;
    }
    const name = frame.names?.[frame.at] ?? "";
    const inner = put(frame, name, frame.values[frame.at++], rules);
    if (inner) frames.push(inner);
  }
  return copy;
}

/** Puts the copy of a value in its place. Returns the frame of what is in it, if that is to be copied. */
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
  return frameOf(value, copy, entered.state);
}

function frameOf<State>(source: object, target: unknown[] | Fields, state: State): Frame<State> {
  return Array.isArray(source)
    ? { names: undefined, values: source, target, at: 0, state }
    : { names: Object.keys(source), values: Object.values(source), target, at: 0, state };
}

function place(target: unknown[] | Fields, name: string, value: unknown): void {
  if (Array.isArray(target)) target.push(value);
  else if (name === "__proto__") {
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  } else target[name] = value;
}
