export { FORMATS } from "./formats.ts";
export type { Format, RenderOptions } from "./options.ts";
export { type PageFile, renderPages, renderSite } from "./pages.ts";
export { render } from "./render.ts";
export { NOTE_STYLES, type NoteStyle } from "./view/note-style.ts";
export type * from "./view.ts";
