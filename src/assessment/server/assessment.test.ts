import { describe, expect, test } from 'vitest';
import { ANONYMOUS, type Audience, type PersonActor } from '#identity';
import { Refusal } from '#platform';
import { eachDialect } from '#tests/world';
import type { Answer } from '../index.ts';
import {
	answeredOfEach,
	answerForm,
	erase,
	expressFor,
	expressQuestion,
	personalData,
	recordAnswer,
	saidOf,
	saidOfEach,
} from './index.ts';

let people = 0;

/** A person of their own for each test; the database is shared. */
function learner(
	audience: Audience | null = 'teacher',
	role: 'learner' | 'adviser' = 'learner',
): PersonActor {
	const id = `person-${(people += 1)}`;
	const memberships = [{ institution: 'recit', role, audience }];
	return { kind: 'person', id, username: id, displayName: 'Ada', memberships, session: 'one' };
}

const refusal = (code: string, status: number) => expect.objectContaining({ code, status });

eachDialect('answers', (open) => {
	const key = () => open().newId();
	const answer = (who: PersonActor, dimension: string, value: Answer, revision = 0, form = key()) =>
		recordAnswer(open(), who, { dimension, answer: value, revision, key: form });

	test('Ada answers one statement and has a first result', async () => {
		const ada = learner();
		expect(await expressFor(open(), ada)).toMatchObject({ answered: 0, next: 'ethical-citizenship' });
		expect(await answer(ada, 'information-literacy', 2)).toEqual({ revision: 1, answered: 1 });
		const said = await saidOf(open(), ada.id);
		expect(Object.keys(said)).toHaveLength(12);
		expect(said['information-literacy']).toEqual({ standing: 'intermediate', answeredAt: open().now() });
		expect(said['collaboration']).toEqual({ standing: 'not-situated', answeredAt: null });
	});

	test('each audience has its own statement, in each dimension', async () => {
		const [ada, emile] = [learner('teacher'), learner('student')];
		const { dimensions } = await expressFor(open(), emile);
		expect(dimensions).toHaveLength(12);
		for (const { dimension } of dimensions) {
			const one = await expressQuestion(open(), ada, dimension.slug);
			const other = await expressQuestion(open(), emile, dimension.slug);
			expect(one.statement.text.fr).not.toBe(other.statement.text.fr);
		}
	});

	test('the twelfth answer finishes, « does not apply » included, and the order is free', async () => {
		const ada = learner();
		const { dimensions } = await expressFor(open(), ada);
		const slugs = dimensions.map((one) => one.dimension.slug).reverse();
		for (const slug of slugs) await answer(ada, slug, slug === 'communication' ? 'not-applicable' : 4);
		expect(await expressFor(open(), ada)).toMatchObject({ answered: 12, next: null });
		const said = await saidOf(open(), ada.id);
		expect(said['communication']?.standing).toBe('not-situated');
		expect(said['communication']?.answeredAt).not.toBeNull();
		expect(said['collaboration']?.standing).toBe('advanced');
		const file = (await personalData(open(), ada.id)) as { assessments: { finishedAt: string | null }[] };
		expect(file.assessments).toHaveLength(1);
		expect(file.assessments[0]?.finishedAt).toBe(open().now().toISOString());
	});

	test('a statement sent twice is kept once', async () => {
		const ada = learner();
		const form = key();
		const first = await answer(ada, 'collaboration', 1, 0, form);
		expect(await answer(ada, 'collaboration', 1, 0, form)).toEqual(first);
		expect((await expressQuestion(open(), ada, 'collaboration')).revision).toBe(1);
	});

	test('the same form with another choice is another wish', async () => {
		const ada = learner();
		const form = key();
		await answer(ada, 'collaboration', 1, 0, form);
		await expect(answer(ada, 'collaboration', 3, 0, form)).rejects.toEqual(refusal('assessment.stale', 409));
		expect(await answer(ada, 'collaboration', 3, 1, form)).toEqual({ revision: 2, answered: 1 });
	});

	test('an answer given elsewhere meanwhile is not written over', async () => {
		const ada = learner();
		await answer(ada, 'collaboration', 1);
		await answer(ada, 'collaboration', 3, 1);
		await expect(answer(ada, 'collaboration', 0, 1)).rejects.toEqual(refusal('assessment.stale', 409));
		expect(await expressQuestion(open(), ada, 'collaboration')).toMatchObject({ answer: 3, revision: 2 });
		// The same choice on both devices is no conflict.
		expect(await answer(ada, 'collaboration', 3, 1)).toEqual({ revision: 2, answered: 1 });
	});

	test('two devices that begin at the same moment share one self-assessment', async () => {
		const ada = learner();
		const outcomes = await Promise.allSettled([
			answer(ada, 'collaboration', 1),
			answer(ada, 'communication', 2),
			answer(ada, 'critical-thinking', 3),
		]);
		expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
		expect((await expressFor(open(), ada)).answered).toBe(3);
	});

	test('an unknown dimension, an audience without statements and an adviser are not found', async () => {
		const missing = refusal('not-found', 404);
		await expect(answer(learner(), 'juggling', 1)).rejects.toEqual(missing);
		await expect(answer(learner('staff'), 'collaboration', 1)).rejects.toEqual(missing);
		await expect(answer(learner(null, 'adviser'), 'collaboration', 1)).rejects.toEqual(missing);
		await expect(expressFor(open(), learner(null, 'adviser'))).rejects.toEqual(missing);
		await expect(expressQuestion(open(), learner(), 'juggling')).rejects.toEqual(missing);
		expect((await expressFor(open(), learner('staff'))).dimensions).toEqual([]);
	});

	test('anybody else is sent to sign in', async () => {
		await expect(expressFor(open(), ANONYMOUS)).rejects.toEqual(refusal('identity.sign-in', 401));
		const input = { dimension: 'collaboration', answer: 1, revision: 0, key: key() } as const;
		await expect(recordAnswer(open(), ANONYMOUS, input)).rejects.toBeInstanceOf(Refusal);
	});

	test('a group is read at once, whoever answered', async () => {
		const [ada, emile, idle] = [learner(), learner('student'), learner()];
		await answer(ada, 'collaboration', 4);
		await answer(emile, 'collaboration', 1);
		await answer(emile, 'communication', 1);
		const ids = [ada.id, emile.id, idle.id];
		const said = await saidOfEach(open(), ids);
		expect(ids.map((id) => said.get(id)?.['collaboration']?.standing)).toEqual([
			'advanced',
			'beginner',
			'not-situated',
		]);
		expect([...(await answeredOfEach(open(), ids)).values()]).toEqual([1, 2, 0]);
		expect(await saidOfEach(open(), [])).toEqual(new Map());
	});

	test('erasing a person leaves nobody else’s answers touched', async () => {
		const [ada, emile] = [learner(), learner('student')];
		await answer(ada, 'collaboration', 4);
		await answer(emile, 'collaboration', 4);
		await open().db.write((tx) => erase(tx, ada.id));
		expect(await personalData(open(), ada.id)).toEqual({ assessments: [] });
		expect((await saidOf(open(), ada.id))['collaboration']?.standing).toBe('not-situated');
		expect((await saidOf(open(), emile.id))['collaboration']?.standing).toBe('advanced');
	});
});

