export const print = (text) => process.stdout.write(`${text}\n`);
export const note = (text) => process.stderr.write(`${text}\n`);
