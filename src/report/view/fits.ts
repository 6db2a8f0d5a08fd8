import type { Fits, Stretch } from "../../model/fits.ts";
import type { SectionView } from "../view.ts";
import { counted, number, span } from "../wording.ts";
import { section } from "./entries.ts";
import { listView } from "./groups.ts";
import type { Scope } from "./scope.ts";

/** Which versions the recordings fit, newest first. */
export function fitsSection(fits: Fits, scope: Scope): SectionView {
  const { stretches, versions } = fits;
  return section({
    anchor: "versions",
    title: "Versions",
    subtitle: `${span(fits)}, ${counted(versions, "version")}`,
    lead: [fitSentence(fits)],
    lists: stretches.length < 2 ? [] : listView("Version by version", stretches.map(line).reverse(), scope),
  });
}

/** `The recordings fit 1.0.0 – 1.1.1, not 1.2.0.` */
function fitSentence({ stretches }: Fits): string {
  const fitting = stretches.filter(({ fits }) => fits);
  if (fitting.length === stretches.length) return "The recordings fit every one of them.";
  if (fitting.length > 0)
    return `The recordings fit ${fitting.map(span).join(" and ")}, and none of the others.`;
  // Of several as good, the newest.
  const best = stretches
    .toReversed()
    .sort((a, b) => b.conforming - a.conforming)
    .at(0);
  if (best === undefined) return "None of them can be read.";
  return `The recordings fit none of them as a whole; ${span(best)} comes nearest: ${verdict(best)}.`;
}

/** `✖ 1.2.0: 5 of 8 exchanges fit; POST /visits: purpose is "repair" … (enum-unknown-value), and 4 more` */
function line(stretch: Stretch): string {
  const { fits, versions, because, findings } = stretch;
  const many = versions > 1 ? ` (${counted(versions, "version")})` : "";
  const [first] = because;
  const more = findings > 1 ? `, and ${number(findings - 1)} more` : "";
  const place =
    first?.operation === undefined ? "" : `${[first.operation, first.status].filter(Boolean).join(" ")}: `;
  const why =
    first === undefined ? "" : `; ${place}${first.message.split("; ", 1)[0]} (${first.rule})${more}`;
  return `${fits ? "✔" : "✖"} ${span(stretch)}${many}: ${verdict(stretch)}${why}`;
}

function verdict({ conforming, violating, unmatched }: Stretch): string {
  const all = conforming + violating + unmatched;
  if (conforming === all) return "all fit";
  const lost =
    unmatched === 0 ? "" : `, ${number(unmatched)} ${unmatched === 1 ? "matches" : "match"} no operation`;
  return `${number(conforming)} of ${counted(all, "exchange")} ${conforming === 1 ? "fits" : "fit"}${lost}`;
}
