import type { Location, Reach } from "../../model/finding.ts";
import type { PlaceView, ReachView } from "../view.ts";

/** A document as a reference names it: what a reader calls it, and its path where it is a file of this checkout. */
export interface Artifact {
  readonly label: string;
  readonly path: string;
}

/** `git:v1:api.yaml` is `api.yaml` of this repository; a bare version, a URL or another repository is no file here. */
export function artifactOf(ref: string): Artifact {
  const git = /^git:(?:(?<folder>[^#]*)#)?[^:]*:(?<path>.+)$/.exec(ref)?.groups;
  if (git?.path !== undefined) return { label: git.path, path: git.folder === undefined ? git.path : "" };
  const remote = /^(?:github|npm):.*[^:/]:(?<path>[^:]+)$/.exec(ref)?.groups;
  if (remote?.path !== undefined) return { label: remote.path, path: "" };
  const isFile = !/^[a-z][a-z0-9+-]*:/i.test(ref) && /\.(?:json|ya?ml)$/i.test(ref);
  return { label: ref === "-" ? "standard input" : ref, path: isFile ? ref.replace(/^\.\//, "") : "" };
}

export function placeOf(location: Location, ref: string | undefined): PlaceView {
  const { label, path } = ref === undefined ? { label: "", path: "" } : artifactOf(ref);
  const line = location.line ?? 0;
  return {
    text: line === 0 ? label : `${label === "" ? "line " : `${label}:`}${line}`,
    pointer: `#${location.pointer}`,
    file: path,
    artifact: label,
    line,
  };
}

/** Operations with the place each is reached at; media types apart, one and the same place is told once. */
export function placesReached(reaches: readonly Reach[]): ReachView[] {
  const places = reaches.map((reach) => ({ operation: reach.operation, at: reachPlace(reach) }));
  return [...new Map(places.map((place) => [`${place.operation} ${place.at}`, place])).values()];
}

/** Where in an operation's messages: `200 $.items[].name`, `query parameter limit`. */
export function reachPlace(reach: Reach): string {
  const path = reach.path === "$" ? "" : reach.path;
  const name = reach.name ?? "";
  switch (reach.in) {
    case "operation":
      return path;
    case "request":
      return words(path === "" ? "request body" : path);
    case "response":
      return words(reach.status ?? "", path === "" ? "response body" : path);
    case "response-header":
      return words(reach.status ?? "", "header", name, path);
    default:
      return words(reach.in, reach.in === "header" || reach.in === "cookie" ? "" : "parameter", name, path);
  }
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
