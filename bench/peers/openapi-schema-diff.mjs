// openapi-schema-diff is a library only: the least of a command line around it.
import { readFileSync } from "node:fs";
import compareOpenApiSchemas from "openapi-schema-diff";

const [base, revision] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
process.stdout.write(JSON.stringify(compareOpenApiSchemas(base, revision)));
