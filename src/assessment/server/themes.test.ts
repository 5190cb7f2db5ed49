import { beforeAll, expect, test } from 'vitest';
import { LEVELS } from '#framework';
import { allFrameworks, correspondenceOf, parseDataFile } from '#framework/server';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import file from '../data/themes.json' with { type: 'json' };
import { lintContent } from './content-lint.ts';
import { CONTENT } from './content.ts';
import {
	answeredDimensionCounts,
	assessmentProgressOf,
	chooseVersionAndMode,
	progressAndStandingsOf,
	recordAnswers,
	saidStandingsOf,
} from './index.ts';
import { themesFileSchema } from './themes-file.ts';
import { THEME_STATEMENTS, themesOf, themeStandingsFrom, themeStatementForAudience } from './themes.ts';

test('the themes are what the version in force adds, each with three statements for three audiences', () => {
	const added = correspondenceOf('crcn-2019', 'crcn-2025').dimensions.flatMap(({ to, elements }) =>
		elements.filter(({ kind }) => kind === 'added').map((one) => [to, one.to]),
	);
	const places = themesOf('crcn-2025').map(({ dimension, slug }) => [dimension, slug]);
	expect(places.toSorted()).toEqual(added.toSorted());
	expect(themesOf('crcn-2019')).toEqual([]);
	expect(allFrameworks()).toHaveLength(2);
	expect(THEME_STATEMENTS).toHaveLength(36);
	expect(new Set(THEME_STATEMENTS.map(({ id }) => id)).size).toBe(36);
	for (const [at, { tellsApart }] of THEME_STATEMENTS.entries()) expect(tellsApart).toBe(LEVELS[at % 3]);
});

test('no text of a theme breaks a rule of wording, nor nearly says another statement', () => {
	expect(lintContent({ items: [...CONTENT.items, ...THEME_STATEMENTS], situations: [] })).toEqual([]);
});

test('a statement of a theme is for its audience, in the version that has it', () => {
	const id = 'teacher-ai-literacy-2';
	expect(themeStatementForAudience('crcn-2025', 'teacher', id)).toMatchObject({ id, element: 'ai-literacy' });
	expect(themeStatementForAudience('crcn-2025', 'student', id)).toBeUndefined();
	expect(themeStatementForAudience('crcn-2019', 'teacher', id)).toBeUndefined();
});

test('a file whose theme, id or level is out of place is refused, with the place', () => {
	const read = (change: (data: typeof file) => void) => {
		const data = structuredClone(file);
		change(data);
		return () => parseDataFile('themes.json', themesFileSchema, data);
	};
	expect(read(() => undefined)).not.toThrow();
	expect(read(({ themes }) => (themes[0]!.dimension = 'collaboration'))).toThrow(/themes.*slug/);
	expect(read(({ themes }) => (themes[0]!.statements.staff[1]!.id = 'staff-ai-literacy-3'))).toThrow(/staff/);
	expect(read(({ themes }) => (themes[0]!.statements.staff[1]!.tellsApart = 'advanced'))).toThrow(
		/tellsApart/,
	);
	expect(read(({ themes }) => themes[0]!.statements.student.pop())).toThrow(/3 statements/);
});

test('answers place in a theme by the rule of dimensions, and the last one dates it', () => {
	const at = (day: number) => new Date(Date.UTC(2026, 10, day));
	const given = (id: string, answer: 0 | 1 | 2 | 3, day: number) => ({
		...{ statement: id, answer, answeredAt: at(day) },
	});
	const [ai, sobriety] = themeStandingsFrom('crcn-2025', [
		given('teacher-ai-literacy-1', 3, 2),
		given('teacher-ai-literacy-2', 2, 5),
		given('teacher-ai-literacy-3', 0, 4),
		given('teacher-collaboration-2', 3, 9),
	]);
	expect(ai).toMatchObject({ standing: 'intermediate', from: 'complete', answeredAt: at(5) });
	expect(sobriety).toMatchObject({ standing: 'not-situated', reason: 'unanswered', answeredAt: null });
});

eachDialect('themes of the version in force', (open) => {
	let institution = '';
	const key = () => open().newId();
	const ada = () => newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }], 'Ada');
	const answers = [{ statement: 'teacher-ai-literacy-2', answer: 3, revision: 0 }] as const;

	beforeAll(async () => {
		({ id: institution } = await createInstitution(open(), {
			...{ slug: 'erables', name: 'Érables', kind: 'service-centre' },
		}));
	});

	test('are asked beside the dimensions, and count in no level, no progress and no dimension begun', async () => {
		const who = await ada();
		const before = await assessmentProgressOf(open(), who);
		expect(before.themes.map(({ theme, statements }) => [theme.slug, statements.length])).toEqual([
			...[['ai-literacy', 1] as const, ['digital-sobriety', 1] as const],
			...[['pedagogical-leadership', 1] as const, ['environmental-impact', 1] as const],
		]);
		const stored = await recordAnswers(open(), who, { answers, key: key() });
		expect(stored.answered).toBe(0);
		const { answering, themes } = await progressAndStandingsOf(open(), who);
		expect(answering).toMatchObject({ answered: 0, total: 12, begun: true });
		expect(answering.themes[0]).toMatchObject({
			answered: 1,
			said: { standing: 'advanced', from: 'express' },
		});
		expect(themes('crcn-2025')[0]).toMatchObject({ standing: 'advanced' });
		expect(themes('crcn-2019')).toEqual([]);
		const said = Object.values(await saidStandingsOf(open(), who.id, 'crcn-2025'));
		expect(said.every(({ standing, answeredAt }) => standing === 'not-situated' && !answeredAt)).toBe(true);
		expect((await answeredDimensionCounts(open(), [who.id], 'crcn-2025')).get(who.id)).toBe(0);
		await chooseVersionAndMode(open(), who, { version: 'crcn-2025', mode: 'complete', key: key() });
		expect((await assessmentProgressOf(open(), who)).themes[0]?.statements).toHaveLength(3);
	});

	test('are none in the version of 2019, which refuses their answers', async () => {
		const who = await ada();
		await chooseVersionAndMode(open(), who, { version: 'crcn-2019', mode: 'express', key: key() });
		expect((await assessmentProgressOf(open(), who)).themes).toEqual([]);
		await expect(recordAnswers(open(), who, { answers, key: key() })).rejects.toMatchObject({ status: 404 });
	});
});
