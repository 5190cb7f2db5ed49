/**
 * `npm run faults -- backup --seed 7`: backs up the built service while people save, damages copies,
 * restores, and prints the counts as one JSON line.
 */
import { parseArgs } from 'node:util';
import { backUpUnderLoad, nothingLost } from '../backup.ts';

const { values } = parseArgs({
	options: { seed: { type: 'string' }, backups: { type: 'string', default: '3' } },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const backups = Number(values.backups);
if (!Number.isInteger(seed) || !Number.isInteger(backups) || backups < 1) {
	console.error('--seed and --backups must be whole numbers.');
	process.exit(2);
}
console.error(`seed ${seed}`);
const counts = await backUpUnderLoad(seed, backups, 20, (line) => console.error(line));
console.log(JSON.stringify(counts));
process.exitCode = nothingLost(counts) ? 0 : 1;
