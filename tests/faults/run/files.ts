/**
 * `npm run faults -- files`: kills a process that stores files at every step, looks at what is left, and prints
 * the counts as one JSON line.
 */
import { nothingLost, storeFilesUnderKills } from '../files.ts';

const counts = await storeFilesUnderKills((line) => console.error(line));
console.log(JSON.stringify(counts));
process.exitCode = nothingLost(counts) ? 0 : 1;
