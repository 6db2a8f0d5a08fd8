export { FORMATS } from "./formats.ts";
export type { Format, RenderOptions } from "./options.ts";
export { render } from "./render.ts";
export type * from "./view.ts";
