/** An element of an XML document, as {@link readXml} finds it. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

const TAG =
  /<(?<end>\/?)(?<name>[A-Za-z_][\w.-]*)(?<attributes>(?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(?<empty>\/?)>/y;
const NAMED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * Reads the XML that is written here: elements, attributes in double quotes, text.
 * @throws Error where it is not well-formed (XML 1.0, 2.1), or holds anything else.
 */
export function readXml(xml: string): Element {
  let at = 0;
  const open: { name: string; attributes: Map<string, string>; children: Element[]; text: string }[] = [];
  const fail = (what: string): never => {
    throw new Error(`${what} at ${JSON.stringify(xml.slice(at, at + 40))}`);
  };
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (xml.startsWith(declaration)) at = declaration.length;
  let root: Element | undefined;
  while (at < xml.length) {
    const next = xml.indexOf("<", at);
    const text = xml.slice(at, next < 0 ? xml.length : next);
    const inside = open.at(-1);
    if (inside !== undefined) inside.text += unescaped(text, fail);
    else if (text.trim() !== "") fail("text outside of the root");
    if (next < 0) break;
    at = next;
    TAG.lastIndex = at;
    const found = TAG.exec(xml)?.groups ?? fail("no tag");
    const { end, name = "", attributes = "", empty } = found;
    if (end === "/") {
      const closed = open.pop();
      if (closed === undefined || closed.name !== name) return fail(`</${name}> closes nothing`);
      if (open.length === 0) root = closed;
    } else {
      if (root !== undefined) fail("a second root");
      const element = { name, attributes: readAttributes(attributes, fail), children: [], text: "" };
      inside?.children.push(element);
      if (empty !== "/") open.push(element);
      else if (inside === undefined) root = element;
    }
    at = TAG.lastIndex;
  }
  return root ?? fail("no end of the root");
}

type Fail = (what: string) => never;

function readAttributes(text: string, fail: Fail): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(/([A-Za-z_][\w.-]*)="([^"]*)"/g)) {
    if (attributes.has(name)) fail(`two attributes ${name}`);
    attributes.set(name, unescaped(value, fail));
  }
  return attributes;
}

/** Characters of XML 1.0 (2.2), with their references resolved. */
function unescaped(text: string, fail: Fail): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML has no place for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/u.test(text))
    fail("a character that is none of XML's");
  if (text.includes("]]>")) fail("]]>");
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#x([0-9a-f]+));|&/gi, (_, name?: string, hex?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return NAMED.get(name ?? "") ?? fail("an & of no reference");
  });
}
