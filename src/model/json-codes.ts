/** The characters that give JSON text its shape (RFC 8259, section 2), as codes of bytes and of text alike. */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const MINUS = 0x2d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

export function isOpening(code: number | undefined): boolean {
  return code === OPEN_OBJECT || code === OPEN_ARRAY;
}

export function isClosing(code: number | undefined): boolean {
  return code === CLOSE_OBJECT || code === CLOSE_ARRAY;
}
