/**
 * `npm run faults -- --kills 50`: kills the service again and again while people save, and prints the counts
 * as one JSON line.
 */
import { parseArgs } from 'node:util';
import { killWhileSaving } from '../kill-while-saving.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
	console.error('--kills must be a whole number, 1 or more.');
	process.exit(2);
}
const counts = await killWhileSaving(kills, (line) => console.error(line));
console.log(JSON.stringify(counts));
const enough = kills < 50 || counts.killsLeavingOne >= 5;
process.exitCode =
	counts.missing === 0 && counts.doubled === 0 && counts.integrity === 'ok' && enough ? 0 : 1;
