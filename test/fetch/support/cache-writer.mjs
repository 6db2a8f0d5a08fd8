// Writes into a cache for as long as it lives: MODULE FOLDER NAME [ROUNDS], where MODULE is the compiled cache.
// Says "ready" when it begins, and what is logged.
const [module, folder, name, rounds = "Infinity"] = process.argv.slice(2);
const { Cache } = await import(module);
const cache = new Cache(folder, (line) => process.stdout.write(`${line}\n`));
process.stdout.write("ready\n");
for (let round = 0; round < Number(rounds); round++) {
  // Large enough that a write takes several steps; every third is the same for all who write.
  const text = `${round % 3 === 0 ? "shared" : name} ${round % 10} `.repeat(20_000);
  const url = `https://example.com/${round % 7}`;
  const headers = { "content-type": "application/json" };
  await cache.put(url, { url, headers, fixed: true, body: Buffer.from(text) });
}
