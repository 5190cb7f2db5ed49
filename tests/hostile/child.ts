/**
 * The program that verifies one family of hostile inputs in a process of its own; it prints one line of JSON
 * per case, then “lives on”.
 */
import { verifyBadge } from '../../src/openbadges/index.ts';
import type { CheckId, Report, VerifyOptions } from '../../src/openbadges/index.ts';
import { optionsWithAllSources, issued } from '../../src/openbadges/worked-example.fixture.ts';
import type { Measured } from './case.ts';
import { FAMILIES } from './families.ts';

globalThis.fetch = async (input) => {
	throw new Error(`the engine opened the network: ${String(input)}`);
};

const family = FAMILIES[process.argv[2] ?? ''];
if (!family) throw new Error('no such family');
const collect = (globalThis as { gc?: (how?: { type: 'minor' }) => void }).gc;
if (!collect) throw new Error('run with --expose-gc');
/** The bytes that this process holds, on and off the JavaScript heap. */
const held = () => {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
};
let least = 0;
/**
 * Collects the garbage of the previous case, so that its memory does not count against the next. Collecting
 * the whole heap takes as long as a case, so that is done only if more than 1 MiB may be left.
 */
function collected(): void {
	collect?.({ type: 'minor' });
	if (held() < least + 1024 ** 2) return;
	collect?.();
	least = held();
}

const tell = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
const answer = ({ verdict, checks }: Report, because: string): readonly [string, string] => {
	const step = because.split(' ')[0] as CheckId;
	return [verdict, `${step} ${checks.find(({ id }) => id === step)?.reason}`];
};
const cases = await family();
const ours = await optionsWithAllSources();
const good = await issued();
/**
 * Measures the processor time that `work` takes in this process (ms); other processes on the machine do not
 * change it.
 */
async function costOf(work: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
// Warm up: one-time compiling, loading and caching are not the cost of a case.
for (let i = 0; i < 50; i += 1) await verifyBadge(good, ours);
const usual =
	(await costOf(async () => {
		for (let i = 0; i < 50; i += 1) await verifyBadge(good, ours);
	})) / 50;

for (const one of cases) {
	const options: VerifyOptions = { ...ours, ...one.options };
	collected();
	const before = process.memoryUsage.rss();
	let report: Report | undefined;
	const cost = await costOf(async () => (report = await verifyBadge(one.given, options)));
	const growth = Math.max(0, Math.round(process.resourceUsage().maxRSS / 1024 - before / 1024 ** 2));
	const expected = [one.verdict, one.because] as const;
	const found = report ? answer(report, one.because) : (['none', 'none'] as const);
	tell({ name: one.name, expected, found, times: Math.round(cost / usual), growth } satisfies Measured);
}
tell((await verifyBadge(good, ours)).verdict === 'valid' ? 'lives on' : 'is spoiled');
