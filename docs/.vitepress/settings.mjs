/** The settings of `dynolint.toml`, from their schema. */

export function configuration(schema) {
  const sections = Object.entries(schema.properties).map(([key, property]) => {
    const lines = [`### ${key}`, "", text(property.description)];
    const words = values(property, schema);
    if (words.length) {
      lines.push("", "| value | meaning |", "|---|---|");
      lines.push(...words.map(([word, meaning]) => `| \`"${word}"\` | ${text(meaning)} |`));
    }
    if (property.default !== undefined) lines.push("", `Default: \`${toml(property.default)}\``);
    const example = property.examples?.[0];
    if (example !== undefined) lines.push("", "```toml", ...entry(key, example), "```");
    return lines.join("\n");
  });
  return sections.join("\n\n");
}

const text = (description = "") => description.replaceAll("\n", " ");

/** The words that a value, its items or its entries may be, each with its meaning. */
function values(schema, whole) {
  if (schema.const !== undefined) return [[schema.const, schema.description]];
  const named = schema.$ref && whole.$defs[schema.$ref.split("/").at(-1)];
  const inner = [named, schema.items, schema.additionalProperties, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const found = inner.filter((part) => part && typeof part === "object").flatMap((part) => values(part, whole));
  return [...new Map(found)];
}

function entry(key, example) {
  if (typeof example !== "object" || Array.isArray(example)) return [`${key} = ${toml(example)}`];
  return [`[${key}]`, ...Object.entries(example).map(([name, value]) => `${quoted(name)} = ${toml(value)}`)];
}

const quoted = (name) => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name));
const toml = (value) => (Array.isArray(value) ? `[${value.map(toml).join(", ")}]` : JSON.stringify(value));
