import { expect, test } from 'vitest';
import { verify } from '#openbadges';
import { legacyCases } from './legacy.ts';

test('every version before 3.0, in each of its forms, gets the verdict it deserves, and so does each mutant', async () => {
	const found: string[] = [];
	const cases = await legacyCases();
	for (const one of cases) {
		const { verdict } = await verify(one.given, one.options);
		if (verdict !== one.verdict) found.push(`${one.name}: ${verdict}`);
		for (const mutant of one.mutants ?? []) {
			const report = await verify(mutant.given, mutant.options ?? one.options);
			if (!['altered', 'refused'].includes(report.verdict))
				found.push(`${one.name}, ${mutant.what}: ${report.verdict}`);
		}
	}
	expect(found).toEqual([]);
	expect(cases.length).toBeGreaterThan(100);
});
