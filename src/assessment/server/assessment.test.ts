import { beforeAll, expect, test } from 'vitest';
import { CURRENT_VERSION, type FrameworkVersion } from '#framework';
import { ANONYMOUS, type Audience, type PersonActor } from '#identity';
import { createInstitution, erase } from '#identity/server';
import { Refusal } from '#platform';
import { failedWrites } from '#tests/failing-writes';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { Answer, Mode } from '../index.ts';
import { assessmentsOf, storeAnswer } from './answer-store.ts';
import {
	answeredDimensionCounts,
	assessmentProgressOf,
	chooseVersionAndMode,
	personalData,
	recordAnswer,
	recordAnswers,
	saidStandingsOf,
	saidStandingsOfEach,
	saidStandingsOverTime,
	situationsFor,
} from './index.ts';

let institution = '';

const refusal = (code: string, status: number) => expect.objectContaining({ code, status });

eachDialect('answers', (open) => {
	/** Creates a new learner or adviser for one test, because all tests share the database. */
	const learner = (audience: Audience | null = 'teacher', role: 'learner' | 'adviser' = 'learner') =>
		newcomer(open(), [{ institution, role, audience }]);
	const key = () => open().newId();
	const answer = (
		who: PersonActor,
		dimension: string,
		value: Answer,
		revision = 0,
		form = key(),
		place = 2,
	) =>
		recordAnswer(open(), who, {
			statement: `${who.memberships[0]?.audience}-${dimension}-${place}`,
			answer: value,
			revision,
			key: form,
		});
	const choose = (who: PersonActor, mode: Mode, version: FrameworkVersion = 'crcn-2025') =>
		chooseVersionAndMode(open(), who, { version, mode, key: key() });
	const asked = async (who: PersonActor, dimension: string) =>
		(await assessmentProgressOf(open(), who)).dimensions.find((one) => one.dimension.slug === dimension);
	const only = async (who: PersonActor, dimension: string) => (await asked(who, dimension))?.statements[0];

	beforeAll(async () => {
		({ id: institution } = await createInstitution(open(), {
			slug: 'recit',
			name: 'École des Trois-Sources',
			kind: 'service-centre',
		}));
	});

	test('Ada answers one statement and has a first result', async () => {
		const ada = await learner();
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({
			begun: false,
			mode: 'express',
			answered: 0,
			total: 12,
			next: 'ethical-citizenship',
		});
		expect(await answer(ada, 'information-literacy', 2)).toMatchObject({ answered: 1 });
		const said = await saidStandingsOf(open(), ada.id, CURRENT_VERSION);
		expect(Object.keys(said)).toHaveLength(12);
		expect(said['information-literacy']).toEqual({
			standing: 'intermediate',
			reason: 'estimated',
			applies: true,
			answeredAt: open().now(),
		});
		expect(said['collaboration']).toEqual({
			standing: 'not-situated',
			reason: 'unanswered',
			applies: false,
			answeredAt: null,
		});
	});

	test('each audience has its own statement, in each dimension', async () => {
		const [ada, emile] = [await learner('teacher'), await learner('student')];
		const { dimensions } = await assessmentProgressOf(open(), emile);
		expect(dimensions).toHaveLength(12);
		for (const { dimension } of dimensions) {
			const one = await only(ada, dimension.slug);
			const other = await only(emile, dimension.slug);
			expect(one?.statement.text.fr).not.toBe(other?.statement.text.fr);
		}
	});

	test('the twelfth answer finishes, « does not apply » included, and the order is free', async () => {
		const ada = await learner();
		const { dimensions } = await assessmentProgressOf(open(), ada);
		const slugs = dimensions.map((one) => one.dimension.slug).reverse();
		for (const slug of slugs) await answer(ada, slug, slug === 'communication' ? 'not-applicable' : 4);
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({
			answered: 12,
			next: null,
			unplaced: null,
		});
		const said = await saidStandingsOf(open(), ada.id, CURRENT_VERSION);
		expect(said['communication']?.standing).toBe('not-situated');
		expect(said['communication']?.applies).toBe(false);
		expect(said['communication']?.answeredAt).not.toBeNull();
		expect(said['collaboration']?.standing).toBe('advanced');
		const file = (await personalData(open(), ada.id)) as { assessments: { finishedAt: string | null }[] };
		expect(file.assessments).toHaveLength(1);
		expect(file.assessments[0]?.finishedAt).toBe(open().now().toISOString());
	});

	test('a statement sent twice is kept once', async () => {
		const ada = await learner();
		const form = key();
		const first = await answer(ada, 'collaboration', 1, 0, form);
		expect(await answer(ada, 'collaboration', 1, 0, form)).toEqual(first);
		expect((await only(ada, 'collaboration'))?.revision).toBe(1);
	});

	test('the same form with another choice is another wish', async () => {
		const ada = await learner();
		const form = key();
		await answer(ada, 'collaboration', 1, 0, form);
		await expect(answer(ada, 'collaboration', 3, 0, form)).rejects.toEqual(refusal('assessment.stale', 409));
		expect(await answer(ada, 'collaboration', 3, 1, form)).toMatchObject({ answered: 1 });
	});

	test('an answer given elsewhere meanwhile is not written over', async () => {
		const ada = await learner();
		await answer(ada, 'collaboration', 1);
		await answer(ada, 'collaboration', 3, 1);
		await expect(answer(ada, 'collaboration', 0, 1)).rejects.toEqual(refusal('assessment.stale', 409));
		expect(await only(ada, 'collaboration')).toMatchObject({ answer: 3, revision: 2 });
		// The same answer on both devices is not a conflict.
		expect(await answer(ada, 'collaboration', 3, 1)).toMatchObject({ answered: 1 });
	});

	test('two devices that begin at the same moment share one self-assessment', async () => {
		const ada = await learner();
		const outcomes = await Promise.allSettled([
			answer(ada, 'collaboration', 1),
			answer(ada, 'communication', 2),
			answer(ada, 'critical-thinking', 3),
		]);
		expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
		expect((await assessmentProgressOf(open(), ada)).answered).toBe(3);
	});

	test('an unknown dimension, another audience’s statement and an adviser are not found', async () => {
		const missing = refusal('not-found', 404);
		await expect(answer(await learner(), 'juggling', 1)).rejects.toEqual(missing);
		await expect(answer(await learner(null, 'adviser'), 'collaboration', 1)).rejects.toEqual(missing);
		await expect(assessmentProgressOf(open(), await learner(null, 'adviser'))).rejects.toEqual(missing);
		const another = { statement: 'student-collaboration-2', answer: 1, revision: 0, key: key() } as const;
		await expect(recordAnswer(open(), await learner(), another)).rejects.toEqual(missing);
	});

	test('anybody else is sent to sign in', async () => {
		await expect(assessmentProgressOf(open(), ANONYMOUS)).rejects.toEqual(refusal('identity.sign-in', 401));
		const input = { statement: 'teacher-collaboration-2', answer: 1, revision: 0, key: key() } as const;
		await expect(recordAnswer(open(), ANONYMOUS, input)).rejects.toBeInstanceOf(Refusal);
	});

	test('a group is read at once, whoever answered', async () => {
		const [ada, emile, idle] = [await learner(), await learner('student'), await learner()];
		await answer(ada, 'collaboration', 4);
		await answer(emile, 'collaboration', 1);
		await answer(emile, 'communication', 1);
		const ids = [ada.id, emile.id, idle.id];
		const said = await saidStandingsOfEach(open(), ids, CURRENT_VERSION);
		expect(ids.map((id) => said.get(id)?.['collaboration']?.standing)).toEqual([
			'advanced',
			'beginner',
			'not-situated',
		]);
		expect([...(await answeredDimensionCounts(open(), ids, CURRENT_VERSION)).values()]).toEqual([1, 2, 0]);
		expect(await saidStandingsOfEach(open(), [], CURRENT_VERSION)).toEqual(new Map());
	});

	test('erasing a person leaves nobody else’s answers touched', async () => {
		const [ada, emile] = [await learner(), await learner('student')];
		await answer(ada, 'collaboration', 4);
		await answer(emile, 'collaboration', 4);
		await open().db.write((tx) => erase(tx, ada.id));
		expect(await personalData(open(), ada.id)).toEqual({ assessments: [], situations: [] });
		expect((await saidStandingsOf(open(), ada.id, CURRENT_VERSION))['collaboration']?.standing).toBe(
			'not-situated',
		);
		expect((await saidStandingsOf(open(), emile.id, CURRENT_VERSION))['collaboration']?.standing).toBe(
			'advanced',
		);
	});

	test('Complet asks three statements a dimension, and keeps what Express was told', async () => {
		const ada = await learner();
		await answer(ada, 'collaboration', 3);
		expect((await saidStandingsOf(open(), ada.id, CURRENT_VERSION))['collaboration']?.standing).toBe(
			'advanced',
		);
		await choose(ada, 'complete');
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({
			mode: 'complete',
			answered: 1,
			total: 36,
		});
		const statements = (await asked(ada, 'collaboration'))?.statements ?? [];
		expect(statements.map((one) => [one.statement.tellsApart, one.answer])).toEqual([
			['beginner', null],
			['intermediate', 3],
			['advanced', null],
		]);
		const told = async () => (await asked(ada, 'collaboration'))?.said;
		expect(await told()).toMatchObject({ standing: 'advanced', from: 'express' });
		// Until all three statements are answered, the estimate of Express is used.
		await answer(ada, 'collaboration', 2, 0, key(), 1);
		expect((await saidStandingsOf(open(), ada.id, CURRENT_VERSION))['collaboration']).toMatchObject({
			standing: 'advanced',
			reason: 'estimated',
		});
		await answer(ada, 'collaboration', 1, 0, key(), 3);
		expect((await saidStandingsOf(open(), ada.id, CURRENT_VERSION))['collaboration']).toMatchObject({
			standing: 'intermediate',
			reason: 'reached',
		});
		expect(await told()).toMatchObject({ standing: 'intermediate', from: 'complete' });
		await choose(ada, 'express');
		// One dimension is answered in full and still shows its three statements in Express; the other eleven
		// show one each.
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({
			mode: 'express',
			answered: 3,
			total: 14,
		});
	});

	test('the three answers of a dimension are kept together or not at all', async () => {
		const ada = await learner();
		await choose(ada, 'complete');
		await answer(ada, 'communication', 2, 0, key(), 2);
		const three = [1, 2, 3].map((place) => ({
			statement: `teacher-communication-${place}`,
			answer: 4 as const,
			revision: 0,
		}));
		// The second statement was answered meanwhile, so none of the three answers is stored.
		await expect(recordAnswers(open(), ada, { answers: three, key: key() })).rejects.toEqual(
			refusal('assessment.stale', 409),
		);
		expect((await assessmentProgressOf(open(), ada)).answered).toBe(1);
		const fresh = three.map((one, at) => ({ ...one, revision: at === 1 ? 1 : 0 }));
		expect(await recordAnswers(open(), ada, { answers: fresh, key: key() })).toMatchObject({ answered: 3 });
	});

	test('an old result stays in its own version', async () => {
		const ada = await learner();
		const before = open().now();
		const later = (seconds: number) => open().setNow(new Date(before.getTime() + seconds * 1000));
		await answer(ada, 'collaboration', 4);
		later(1);
		await choose(ada, 'express', 'crcn-2019');
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({ version: 'crcn-2019', answered: 0 });
		await answer(ada, 'collaboration', 1);
		expect((await saidStandingsOf(open(), ada.id, 'crcn-2019'))['collaboration']?.standing).toBe('beginner');
		expect((await saidStandingsOf(open(), ada.id, 'crcn-2025'))['collaboration']?.standing).toBe('advanced');
		later(2);
		await choose(ada, 'complete', 'crcn-2025');
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({ version: 'crcn-2025', answered: 1 });
		open().setNow(before);
	});

	test('what was said last is told, whichever statement it was; a statement no longer asked tells nothing', async () => {
		const ada = await learner();
		const before = open().now();
		const at = (day: number) => new Date(`2026-12-0${day}T15:00:00Z`);
		const said = async (dimension: string) =>
			(await saidStandingsOf(open(), ada.id, CURRENT_VERSION))[dimension]?.answeredAt;
		for (const [dimension, first, second] of [
			['collaboration', 1, 3],
			['communication', 3, 1],
		] as const) {
			open().setNow(at(1));
			await answer(ada, dimension, 2, 0, key(), first);
			open().setNow(at(2));
			await answer(ada, dimension, 2, 0, key(), second);
			expect(await said(dimension)).toEqual(at(2));
		}
		const [assessment] = await assessmentsOf(open().db.read, ada.id);
		const gone = { statement: 'teacher-juggling-2', dimension: 'juggling', answer: 4, revision: 1 } as const;
		await open().db.write((tx) => storeAnswer(tx, assessment!.id, { ...gone, answeredAt: at(3) }));
		expect(Object.keys(await saidStandingsOf(open(), ada.id, CURRENT_VERSION))).toHaveLength(12);
		expect((await answeredDimensionCounts(open(), [ada.id], CURRENT_VERSION)).get(ada.id)).toBe(2);
		open().setNow(before);
	});

	test('who never answered said nothing at any date', async () => {
		const idle = await learner();
		const said = (await saidStandingsOverTime(open(), idle.id, 'crcn-2025')).at(open().now());
		expect(Object.values(said).map(({ standing }) => standing)).toEqual(Array(12).fill('not-situated'));
		expect((await saidStandingsOverTime(open(), idle.id, 'crcn-2025')).instants).toEqual([]);
	});

	test('whom the statements speak to stays as it was when one began', async () => {
		const ada = await learner();
		await answer(ada, 'collaboration', 2);
		const as = (who: PersonActor, audience: Audience | null): PersonActor => ({
			...who,
			memberships: who.memberships.map((one) => ({ ...one, audience })),
		});
		const moved = as(ada, 'student');
		expect(await assessmentProgressOf(open(), moved)).toMatchObject({ audience: 'teacher', answered: 1 });
		expect((await situationsFor(open(), moved)).audience).toBe('teacher');
		await choose(as(ada, null), 'complete');
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({ mode: 'complete', audience: 'teacher' });
		// A learner without an audience: their account dates from before the service asked for one.
		const nobody = as(await learner(), null);
		await expect(
			recordAnswer(open(), nobody, {
				statement: 'teacher-collaboration-2',
				answer: 1,
				revision: 0,
				key: key(),
			}),
		).rejects.toEqual(refusal('not-found', 404));
		expect(await assessmentProgressOf(open(), nobody)).toMatchObject({
			audience: null,
			dimensions: [],
			total: 0,
		});
		expect(await situationsFor(open(), nobody)).toMatchObject({ audience: null, situations: [], next: null });
	});

	test('one begins in the version of one’s institution, or in the present one where that is unknown', async () => {
		for (const [frameworkVersion, begins] of [
			['crcn-2019', 'crcn-2019'],
			['crcn-1999', CURRENT_VERSION],
		] as const) {
			const slug = `version-${key().slice(0, 10)}`;
			const school = await createInstitution(open(), {
				slug,
				name: 'École',
				kind: 'service-centre',
				frameworkVersion,
			});
			const ada = await newcomer(open(), [{ institution: school.id, role: 'learner', audience: 'teacher' }]);
			expect((await assessmentProgressOf(open(), ada)).version).toBe(begins);
			expect((await situationsFor(open(), ada)).version).toBe(begins);
			await answer(ada, 'collaboration', 2);
			expect((await assessmentsOf(open().db.read, ada.id)).map((one) => one.frameworkVersion)).toEqual([
				begins,
			]);
		}
	});

	test('finished once, it stays finished at that instant, whatever is answered since', async () => {
		const ada = await learner();
		const before = open().now();
		const { dimensions } = await assessmentProgressOf(open(), ada);
		const finished = async () => (await assessmentsOf(open().db.read, ada.id))[0]?.finishedAt ?? null;
		const [first, ...rest] = dimensions.map((one) => one.dimension.slug);
		for (const slug of rest) await answer(ada, slug, 2);
		expect(await finished()).toBeNull();
		const statement = `teacher-${first}-2`;
		const last = { statement, answer: 2, revision: 0, key: key() } as const;
		const outcomes = await failedWrites(open().db, (db) => recordAnswer({ ...open(), db }, ada, last));
		expect(outcomes.length).toBeGreaterThan(3);
		expect(outcomes).toEqual(outcomes.map(() => 'failed'));
		await answer(ada, first!, 2);
		expect(await finished()).toEqual(before);
		open().setNow(new Date(before.getTime() + 60_000));
		await answer(ada, first!, 3, 1);
		expect(await finished()).toEqual(before);
		open().setNow(before);
	});

	test('of two answers over the same one at the same moment, one is kept and the other told', async () => {
		const ada = await learner();
		await answer(ada, 'collaboration', 0);
		const both = await Promise.allSettled(
			[1, 2].map((value) => answer(ada, 'collaboration', value as 1 | 2, 1)),
		);
		expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
			reason: { code: 'assessment.stale', status: 409 },
		});
	});

	test('a person’s own copy says when they began, chose and finished, and every answer they ever gave', async () => {
		const ada = await learner();
		const before = open().now();
		const iso = before.toISOString();
		await answer(ada, 'collaboration', 1);
		await answer(ada, 'collaboration', 'not-applicable', 1);
		const copy = async () => (await personalData(open(), ada.id)) as { assessments: object[] };
		const given = { statement: 'teacher-collaboration-2', answeredAt: iso };
		expect(await copy()).toEqual({
			assessments: [
				{
					...{ frameworkVersion: 'crcn-2025', audience: 'teacher', mode: 'express' },
					...{ startedAt: iso, chosenAt: null, finishedAt: null },
					answers: [{ ...given, dimension: 'collaboration', answer: 'not-applicable', revision: 2 }],
					history: [
						{ ...given, answer: 1, revision: 1 },
						{ ...given, answer: 'not-applicable', revision: 2 },
					],
				},
			],
			situations: [],
		});
		await choose(ada, 'complete');
		expect((await copy()).assessments).toMatchObject([{ mode: 'complete', chosenAt: iso, finishedAt: null }]);
	});

	test('in Express, one dimension can be answered in full: the eleven others ask nothing more', async () => {
		const ada = await learner();
		await answer(ada, 'collaboration', 3);
		await answer(ada, 'communication', 2);
		await answer(ada, 'collaboration', 2, 0, key(), 1);
		// With two of three statements answered, Express still asks one, and its estimate is used.
		expect(await only(ada, 'collaboration')).toMatchObject({ answer: 3 });
		expect(await assessmentProgressOf(open(), ada)).toMatchObject({
			mode: 'express',
			answered: 2,
			total: 12,
		});
		await answer(ada, 'collaboration', 0, 0, key(), 3);
		const answering = await assessmentProgressOf(open(), ada);
		expect(answering).toMatchObject({ mode: 'express', answered: 4, total: 14 });
		expect(
			answering.dimensions.map(({ answered, statements }) => `${answered}/${statements.length}`),
		).toEqual(
			answering.dimensions.map(({ dimension: { slug } }) =>
				slug === 'collaboration' ? '3/3' : slug === 'communication' ? '1/1' : '0/1',
			),
		);
		expect(await asked(ada, 'collaboration')).toMatchObject({
			said: { standing: 'intermediate', reason: 'reached', from: 'complete' },
		});
		expect((await asked(ada, 'communication'))?.said.reason).toBe('estimated');
	});

	test('what was said of a dimension is told each time it became something else', async () => {
		const ada = await learner();
		const before = open().now();
		const at = (day: number) => new Date(`2026-12-0${day}T15:00:00Z`);
		const on = (day: number) => open().setNow(at(day));
		on(1);
		await answer(ada, 'collaboration', 1);
		await answer(ada, 'communication', 4);
		on(2);
		await answer(ada, 'collaboration', 2, 1);
		// Other answers that give the same standing are not reported as a change.
		on(3);
		const together = (place: number, value: Answer) => ({
			statement: `teacher-collaboration-${place}`,
			...{ answer: value, revision: 0 },
		});
		await recordAnswers(open(), ada, { answers: [together(1, 3), together(3, 0)], key: key() });
		on(4);
		await answer(ada, 'collaboration', 0, 2);
		on(5);
		await answer(ada, 'collaboration', 'not-applicable', 3);
		// Two answers sent together count as one change: the level between them is not reported.
		on(6);
		const again = (place: number, revision: number) => ({ ...together(place, 3), revision });
		await recordAnswers(open(), ada, { answers: [again(2, 4), again(3, 1)], key: key() });
		const over = await saidStandingsOverTime(open(), ada.id, 'crcn-2025');
		expect(over.changesIn('collaboration')).toEqual([
			{ standing: 'beginner', at: at(1) },
			{ standing: 'intermediate', at: at(2) },
			{ standing: 'beginner', at: at(4) },
			{ standing: 'advanced', at: at(6) },
		]);
		expect(over.changesIn('communication')).toEqual([{ standing: 'advanced', at: at(1) }]);
		expect(over.changesIn('inclusion-and-diverse-needs')).toEqual([]);
		open().setNow(before);
	});

	test('what was said at a date can be read again', async () => {
		const ada = await learner();
		const before = open().now();
		const at = (day: number) => new Date(`2026-12-0${day}T15:00:00Z`);
		open().setNow(at(1));
		await answer(ada, 'collaboration', 1);
		open().setNow(at(3));
		await answer(ada, 'collaboration', 3, 1);
		const said = async (day: number) =>
			(await saidStandingsOverTime(open(), ada.id, 'crcn-2025')).at(at(day))['collaboration']?.standing;
		expect([await said(2), await said(3), await said(4)]).toEqual(['beginner', 'advanced', 'advanced']);
		expect(
			(await saidStandingsOverTime(open(), ada.id, 'crcn-2025')).at(before)['collaboration']?.standing,
		).toBe('not-situated');
		expect((await saidStandingsOverTime(open(), ada.id, 'crcn-2025')).instants).toEqual([at(1), at(3)]);
		open().setNow(before);
	});
});
