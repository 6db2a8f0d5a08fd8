import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real documents and real processes take their time; no test asserts on it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
