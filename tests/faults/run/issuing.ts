/**
 * `npm run faults -- issuing --badges 1000`: issues badges while faults strike, and prints the counts as one
 * JSON line.
 */
import { parseArgs } from 'node:util';
import { issueUnderFaults, survived } from '../issuing.ts';

const { values } = parseArgs({ options: { badges: { type: 'string', default: '1000' } } });
const badges = Number(values.badges);
if (!Number.isInteger(badges) || badges < 40) {
	console.error(
		'--badges must be a whole number, 40 or more: fewer would not meet every fault at every step.',
	);
	process.exit(2);
}
// Each kill costs a restart of the process, so with many badges only one in ten is a kill.
const counts = await issueUnderFaults(badges, badges < 100 ? 3 : 10);
console.log(JSON.stringify(counts));
process.exitCode = survived(counts) ? 0 : 1;
