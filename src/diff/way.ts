import type { Use } from "./reach.ts";
import type { SchemaNode, Step } from "./schema-comparison.ts";

/** How many steps of either end are told of a path that has more than both. */
const END = 50;

/**
 * A shortest way from the root of a message, or of a parameter, down to a pair of schemas. Ways share what they begin
 * with, so that those along a chain take no more room than the chain.
 */
export class Way {
  readonly root: SchemaNode;
  /** Everywhere that root stands. */
  readonly uses: readonly Use[];
  /** How many steps it has: none where the pair is the root. */
  readonly length: number;
  readonly #last: { readonly above: Way; readonly step: Step } | undefined;
  /** The first steps, where there are as many as are told of a long way. */
  readonly #beginning: Way | undefined = undefined;

  constructor(root: SchemaNode, uses: readonly Use[], last?: { readonly above: Way; readonly step: Step }) {
    this.root = root;
    this.uses = uses;
    this.length = last === undefined ? 0 : last.above.length + 1;
    this.#last = last;
    if (this.length === END) this.#beginning = this;
    else if (last !== undefined) this.#beginning = last.above.#beginning;
  }

  /** The way that leads a step further. */
  by(step: Step): Way {
    return new Way(this.root, this.uses, { above: this, step });
  }

  /** Where it leads. */
  get to(): SchemaNode {
    return this.#last?.step.to ?? this.root;
  }

  /** From the root down. */
  get steps(): readonly Step[] {
    return this.#end(this.length);
  }

  /** As a report tells it: `$.items[].name`. */
  get path(): string {
    const beginning = this.#beginning;
    if (beginning === undefined || this.length <= 2 * END) return `$${text(this.steps)}`;
    return `${beginning.path}…${text(this.#end(END))}`;
  }

  /** The last steps. */
  #end(count: number): readonly Step[] {
    const steps: Step[] = [];
    for (let at = this.#last; at !== undefined && steps.length < count; at = at.above.#last) {
      steps.push(at.step);
    }
    return steps.reverse();
  }
}

function text(steps: readonly Step[]): string {
  return steps.map(({ path }) => path).join("");
}
