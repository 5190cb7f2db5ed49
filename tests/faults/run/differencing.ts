/**
 * `npm run faults -- differencing [--histories N] [--each N] [--service N] [--seed S]`: plays an attacker who tries to infer
 * people's levels from every group portrait ever shown, over random histories under the real rules; the same
 * with each protection off in turn, where its leak must be found; then histories on a real service, which must
 * show what the rules say. Prints what was learned, the error of the shares, and the counts as one JSON line.
 * Exits with 1 when a level is known above 95 %, when an inference is wrong, when a protection that is off leaks
 * nothing, or when the service shows something else.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { seededNumbers } from '../../seeded-numbers.ts';
import { play, playWithoutEach, SURE, type Told } from '../differencing/drill.ts';
import { missed } from '../differencing/error.ts';
import { mostLearned } from '../differencing/learning.ts';
import { type Leak, PROTECTIONS } from '../differencing/protections.ts';
import { playOnRules } from '../differencing/rules.ts';
import { FAMILY_NAMES, writeScript } from '../differencing/script.ts';
import { openService, playOnService } from '../differencing/service.ts';

const { values } = parseArgs({
	options: {
		histories: { type: 'string', default: '10000' },
		// For each protection: enough that rare leaks are met.
		each: { type: 'string', default: '200' },
		service: { type: 'string', default: '300' },
		seed: { type: 'string' },
	},
});
const histories = Number(values.histories);
const each = Number(values.each);
const onService = Number(values.service);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (![histories, each, onService, seed].every(Number.isInteger) || histories < FAMILY_NAMES.length) {
	console.error(`Say how many histories (${FAMILY_NAMES.length} or more) and which seed, in whole numbers.`);
	process.exit(2);
}

type Count = Exclude<keyof Told, 'family'>;
const total = (told: readonly Told[], what: Count) => told.reduce((sum, one) => sum + one[what], 0);
const highestOf = (told: readonly Told[]) => Math.max(...told.map(({ highest }) => highest));
const line = (one: Told) =>
	[
		one.family.padEnd(9),
		`${one.shown}/${one.histories} showed figures`,
		`${one.levels} levels judged`,
		`${one.tooLong} too long`,
		`certain in ${one.certain}`,
		`above 95 % in ${one.sure}`,
		`${one.read} counts read`,
		`highest ${one.highest.toFixed(3)} (told every count: ${one.highestTold.toFixed(3)})`,
	].join(', ');

console.log(`seed ${seed}, ${histories} histories`);
const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 1000);
const on = play(seed, histories);
console.log('with every protection:');
for (const one of on) console.log(`  ${line(one)}`);
console.log(`  ${seconds()} s`);

const COUNTS: Readonly<Record<Leak, Count>> = { level: 'sure', count: 'read', trace: 'traces' };
console.log(`without each protection, ${each} histories:`);
let [wrong, unfound] = [total(on, 'wrong') + total(on, 'misread'), 0];
const leaks: Record<string, readonly [off: number, on: number]> = {};
for (const { name, off, on: kept } of playWithoutEach(seed, each)) {
	const { leak } = PROTECTIONS.find((one) => one.name === name)!;
	const what = COUNTS[leak];
	const [found, before] = [total(off, what), total(kept, what)];
	if (found <= before) unfound += 1;
	wrong += total(off, 'wrong') + total(off, 'misread');
	leaks[name] = [found, before];
	console.log(
		`  ${name.padEnd(38)} ${what.padEnd(6)} ${String(found).padStart(5)} without, ${String(before).padStart(5)} with; highest without ${highestOf(off).toFixed(3)}`,
	);
}
const crowds = [mostLearned(1), mostLearned()] as const;
if (crowds[0].most <= SURE) unfound += 1;
console.log(
	`  the largest share is 90 %: of ${crowds[0].people} alike, ${crowds[0].most.toFixed(3)} without, ${crowds[1].most.toFixed(3)} with`,
);
console.log(`  ${seconds()} s`);

let [different, figures] = [0, 0];
for (let at = 0; at < onService;) {
	const service = openService();
	for (const until = Math.min(onService, at + 25); at < until; at += 1) {
		const family = FAMILY_NAMES[at % FAMILY_NAMES.length]!;
		const script = writeScript(seededNumbers(seed + at * 104_729), family, { sources: ['said'] });
		const { screens, drawing } = await playOnService(service, script);
		if (!isDeepStrictEqual(screens, playOnRules(script, drawing).screens)) different += 1;
		figures += screens.reduce((sum, screen) => sum + Object.keys(screen).length, 0);
	}
	await service.close();
}
console.log(
	`on a real service: ${onService} histories, ${figures} figures, ${different} histories unlike the rules; ${seconds()} s`,
);

const next = seededNumbers(seed);
for (const people of [20, 50, 300]) {
	const { mean, twoInThree, told, halfRight } = missed(next, people, 2000);
	console.log(
		`error of the shares, ${people} people: ${mean.toFixed(1)} points on average, ${twoInThree.toFixed(1)} two times in three (told: ${told}); « more than half stand low » right in ${halfRight.toFixed(0)} %`,
	);
}

const highest = Math.max(crowds[1].most, ...on.flatMap((one) => [one.highest, one.highestTold]));
const failed = highest > SURE || wrong > 0 || unfound > 0 || different > 0 || total(on, 'traces') > 0;
console.log(
	JSON.stringify({
		...{ seed, seconds: seconds(), histories: total(on, 'histories'), shown: total(on, 'shown') },
		...{ figures: total(on, 'figures'), skewed: total(on, 'skewed'), acquainted: total(on, 'acquainted') },
		...{ tooLong: total(on, 'tooLong'), levels: total(on, 'levels'), sure: total(on, 'sure') },
		...{ read: total(on, 'read'), highest: Number(highest.toFixed(4)), wrong, leaks },
		...{ service: onService, different, failed },
	}),
);
process.exitCode = failed ? 1 : 0;
