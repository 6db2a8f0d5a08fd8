import { nameOf, type Pointer } from "../../model/pointer.ts";
import { shortList } from "../closest.ts";
import type { Fault } from "./fault.ts";

/** Several properties that one object lacks are one fault: whoever sent it left them out together. */
export function mergeMissing(faults: readonly Fault[]): Fault[] {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = fault.kind === "required" ? `${fault.pointer} ${parentOf(fault.instance)}` : undefined;
    const group = key === undefined ? undefined : groups.get(key);
    if (group === undefined) groups.set(key ?? `${groups.size}`, [fault]);
    else group.push(fault);
  }
  return [...groups.values()].map((group) => (group.length > 1 ? merged(group) : (group[0] as Fault)));
}

function merged(group: readonly Fault[]): Fault {
  const first = group[0] as Fault;
  const names = group.map(({ instance }) => nameOf(instance));
  return {
    kind: "required",
    pointer: first.pointer,
    instance: parentOf(first.instance),
    text: `lacks ${shortList(names, 5)}`,
    expected: names,
  };
}

function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, pointer.lastIndexOf("/")) as Pointer;
}
