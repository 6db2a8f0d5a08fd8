/** A clock that moves when somebody sleeps. Those who sleep at once sleep together, as they would by a real one. */
export function fakeClock(start: number) {
  let time = start;
  const waits: number[] = [];
  return {
    now: () => time,
    async sleep(milliseconds: number): Promise<void> {
      const wake = time + milliseconds;
      waits.push(milliseconds);
      // Whoever else goes to sleep now does so at the same moment.
      await new Promise((resolve) => setImmediate(resolve));
      time = Math.max(time, wake);
    },
    waits,
  };
}
