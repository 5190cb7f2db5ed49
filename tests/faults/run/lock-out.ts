/**
 * `npm run faults -- lock-out --minutes 4`: tries to keep Ada out of her account by guessing her password,
 * and prints the figures as JSON.
 */
import { parseArgs } from 'node:util';
import { lockOuts, nobodyKeptOut } from '../lock-out.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '4' } } });
const minutes = Number(values.minutes);
if (!(minutes >= 1)) {
	console.error('--minutes must be a number, 1 or more.');
	process.exit(2);
}
const outs = await lockOuts(minutes, (line) => console.error(line));
console.log(JSON.stringify(outs, null, '\t'));
process.exitCode = nobodyKeptOut(outs) ? 0 : 1;
