import { expect, test } from 'vitest';
import { CONTAINERS, SUITES, VERSIONS } from './case.ts';
import { legacyCases } from './cases/legacy.ts';
import { modernCases } from './cases/modern.ts';
import { because, judge } from './judge.ts';

test(
	'badges that second implementations made are read, and their mutants refused',
	{ timeout: 120_000 },
	async () => {
		const [modern, legacy] = [await modernCases(), await legacyCases()];
		const all = [...modern, ...legacy];
		for (const suite of SUITES)
			expect(
				all.some((one) => one.suite === suite),
				suite,
			).toBe(true);
		for (const container of CONTAINERS) expect(all.some((one) => one.container === container)).toBe(true);
		for (const version of VERSIONS)
			expect(
				all.some((one) => one.version === version),
				version,
			).toBe(true);
		for (const one of all) {
			const { agrees, report, survivors } = await judge(one, all);
			expect([agrees, survivors], `${one.name}: ${report.verdict} (${because(report)})`).toEqual([true, []]);
		}
	},
);
