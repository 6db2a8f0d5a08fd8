/**
 * The names with those like what was written in front, the most alike first, so that a message can lead with the
 * one that was meant. The others keep their order.
 */
export function closestFirst(wanted: string, names: readonly string[]): string[] {
  const close = closest(wanted, names);
  return [...close, ...names.filter((name) => !close.includes(name))];
}

/** Only the names that are like what was written, the most alike first. */
export function closest(wanted: string, names: readonly string[]): string[] {
  const ranked = names.map((name) => ({
    name,
    distance: unlikeness(wanted.toLowerCase(), name.toLowerCase()),
  }));
  return ranked
    .filter(({ name, distance }) => distance <= Math.ceil(Math.max(wanted.length, name.length) / 2))
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
}

/** `name` is nearer to `name:equal` than to `and`: a name that goes on where the other ends is a near miss. */
function unlikeness(wanted: string, name: string): number {
  const contained = wanted.length > 2 && (name.startsWith(wanted) || wanted.startsWith(name));
  return contained ? Math.abs(name.length - wanted.length) / 64 : distance(wanted, name);
}

/** Number of insertions, deletions and replacements between two texts (Levenshtein), for the first 64 characters. */
function distance(left: string, right: string): number {
  const a = left.slice(0, 64);
  const b = right.slice(0, 64);
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** `a, b and 3 more`: a list that stays short. */
export function shortList(names: readonly string[], limit = 3): string {
  if (names.length <= limit + 1) {
    const last = names.at(-1) ?? "nothing";
    return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
  }
  return `${names.slice(0, limit).join(", ")} and ${names.length - limit} more`;
}