describe('the form of a statement', () => {
	const sent = { answer: '2', revision: '0', key: 'k' };

	test('gives an answer', () => {
		expect(answerForm.parse(sent)).toEqual({ answer: 2, revision: 0, key: 'k' });
		expect(answerForm.parse({ ...sent, answer: 'not-applicable', continue: 'yes' })).toMatchObject({
			answer: 'not-applicable',
			continue: 'yes',
		});
	});

	test.each([
		[{ answer: undefined }, 'answer', 'assessment.answer-missing'],
		[{ answer: '5' }, 'answer', 'assessment.answer-missing'],
		[{ answer: '-1' }, 'answer', 'assessment.answer-missing'],
		[{ answer: ['1'] }, 'answer', 'assessment.answer-missing'],
		[{ revision: 'x' }, 'revision', 'assessment.form-incomplete'],
		[{ revision: '-1' }, 'revision', 'assessment.form-incomplete'],
		[{ revision: '1.5' }, 'revision', 'assessment.form-incomplete'],
		[{ revision: undefined }, 'revision', 'assessment.form-incomplete'],
		[{ key: undefined }, 'key', 'assessment.form-incomplete'],
	])('with %j: %s, %s', (change, field, code) => {
		const issues = answerForm.safeParse({ ...sent, ...change }).error?.issues;
		expect(issues?.map((issue) => [issue.path[0], issue.message])).toEqual([[field, code]]);
	});
});
