/**
 * `npm run faults -- upgrade`: opens with the current build a data folder that an earlier version made, and
 * prints what was kept as one JSON line.
 */
import { parseArgs } from 'node:util';
import { upgrade } from '../upgrade.ts';

const { values } = parseArgs({ options: { learners: { type: 'string', default: '40' } } });
const learners = Number(values.learners);
if (!Number.isInteger(learners) || learners < 1) {
	console.error('--learners must be a whole number, 1 or more.');
	process.exit(2);
}
const found = await upgrade(learners, (line) => console.error(line));
console.log(JSON.stringify(found));
const { changed, orphanGone, said, keysHold, badges, signedIn, people } = found;
const whole = changed.length === 0 && orphanGone && said && keysHold;
process.exitCode =
	whole && badges.issued > 0 && badges.valid === badges.issued && people > 0 && signedIn === people ? 0 : 1;
