/**
 * Exact decimal numbers. JSON numbers are decimals, so that any finite set of them lies on one grid of
 * whole multiples of a power of ten, where divisibility, `lcm` and order are those of integers.
 */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The decimal that JavaScript prints for the number: the shortest one that reads back as the same number. */
function decimalOf(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Numbers as whole counts of `10 ** -scale`. */
export class Grid {
  readonly #scale: number;

  /** The coarsest grid that holds all the values, made `finer` by so many digits. */
  constructor(values: Iterable<number>, finer = 0) {
    let scale = 0;
    for (const value of values) scale = Math.max(scale, -decimalOf(value).exponent);
    this.#scale = scale + finer;
  }

  get one(): bigint {
    return 10n ** BigInt(this.#scale);
  }

  /** The value as a count; the value must lie on the grid. */
  count(value: number): bigint {
    const { digits, exponent } = decimalOf(value);
    return digits * 10n ** BigInt(exponent + this.#scale);
  }

  /** The number at a count, or `undefined` when a double cannot hold it. */
  value(count: bigint): number | undefined {
    const value = Number(`${count}e-${this.#scale}`);
    if (!Number.isFinite(value)) return undefined;
    const { exponent } = decimalOf(value);
    return exponent + this.#scale >= 0 && this.count(value) === count ? value : undefined;
  }
}

export function isMultiple(value: number, of: number): boolean {
  const grid = new Grid([value, of]);
  return grid.count(value) % grid.count(of) === 0n;
}

/** Do doubles come to the same answer as exact arithmetic? Most validators divide doubles. */
export function dividesInDoubles(value: number, by: number): boolean {
  return Number.isInteger(value / by);
}

export function lcm(left: bigint, right: bigint): bigint {
  return (left / gcd(left, right)) * right;
}

function gcd(left: bigint, right: bigint): bigint {
  return right === 0n ? left : gcd(right, left % right);
}

/** The least multiple of `step` that is at least `count`. */
export function roundUp(count: bigint, step: bigint): bigint {
  const rest = ((count % step) + step) % step;
  return rest === 0n ? count : count + step - rest;
}

/** The greatest multiple of `step` that is at most `count`. */
export function roundDown(count: bigint, step: bigint): bigint {
  return -roundUp(-count, step);
}
