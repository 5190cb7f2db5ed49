/**
 * `npm run faults -- beside --kills 20`: runs other programs on the database while the service saves and is
 * killed, checks that nothing was lost, and prints the counts as one JSON line.
 */
import { parseArgs } from 'node:util';
import { hasSqliteProgram, nothingLost, workBeside } from '../beside.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
	console.error('--kills must be a whole number, 1 or more.');
	process.exit(2);
}
if (!hasSqliteProgram()) {
	console.error('This drill runs the sqlite3 program. Type: apt-get install -y sqlite3');
	process.exit(2);
}
const counts = await workBeside(kills, (line) => console.error(line));
console.log(JSON.stringify(counts));
process.exitCode = nothingLost(counts) ? 0 : 1;
