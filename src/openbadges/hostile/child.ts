/** Runs one family of hostile inputs, alone in its process: a line of JSON for each case, then « lives on ». */
import { verify } from '../index.ts';
import type { CheckId, Report, VerifyOptions } from '../index.ts';
import { atHand, issued } from '../worked-example.ts';
import type { Measured } from './case.ts';
import { FAMILIES } from './families.ts';

globalThis.fetch = async (input) => {
	throw new Error(`the engine opened the network: ${String(input)}`);
};

const family = FAMILIES[process.argv[2] ?? ''];
if (!family) throw new Error('no such family');
const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('run with --expose-gc');

const tell = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
const answer = ({ verdict, checks }: Report, because: string): readonly [string, string] => {
	const step = because.split(' ')[0] as CheckId;
	return [verdict, `${step} ${checks.find(({ id }) => id === step)?.reason}`];
};
const cases = await family();
const ours = await atHand();
const good = await issued();
// What is compiled, loaded or remembered once is not the cost of a case.
for (let i = 0; i < 50; i += 1) await verify(good, ours);

for (const one of cases) {
	const options: VerifyOptions = { ...ours, ...one.options };
	let found: Measured | undefined;
	// A machine that is busy elsewhere gets a second chance; what is slow by itself is slow again.
	for (let attempt = 0; attempt < 2 && (found?.milliseconds ?? Infinity) > 500; attempt += 1) {
		collect();
		const before = process.memoryUsage.rss();
		const started = performance.now();
		const report = await verify(one.given, options);
		const milliseconds = Math.round(performance.now() - started);
		const growth = Math.max(0, Math.round(process.resourceUsage().maxRSS / 1024 - before / 1024 ** 2));
		const expected = [one.verdict, one.because] as const;
		found = { name: one.name, expected, found: answer(report, one.because), milliseconds, growth };
	}
	tell(found);
}
tell((await verify(good, ours)).verdict === 'valid' ? 'lives on' : 'is spoiled');
