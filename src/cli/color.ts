import type { Io } from "./io.ts";

export const COLOR_MODES = ["auto", "always", "never"] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** `NO_COLOR` (no-color.org) and `FORCE_COLOR` decide before the terminal does; the option before them. */
export function wantsColor(mode: ColorMode, io: Io, stream: "stdout" | "stderr"): boolean {
  if (mode !== "auto") return mode === "always";
  if (isSet(io.env.NO_COLOR)) return false;
  if (isSet(io.env.FORCE_COLOR)) return io.env.FORCE_COLOR !== "0";
  return io.isTTY[stream] && io.env.TERM !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
