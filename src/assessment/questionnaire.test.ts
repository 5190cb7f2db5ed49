import { describe, expect, test } from 'vitest';
import { LEVELS } from '#framework';
import type { Answer } from './answer.ts';
import {
	dimensionRows,
	dimensionView,
	type Questionnaire,
	type QuestionnaireDimension,
	standingFromStatementAnswers,
	statementByLevel,
} from './questionnaire.ts';

const dimension = (slug: string, number: number): QuestionnaireDimension => ({
	slug,
	number,
	title: `Title of ${slug}`,
	short: `Short ${slug}`,
	statements: LEVELS.map((level) => ({
		id: `${slug}-${level}`,
		level,
		text: `${slug} ${level}`,
		example: '…',
	})),
});
const QUESTIONNAIRE: Questionnaire = {
	version: 'crcn-2019',
	audience: 'teacher',
	levels: { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' },
	dimensions: [dimension('one', 1), dimension('two', 2), dimension('three', 3)],
};
const answered =
	(...statements: readonly string[]) =>
	(id: string) =>
		statements.includes(id);
const neighbour = (slug: string, number: number) => ({ slug, number, short: `Short ${slug}` });
const ids = (statements: readonly { id: string }[] | undefined) => statements?.map(({ id }) => id);

describe('one dimension, with what surrounds it', () => {
	test('Complet asks its three statements, Express the one that tells intermediate apart', () => {
		const asked = (mode: 'express' | 'complete') =>
			ids(dimensionView(QUESTIONNAIRE, mode, 'two', answered())?.statements);
		expect(asked('complete')).toEqual(['two-beginner', 'two-intermediate', 'two-advanced']);
		expect(asked('express')).toEqual(['two-intermediate']);
		for (const mode of ['express', 'complete'] as const)
			expect(dimensionView(QUESTIONNAIRE, mode, 'two', answered())?.tells).toEqual({
				beginner: 'two-beginner',
				intermediate: 'two-intermediate',
				advanced: 'two-advanced',
			});
	});

	test('in Express, a dimension answered in full shows its three statements, and no other asks more', () => {
		const whole = ['two-beginner', 'two-intermediate', 'two-advanced'];
		const view = (given: readonly string[], slug = 'two') =>
			dimensionView(QUESTIONNAIRE, 'express', slug, answered(...given));
		expect(ids(view(whole)?.statements)).toEqual(whole);
		expect(view(whole, 'one')).toMatchObject({ elsewhere: { answered: 3, total: 4 }, next: 'three' });
		expect(ids(view(whole, 'one')?.statements)).toEqual(['one-intermediate']);
		for (const missing of whole) {
			const part = whole.filter((id) => id !== missing);
			expect(ids(view(part)?.statements)).toEqual(['two-intermediate']);
			expect(view(part, 'one')?.elsewhere.total).toBe(2);
		}
		expect(
			dimensionRows(QUESTIONNAIRE, 'express', answered(...whole)).map((row) => [row.answered, row.total]),
		).toEqual([
			[0, 1],
			[3, 3],
			[0, 1],
		]);
	});

	test('its neighbours are those beside it; the first and the last have one', () => {
		const around = (slug: string) => {
			const view = dimensionView(QUESTIONNAIRE, 'express', slug, answered());
			return [view?.previous, view?.following];
		};
		expect(around('one')).toEqual([null, neighbour('two', 2)]);
		expect(around('two')).toEqual([neighbour('one', 1), neighbour('three', 3)]);
		expect(around('three')).toEqual([neighbour('two', 2), null]);
		expect(dimensionView(QUESTIONNAIRE, 'express', 'four', answered())).toBeUndefined();
	});

	test('the next one is the first not wholly answered in this length; elsewhere counts the others alone', () => {
		const view = (mode: 'express' | 'complete', slug: string, ...statements: readonly string[]) => {
			const found = dimensionView(QUESTIONNAIRE, mode, slug, answered(...statements))!;
			return [found.next, found.elsewhere];
		};
		expect(view('express', 'one')).toEqual(['two', { answered: 0, total: 2 }]);
		expect(view('express', 'one', 'two-intermediate')).toEqual(['three', { answered: 1, total: 2 }]);
		// In Complet, a dimension with one of its three statements answered is not finished.
		expect(view('complete', 'one', 'two-intermediate')).toEqual(['two', { answered: 1, total: 6 }]);
		const whole = LEVELS.map((level) => `two-${level}`);
		expect(view('complete', 'one', ...whole, 'one-beginner')).toEqual(['three', { answered: 3, total: 6 }]);
		expect(view('express', 'three', 'one-intermediate', 'two-intermediate')).toEqual([
			null,
			{ answered: 2, total: 2 },
		]);
	});

	test('each dimension tells how many of its statements are answered, of those asked', () => {
		const rows = dimensionRows(QUESTIONNAIRE, 'express', answered('one-intermediate', 'one-beginner'));
		expect(rows).toEqual([
			{ ...neighbour('one', 1), title: 'Title of one', answered: 1, total: 1 },
			{ ...neighbour('two', 2), title: 'Title of two', answered: 0, total: 1 },
			{ ...neighbour('three', 3), title: 'Title of three', answered: 0, total: 1 },
		]);
	});
});

describe('what the answers to one dimension say', () => {
	const tells = statementByLevel(dimension('one', 1));
	const said = (given: Readonly<Record<string, Answer>>, of: Partial<typeof tells> = tells) =>
		standingFromStatementAnswers(of, (statement) => given[statement] ?? null);

	test('from the statement that tells each level apart', () => {
		expect(said({})).toMatchObject({ reason: 'unanswered', from: 'none' });
		expect(said({ 'one-intermediate': 2 })).toMatchObject({ standing: 'intermediate', from: 'express' });
		expect(said({ 'one-beginner': 3, 'one-intermediate': 0, 'one-advanced': 0 })).toMatchObject({
			standing: 'beginner',
			from: 'complete',
		});
	});

	test('nothing is asked of a level that no statement tells apart', () => {
		const { intermediate } = tells;
		const asked: string[] = [];
		const found = standingFromStatementAnswers({ intermediate: intermediate! }, (statement) => {
			asked.push(statement);
			return 3;
		});
		expect(asked).toEqual(['one-intermediate']);
		expect(found).toMatchObject({ standing: 'advanced', from: 'express' });
	});
});
