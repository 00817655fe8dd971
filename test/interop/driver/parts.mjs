/** Every text and object in a model's message. `spelled` is true if it is serialized as JSON in a text. */
export function partsOf(message) {
  const texts = [];
  const objects = [];
  const walk = (value, spelled, from) => {
    if (typeof value === "string") {
      texts.push({ text: value, spelled });
      for (const text of [value, ...value.split("\n")]) {
        const inner = jsonIn(text);
        if (inner) walk(inner, true, text);
      }
    } else if (value instanceof Object) {
      if (!Array.isArray(value)) objects.push({ object: value, spelled, from });
      // The AI SDK's providers serialize such a part as JSON.
      const written = spelled || value.type === "json";
      for (const part of Object.values(value)) walk(part, written, from);
    }
  };
  walk(message, false);
  return { texts, objects, holds: (wanted) => texts.some(({ text }) => text.includes(wanted)) };
}

function jsonIn(text) {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
