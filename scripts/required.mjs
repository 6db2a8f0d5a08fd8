// Packages that our modules require instead of importing them, because they are needed late or not at all: each has a
// file of its own, which is read when it is.
import { join } from "node:path";
import { rolldown } from "rolldown";

const FOLDER = "lib/packages";

/** @param isInstalled Is a package left where npm puts it? */
export function requiredPackages(root, isInstalled) {
  const required = new Map();
  return {
    /** Leads our modules to the files. */
    plugin: {
      name: "required-packages",
      transform: {
        filter: { code: "const require = createRequire(import.meta.url);" },
        handler: (code) =>
          code.replace(/\brequire\("([^"]+)"\)/g, (call, id) => {
            if (isInstalled(id)) return call;
            const name = id.replace(/\.js$/, "").replaceAll("/", "-");
            required.set(name, id);
            return `require("../${FOLDER}/${name}.cjs")`;
          }),
      },
    },
    /** Writes the files of all that was required. */
    async write() {
      const entry = (name) => join(root, `required-${name}.cjs`);
      const entries = new Map([...required].map(([name, id]) => [entry(name), id]));
      const build = await rolldown({
        input: Object.fromEntries([...required.keys()].map((name) => [name, entry(name)])),
        platform: "node",
        external: isInstalled,
        plugins: [
          {
            name: "required-entries",
            resolveId: (id) => (entries.has(id) ? id : null),
            // `require` again, which gives the same for a package of either kind as it does without a bundler.
            load: (id) => (entries.has(id) ? `module.exports = require("${entries.get(id)}");` : null),
          },
        ],
      });
      const { output } = await build.write({
        dir: join(root, "dist", FOLDER),
        format: "cjs",
        entryFileNames: "[name].cjs",
        chunkFileNames: "[name]-[hash].cjs",
        minify: true,
      });
      await build.close();
      return output;
    },
  };
}
