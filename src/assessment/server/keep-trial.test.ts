import { beforeAll, expect, test } from 'vitest';
import { ANONYMOUS, type Audience } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { failedWrites } from '#tests/failing-writes';
import { eachDialect } from '#tests/world';
import { assessmentProgressOf, storeTrialAnswers, recordAnswer } from './index.ts';

let institution = '';

eachDialect('a trial', (open) => {
	/** Creates a new learner or adviser for one test, because all tests share the database. */
	const learner = (audience: Audience | null = 'teacher', role: 'learner' | 'adviser' = 'learner') =>
		newcomer(open(), [{ institution, role, audience }], 'Émile');
	const trial = (over: object = {}) => ({
		audience: 'student' as const,
		mode: 'complete' as const,
		answers: [
			{ statement: 'student-collaboration-2', answer: 3 as const },
			{ statement: 'student-communication-2', answer: 'not-applicable' as const },
		],
		replace: false,
		key: open().newId(),
		...over,
	});

	beforeAll(async () => {
		({ id: institution } = await createInstitution(open(), {
			slug: 'essai',
			name: 'Cégep de la Rive',
			kind: 'cegep',
		}));
	});

	test('Émile keeps his in a new account, which goes on in its length', async () => {
		const emile = await learner('student');
		expect(await storeTrialAnswers(open(), emile, trial())).toEqual({ kept: 2, differing: [] });
		expect(await assessmentProgressOf(open(), emile)).toMatchObject({
			mode: 'complete',
			answered: 2,
			total: 36,
			answers: { 'student-collaboration-2': { answer: 3, revision: 1 } },
		});
	});

	test('sent twice, it is kept once', async () => {
		const emile = await learner('student');
		const given = trial();
		const first = await storeTrialAnswers(open(), emile, given);
		expect(await storeTrialAnswers(open(), emile, given)).toEqual(first);
		expect((await assessmentProgressOf(open(), emile)).answers['student-collaboration-2']?.revision).toBe(1);
	});

	test('what the account holds stays, until he says otherwise', async () => {
		const emile = await learner('student');
		const statement = 'student-collaboration-2';
		await recordAnswer(open(), emile, { statement, answer: 0, revision: 0, key: open().newId() });
		const differing = [{ statement, there: 0, here: 3 }];
		expect(await storeTrialAnswers(open(), emile, trial())).toEqual({ kept: 1, differing });
		expect(await assessmentProgressOf(open(), emile)).toMatchObject({
			mode: 'express',
			answers: { [statement]: { answer: 0, revision: 1 } },
		});
		expect(await storeTrialAnswers(open(), emile, trial({ replace: true }))).toEqual({
			kept: 2,
			differing: [],
		});
		expect((await assessmentProgressOf(open(), emile)).answers[statement]).toEqual({
			answer: 3,
			revision: 2,
		});
	});

	test('the statements of another audience, and anybody without an account, are refused', async () => {
		await expect(storeTrialAnswers(open(), await learner('teacher'), trial())).rejects.toEqual(
			expect.objectContaining({ code: 'assessment.trial-other-audience', status: 409 }),
		);
		await expect(storeTrialAnswers(open(), ANONYMOUS, trial())).rejects.toEqual(
			expect.objectContaining({ status: 401 }),
		);
	});

	test('no write of it that fails is passed over', async () => {
		const emile = await learner('student');
		const outcomes = await failedWrites(open().db, (db) =>
			storeTrialAnswers({ ...open(), db }, emile, trial()),
		);
		expect(outcomes.length).toBeGreaterThan(1);
		expect(outcomes).toEqual(outcomes.map(() => 'failed'));
		expect((await assessmentProgressOf(open(), emile)).begun).toBe(false);
	});

	test('unknown statements have no place to go, and the rest is kept', async () => {
		const emile = await learner('student');
		const answers = [...trial().answers, { statement: 'student-juggling-2', answer: 4 as const }];
		expect(await storeTrialAnswers(open(), emile, trial({ answers }))).toEqual({ kept: 2, differing: [] });
	});
});
