/**
 * `npm run faults -- portrait [--histories N] [--seed S]`: plays an attacker who tries to infer people's
 * levels from every group portrait ever shown, over random histories under the real rules. Prints what was
 * learned, by family; the same without randomness (where levels must be learned); the error of the shares;
 * and the counts as one JSON line. Exits with 1 when a level is known above 95 %, when an inference is wrong,
 * or when nothing is learned without randomness.
 */
import { parseArgs } from 'node:util';
import { seededNumbers } from '../../seeded-numbers.ts';
import { play, SURE, type Told } from '../portrait/drill.ts';
import { missed } from '../portrait/error.ts';

const { values } = parseArgs({
	options: { histories: { type: 'string', default: '5000' }, seed: { type: 'string' } },
});
const histories = Number(values.histories);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!Number.isInteger(histories) || histories < 6 || !Number.isInteger(seed)) {
	console.error('Say how many histories (6 or more) and which seed, in whole numbers.');
	process.exit(2);
}

const total = (
	told: readonly Told[],
	what: 'histories' | 'shown' | 'tooLong' | 'levels' | 'certain' | 'sure' | 'wrong',
) => told.reduce((sum, one) => sum + one[what], 0);
const line = (one: Told) =>
	[
		one.family.padEnd(9),
		`${one.shown}/${one.histories} showed figures`,
		`${one.levels} levels judged`,
		`${one.tooLong} too long`,
		`certain in ${one.certain}`,
		`above 95 % in ${one.sure}`,
		`highest ${one.highest.toFixed(3)} (told every count: ${one.highestTold.toFixed(3)})`,
	].join(', ');

console.log(`seed ${seed}, ${histories} histories`);
const began = performance.now();
const on = play(seed, histories, 'on');
console.log('with the lots:');
for (const one of on) console.log(`  ${line(one)}`);
const off = play(seed, Math.max(6, Math.round(histories / 5)), 'off');
console.log('without them:');
for (const one of off) console.log(`  ${line(one)}`);

const next = seededNumbers(seed);
const errors = [20, 50, 300].map((people) => missed(next, people, 2000));
for (const { people, mean, twoInThree, told, halfRight } of errors)
	console.log(
		`error of the shares, ${people} people: ${mean.toFixed(1)} points on average, ${twoInThree.toFixed(1)} two times in three (told: ${told}); « more than half stand low » right in ${halfRight.toFixed(0)} %`,
	);

const highest = Math.max(...on.map((one) => Math.max(one.highest, one.highestTold)));
const failed =
	highest > SURE || total(on, 'wrong') + total(off, 'wrong') > 0 || off.some((one) => one.certain === 0);
console.log(
	JSON.stringify({
		seed,
		seconds: Math.round((performance.now() - began) / 1000),
		histories: total(on, 'histories'),
		shown: total(on, 'shown'),
		tooLong: total(on, 'tooLong'),
		levels: total(on, 'levels'),
		sure: total(on, 'sure'),
		highest: Number(highest.toFixed(4)),
		without: { histories: total(off, 'histories'), certain: total(off, 'certain'), sure: total(off, 'sure') },
		failed,
	}),
);
process.exitCode = failed ? 1 : 0;
