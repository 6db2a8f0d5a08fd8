/**
 * The folder of the package, with a slash at its end. Every module stands two folders below it: here, compiled, and
 * in the bundle of the command.
 */
export const PACKAGE = new URL("../../", import.meta.url);
