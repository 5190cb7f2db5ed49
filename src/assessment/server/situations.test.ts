import { CURRENT_VERSION } from '#framework';
import { beforeAll, expect, test } from 'vitest';
import { ANONYMOUS, type Audience, type PersonActor } from '#identity';
import { createInstitution, erase } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { ChoiceId } from '../index.ts';
import {
	chooseInSituation,
	chooseVersionAndMode,
	personalData,
	shownStandingsOf,
	shownStandingsOfEach,
	shownStandingsOverTime,
	situationFor,
	situationsFor,
} from './index.ts';

let institution = '';

eachDialect('situations', (open) => {
	/** Creates a new learner or adviser for one test, because all tests share the database. */
	const learner = (audience: Audience | null = 'teacher', role: 'learner' | 'adviser' = 'learner') =>
		newcomer(open(), [{ institution, role, audience }]);
	const key = () => open().newId();
	const choose = (who: PersonActor, dimension: string, choice: ChoiceId, form = key()) =>
		chooseInSituation(open(), who, { dimension, choice, key: form });
	const letterOf = async (who: PersonActor, dimension: string, level: string | null) => {
		const { situation } = await situationFor(open(), who, dimension);
		return situation.choices.find(({ shows }) => shows === level)!.id;
	};
	const day = (date: string) => open().setNow(new Date(`${date}T15:00:00Z`));

	beforeAll(async () => {
		const school = { slug: 'scenes', name: 'École des Trois-Sources', kind: 'service-centre' } as const;
		({ id: institution } = await createInstitution(open(), school));
	});

	test('Ada, Émile and Chloé’s colleague have twelve each, none done', async () => {
		for (const audience of ['teacher', 'student', 'staff'] as const) {
			const { situations, next } = await situationsFor(open(), await learner(audience));
			expect(situations).toHaveLength(12);
			expect(situations.every(({ done }) => done === null)).toBe(true);
			expect(next).toBe('ethical-citizenship');
		}
	});

	test.each([
		[null, 'starting'],
		['beginner', 'beginner'],
		['intermediate', 'intermediate'],
		['advanced', 'advanced'],
	])('a choice that shows %s shows %s', async (level, standing) => {
		const ada = await learner();
		await choose(ada, 'collaboration', await letterOf(ada, 'collaboration', level));
		expect((await shownStandingsOf(open(), ada.id, CURRENT_VERSION))['collaboration']).toEqual({
			standing,
			chosenAt: open().now(),
		});
		expect((await shownStandingsOf(open(), ada.id, CURRENT_VERSION))['communication']).toBeUndefined();
	});

	test('over three days: read again, not changed the same day, replaced a later day, with its history', async () => {
		const ada = await learner();
		const low = await letterOf(ada, 'collaboration', null);
		const high = await letterOf(ada, 'collaboration', 'advanced');
		day('2026-12-01');
		const form = key();
		await choose(ada, 'collaboration', low, form);
		// Sent twice, the choice is stored once.
		expect(await choose(ada, 'collaboration', low, form)).toEqual({ choice: low });
		await expect(choose(ada, 'collaboration', high)).rejects.toMatchObject({
			code: 'assessment.already-chosen',
			status: 409,
		});
		expect((await situationFor(open(), ada, 'collaboration')).done).toMatchObject({
			choice: { id: low },
			again: false,
		});
		day('2026-12-02');
		expect((await situationFor(open(), ada, 'collaboration')).done?.again).toBe(true);
		await choose(ada, 'collaboration', high);
		day('2026-12-03');
		const { done, earlier } = await situationFor(open(), ada, 'collaboration');
		expect(done).toMatchObject({ choice: { id: high }, standing: 'advanced', again: true });
		expect(earlier.map(({ choice }) => choice.id)).toEqual([low]);
		const until = new Date('2026-12-01T20:00:00Z');
		expect(
			(await shownStandingsOverTime(open(), ada.id, 'crcn-2025'))(until)['collaboration']?.standing,
		).toBe('starting');
		expect(await personalData(open(), ada.id)).toMatchObject({
			situations: [{ choice: low }, { choice: high }],
		});
		await open().db.write((tx) => erase(tx, ada.id));
		expect((await situationFor(open(), ada, 'collaboration')).done).toBeNull();
	});

	test('the day is the institution’s: at 23 h 30 in Montréal it is still the same one', async () => {
		const ada = await learner();
		open().setNow(new Date('2026-12-02T04:30:00Z'));
		await choose(ada, 'communication', 'a');
		open().setNow(new Date('2026-12-02T05:30:00Z'));
		expect((await situationFor(open(), ada, 'communication')).done?.again).toBe(true);
	});

	test('what is shown in one version stays in it', async () => {
		const ada = await learner();
		await choose(ada, 'collaboration', await letterOf(ada, 'collaboration', 'advanced'));
		await chooseVersionAndMode(open(), ada, { version: 'crcn-2019', mode: 'express', key: key() });
		expect(await shownStandingsOf(open(), ada.id, 'crcn-2019')).toEqual({});
		expect((await situationFor(open(), ada, 'collaboration')).done).toBeNull();
		expect((await shownStandingsOf(open(), ada.id, 'crcn-2025'))['collaboration']?.standing).toBe('advanced');
	});

	test('a group is read at once', async () => {
		const [ada, emile] = [await learner(), await learner('student')];
		await choose(emile, 'collaboration', await letterOf(emile, 'collaboration', 'beginner'));
		const shown = await shownStandingsOfEach(open(), [ada.id, emile.id], CURRENT_VERSION);
		expect(shown.get(ada.id)).toEqual({});
		expect(shown.get(emile.id)?.['collaboration']?.standing).toBe('beginner');
		expect(await shownStandingsOfEach(open(), [], CURRENT_VERSION)).toEqual(new Map());
	});

	test('once the twelve are done, none is next; what is read up to an instant holds what was chosen at it', async () => {
		const ada = await learner();
		const { situations } = await situationsFor(open(), ada);
		for (const { dimension } of situations.slice(1)) await choose(ada, dimension.slug, 'a');
		const [first] = situations;
		expect((await situationsFor(open(), ada)).next).toBe(first!.dimension.slug);
		await choose(ada, first!.dimension.slug, 'a');
		expect((await situationsFor(open(), ada)).next).toBeNull();
		const now = open().now();
		const shown = async (until: Date) =>
			Object.keys((await shownStandingsOverTime(open(), ada.id, 'crcn-2025'))(until)).length;
		expect([await shown(now), await shown(new Date(now.getTime() - 1))]).toEqual([12, 0]);
	});

	test('a choice that is not offered is not found', async () => {
		const ada = await learner();
		await expect(choose(ada, 'collaboration', 'e' as 'a')).rejects.toMatchObject({ status: 404 });
		expect((await situationFor(open(), ada, 'collaboration')).done).toBeNull();
	});

	test('an unknown dimension and an adviser are not found; a visitor is sent to sign in', async () => {
		await expect(choose(await learner(), 'juggling', 'a')).rejects.toMatchObject({ status: 404 });
		await expect(situationFor(open(), await learner(), 'juggling')).rejects.toMatchObject({ status: 404 });
		await expect(situationsFor(open(), await learner(null, 'adviser'))).rejects.toMatchObject({
			status: 404,
		});
		await expect(situationsFor(open(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
	});
});
