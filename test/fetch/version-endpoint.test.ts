import { describe, expect, it } from "vitest";
import { readVersionAnswer } from "../../src/fetch/version-endpoint.ts";
import { InputError } from "../../src/model/errors.ts";

const read = (text: string, pointer: "" | `/${string}` = "/version") =>
  readVersionAnswer(new TextEncoder().encode(text), pointer, "https://example.com/api/version");

describe("readVersionAnswer", () => {
  it.each([
    ['{"version":"1.0.0-beta.47.147.2"}', "1.0.0-beta.47.147.2"],
    ['"1.0.0"', "1.0.0"],
    ["1.0.0-beta.47.147.2\n", "1.0.0-beta.47.147.2"],
    ["\uFEFF1.2.3", "1.2.3"],
    ["1.20", "1.20"],
    ["v3", "v3"],
  ])("reads %j", (text, version) => {
    expect(read(text)).toBe(version);
  });

  it("looks where the service says", () => {
    expect(read('{"build":{"v":"7.1"}}', "/build/v")).toBe("7.1");
  });

  it.each([
    ["", "the answer is empty"],
    ['{"status":"ok"}', '{\\"status\\":\\"ok\\"}'],
    ['{"version":{"major":1}}', "neither JSON with a version at /version"],
    ["<!DOCTYPE html><title>Sign in</title>", "<!DOCTYPE html>"],
    ['"../../etc/passwd"', "neither"],
    ["null", "neither"],
    ["\u001b[31mred", "\\\\u{1b}[31mred"],
  ])("refuses %j, showing how it begins", (text, why) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(why);
  });
});
