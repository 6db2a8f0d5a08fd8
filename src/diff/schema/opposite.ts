import { oppositeOfArrayAtom } from "./arrays.ts";
import { type Atom, all, any, type Formula } from "./formula.ts";
import { oppositeOfNumberAtom } from "./numbers.ts";
import { oppositeOfObjectAtom } from "./objects.ts";
import { oppositeOfStringAtom } from "./strings.ts";

/** The formula that holds exactly where the given one does not (De Morgan). */
export function opposite(formula: Formula): Formula {
  switch (formula.is) {
    case "inside":
      return { is: "outside", node: formula.node };
    case "outside":
      return { is: "inside", node: formula.node };
    case "one-of":
      return { is: "not-one-of", values: formula.values };
    case "not-one-of":
      return { is: "one-of", values: formula.values };
    case "all":
      return any(formula.of.map(opposite));
    case "any":
      return all(formula.of.map(opposite));
    case "cases":
      return { is: "cases", of: formula.of.map(({ when, holds }) => ({ when, holds: opposite(holds) })) };
    case "some-of":
      return { is: "none-of", of: formula.of };
    case "none-of":
      return { is: "some-of", of: formula.of };
    case "exactly-one":
      return { is: "not-exactly-one", of: formula.of };
    case "not-exactly-one":
      return { is: "exactly-one", of: formula.of };
    case "doubt":
      return formula;
    default:
      return oppositeOfAtom(formula);
  }
}

function oppositeOfAtom(atom: Atom): Formula {
  switch (atom.of) {
    case "number":
      return oppositeOfNumberAtom(atom);
    case "string":
      return oppositeOfStringAtom(atom);
    case "array":
      return oppositeOfArrayAtom(atom);
    case "object":
      return oppositeOfObjectAtom(atom);
  }
}
