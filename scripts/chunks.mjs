// Which modules share a file. The bundler divides them finely, so that nothing is loaded that is not needed; where one
// is hardly ever needed without the others, a single file takes less time to open.
import { join } from "node:path";

/** What each run of the command needs; what parses its arguments; the model. */
export function chunksOf(root) {
  const dist = join(root, "dist/");
  const command = join(dist, "cli/bin.js");
  return [
    group("start", (id, needed) => id !== command && needed(command).has(id)),
    group("program", (id, needed) => needed(join(dist, "cli/program.js")).has(id)),
    group("model", (id) => id.startsWith(join(dist, "model/"))),
  ].map((each, i, { length }) => ({ ...each, priority: length - i }));
}

function group(debugName, holds) {
  const known = new Map();
  return {
    debugName,
    name(id, modules) {
      const needed = (entry) => {
        if (!known.has(entry)) known.set(entry, neededBy(entry, modules));
        return known.get(entry);
      };
      return holds(id, needed) ? debugName : null;
    },
  };
}

/** Every module that is loaded before one can run, itself included. */
function neededBy(entry, modules) {
  const needed = new Set([entry]);
  for (const id of needed) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) needed.add(next);
  return needed;
}
