// One process from start to end, by the books the kernel keeps of it: Linux' /proc. Elsewhere only the wall time is known.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, statSync } from "node:fs";

const TICKS_PER_SECOND = 100; // USER_HZ: the same on every Linux that Node runs on
const HAS_PROC = existsSync("/proc/self/stat");

/**
 * Runs a command with its output in a file.
 * @returns seconds of wall and CPU time, peak memory in bytes, how it ended and how many bytes it wrote.
 */
export async function measure(argv, { cwd, output, limit = 900 }) {
  const files = [openSync(output, "w"), openSync(`${output}.err`, "w")];
  const started = process.hrtime.bigint();
  const elapsed = () => Number(process.hrtime.bigint() - started) / 1e9;
  const child = spawn(argv[0], argv.slice(1), { cwd, stdio: ["ignore", ...files] });
  const ended = once(child, "exit");
  const seen = HAS_PROC && child.pid !== undefined ? watch(child.pid, elapsed, limit) : undefined;
  const [exit, signal] = await ended;
  for (const file of files) closeSync(file);
  return {
    wall: seen?.wall ?? elapsed(),
    cpu: seen?.cpu,
    peak: seen?.peak,
    exit: exit ?? signal,
    bytes: statSync(output).size,
  };
}

/**
 * Looks on until the process has ended. While this blocks the event loop, nobody collects the ended process, so
 * that the kernel still tells its CPU time, that of the processes it waited for included.
 */
function watch(pid, elapsed, limit) {
  let peak = 0;
  for (;;) {
    const [state, ...times] = stat(pid);
    const wall = elapsed();
    if (state === "Z" || state === "X") {
      return { wall, peak, cpu: times.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND };
    }
    peak = Math.max(peak, highWater(pid));
    if (wall > limit) process.kill(pid, "SIGKILL");
    pause(Math.min(10, 0.2 + wall * 10)); // no more than 1 % off
  }
}

/** The state of a process and its CPU times; the name before them may hold anything. */
function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return [fields[0], ...fields.slice(11, 15).map(Number)];
}

function highWater(pid) {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return found === null ? 0 : Number(found[1]) * 1024;
}

const never = new Int32Array(new SharedArrayBuffer(4));
function pause(milliseconds) {
  Atomics.wait(never, 0, 0, milliseconds);
}
