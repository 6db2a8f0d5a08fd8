export { FORMATS } from "./formats.ts";
export type { Format, RenderOptions } from "./options.ts";
export { render } from "./render.ts";
export { countFailing } from "./verdict.ts";
export type * from "./view.ts";
