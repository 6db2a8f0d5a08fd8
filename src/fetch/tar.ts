const BLOCK = 512;

export interface TarFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * The plain files of a tar archive: ustar (POSIX.1-1988), with the long names of pax (POSIX.1-2001) and GNU tar,
 * which is all that npm packages hold.
 * @throws RangeError for an archive that ends inside a file.
 */
export function* readTar(archive: Uint8Array): Generator<TarFile> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const size = octal(header, 124, 12);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new RangeError("the archive is cut off");
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "x") longName = paxPath(text(content, 0, content.length)) ?? longName;
    else if (type === "L") longName = text(content, 0, content.length);
    else if (type !== "g") {
      if (type === "0" || type === "\0") yield { path: longName ?? ustarPath(header), content };
      longName = undefined;
    }
  }
}

function text(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function octal(bytes: Uint8Array, from: number, length: number): number {
  const value = Number.parseInt(text(bytes, from, length).trim() || "0", 8);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError("the archive is damaged");
  return value;
}

function ustarPath(header: Uint8Array): string {
  const prefix = text(header, 257, 5) === "ustar" ? text(header, 345, 155) : "";
  const name = text(header, 0, 100);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Records are `LENGTH KEY=VALUE\n`. */
function paxPath(records: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];
}
