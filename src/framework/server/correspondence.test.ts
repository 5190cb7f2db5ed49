import { expect, test } from 'vitest';
import { FRAMEWORK_VERSIONS, type FrameworkVersion } from '../index.ts';
import { correspondenceOf, dimension, framework } from './index.ts';

const ways = FRAMEWORK_VERSIONS.flatMap((from) => FRAMEWORK_VERSIONS.map((to) => [from, to] as const));
const slugs = (version: FrameworkVersion, of?: string) =>
	(of ? (dimension(version, of)?.elements ?? []) : framework(version).dimensions)
		.map((one) => one.slug)
		.sort();
const filled = (side: readonly (string | null)[]) => side.filter((slug) => slug !== null).sort();

test.each(ways)('from %s to %s, each dimension and element stands exactly once on its side', (from, to) => {
	const { dimensions, ...ends } = correspondenceOf(from, to);
	expect(ends).toEqual({ from, to });
	expect(filled(dimensions.map((one) => one.from))).toEqual(slugs(from));
	expect(filled(dimensions.map((one) => one.to))).toEqual(slugs(to));
	for (const one of dimensions) {
		if (one.from) expect(filled(one.elements.map((line) => line.from))).toEqual(slugs(from, one.from));
		if (one.to) expect(filled(one.elements.map((line) => line.to))).toEqual(slugs(to, one.to));
	}
});

test('what 2025 adds has no counterpart when read from 2025 to 2019', () => {
	const lines = (from: FrameworkVersion, to: FrameworkVersion) =>
		correspondenceOf(from, to).dimensions.flatMap((one) =>
			one.elements.filter((line) => line.kind !== 'equal'),
		);
	expect(lines('crcn-2019', 'crcn-2025').map((line) => [line.from, line.to, line.kind])).toEqual([
		[null, 'digital-sobriety', 'added'],
		[null, 'ai-literacy', 'added'],
		[null, 'pedagogical-leadership', 'added'],
		[null, 'environmental-impact', 'added'],
	]);
	expect(lines('crcn-2025', 'crcn-2019').map((line) => [line.from, line.to, line.kind])).toEqual([
		['digital-sobriety', null, 'none'],
		['ai-literacy', null, 'none'],
		['pedagogical-leadership', null, 'none'],
		['environmental-impact', null, 'none'],
	]);
});

test('an element that is said to be equal has the same label in both versions', () => {
	for (const one of correspondenceOf('crcn-2019', 'crcn-2025').dimensions)
		for (const line of one.elements.filter(({ kind }) => kind === 'equal')) {
			const label = (version: FrameworkVersion, at: string | null, slug: string | null) =>
				dimension(version, at ?? '')?.elements.find((element) => element.slug === slug)?.label;
			const [before, after] = [label('crcn-2019', one.from, line.from), label('crcn-2025', one.to, line.to)];
			expect(before && [before.fr, before.en]).toEqual(after && [after.fr, after.en]);
		}
});
