import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { RUBRIC_SIZE, type Rubric } from '../rubric.ts';
import sample from '../../../tests/recognised/rubrics/collaboration.json' with { type: 'json' };
import { loadCatalogue } from './catalogue.ts';
import { rubricFileSchema } from './rubric-file.ts';

const root = resolve(import.meta.dirname, '../../..');
const badgesDir = join(root, 'badges');

type Changed = Record<string, unknown> & { criteria: Record<string, unknown>[]; samples: Changed[] };

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder with one badge and the criteria of one dimension, as somebody changed them. */
function folderWith(rubric: unknown, name = 'collaboration.json'): string {
	const dir = mkdtempSync(join(tmpdir(), 'rubrics-'));
	folders.push(dir);
	cpSync(join(badgesDir, 'practice-collaboration'), join(dir, 'practice-collaboration'), { recursive: true });
	cpSync(join(root, 'tests/recognised/rubrics'), join(dir, 'rubrics'), { recursive: true });
	writeFileSync(join(dir, 'rubrics', name), typeof rubric === 'string' ? rubric : JSON.stringify(rubric));
	return dir;
}

describe('the criteria of a dimension', () => {
	test('are read beside the badges, and are none of them; a dimension may have none yet', () => {
		const catalogue = loadCatalogue(folderWith(sample));
		expect(catalogue.all().map(({ id }) => id)).toEqual(['practice-collaboration']);
		expect(catalogue.rubric('collaboration')).toEqual(sample);
		expect(catalogue.rubric('communication')).toBeUndefined();
		const dir = folderWith(sample);
		rmSync(join(dir, 'rubrics'), { recursive: true });
		expect(loadCatalogue(dir).rubric('collaboration')).toBeUndefined();
	});

	test('a file that is not JSON, or of no dimension, stops the start, and is named', () => {
		expect(() => loadCatalogue(folderWith('{'))).toThrow(/rubrics.collaboration\.json.*not valid JSON/u);
		expect(() => loadCatalogue(folderWith({ ...sample, dimension: 'teamwork' }, 'teamwork.json'))).toThrow(
			/teamwork\.json cannot be used:\n {2}dimension: is not a dimension/u,
		);
	});

	test.each<[string, (rubric: Changed) => unknown, string]>([
		[
			'another name',
			(one) => (one['dimension'] = 'communication'),
			'dimension: must be the name of its file',
		],
		['two criteria', (one) => one.criteria.pop(), 'criteria: must hold 3 criteria'],
		[
			'a slug twice',
			(one) => (one.criteria[1]!['slug'] = one.criteria[0]!['slug']),
			'criteria: must not hold',
		],
		['no English', (one) => (one.criteria[0]!['seen'] = { fr: 'Vu.' }), 'criteria.0.seen.en'],
		['an unknown key', (one) => (one.criteria[0]!['weight'] = 2), 'weight'],
		['no audience', (one) => delete (one.samples as unknown as Changed)['staff'], 'samples.staff'],
		[
			'two samples',
			(one) => (one.samples as unknown as { student: unknown[] }).student.pop(),
			'samples.student: must hold 3 samples',
		],
		[
			'an unknown level',
			(one) => ((one.samples as unknown as { staff: Changed[] }).staff[0]!['level'] = 'expert'),
			'samples.staff.0.level',
		],
		[
			'a criterion left out',
			(one) =>
				delete ((one.samples as unknown as { staff: Changed[] }).staff[0]!['judged'] as Changed)['part'],
			'samples.staff.0.judged: must judge part, space, look-back',
		],
		[
			'an unknown mark',
			(one) => {
				const { judged } = (one.samples as unknown as { staff: { judged: Record<string, Changed> }[] })
					.staff[0]!;
				judged['part']!['mark'] = 'great';
			},
			'samples.staff.0.judged.part.mark',
		],
	])('are refused with %s', (_name, change, fault) => {
		const rubric = structuredClone(sample) as unknown as Changed;
		change(rubric);
		const { error } = rubricFileSchema('collaboration').safeParse(rubric);
		expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')).toContain(
			fault,
		);
	});
});

describe('the criteria of this repository', () => {
	const catalogue = loadCatalogue(badgesDir);
	const written = framework(CURRENT_VERSION).dimensions.flatMap(({ slug }) => catalogue.rubric(slug) ?? []);

	const textsOf = ({ criteria, samples }: Pick<Rubric, 'criteria' | 'samples'>) => [
		...criteria.flatMap(({ slug, title, ...marks }) => [
			{ path: `${slug}.title`, ...title },
			...(['notYet', 'seen', 'beyond'] as const).map((mark) => ({ path: `${slug}.${mark}`, ...marks[mark] })),
		]),
		...Object.entries(samples).flatMap(([audience, dossiers]) =>
			dossiers.flatMap(({ handed, judged }, at) => [
				{ path: `${audience}.${at}`, ...handed },
				...Object.entries(judged).map(([slug, { why }]) => ({ path: `${audience}.${at}.${slug}`, ...why })),
			]),
		),
	];

	test.each([
		['the sample', sample as Rubric] as const,
		...written.map((one) => [one.dimension, one] as const),
	])('%s: whole, in plain sentences, in the typography of both languages', (_name, rubric) => {
		const texts = textsOf(rubric);
		expect(texts).toHaveLength(RUBRIC_SIZE * 4 + 3 * RUBRIC_SIZE * (1 + RUBRIC_SIZE));
		for (const { path, fr, en } of texts) {
			expect(fr + en, path).not.toMatch(/['"!<>*_`#[\]]|\.\.\.| {2}/u);
			expect(fr, path).not.toMatch(/ [:;?»]|« |[^\u00a0][»:]|«[^\u00a0]|[\s\u00a0][;]/u);
			expect(en, path).not.toMatch(/[«»]|[\s\u00a0][:;?]/u);
			expect(fr.length, path).toBeGreaterThan(3);
		}
		const three = rubric.criteria.map(({ title }) => title.fr);
		expect(new Set(three).size).toBe(RUBRIC_SIZE);
	});
});
