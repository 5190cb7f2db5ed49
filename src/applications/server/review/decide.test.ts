import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, ANONYMOUS } from '#identity';
import { accessJournalOf } from '#identity/server';
import { testWorld, type TestWorld } from '#tests/world';
import { actNumbers, actsAfter } from '../../../platform/server/acts/act-store.ts';
import {
	addApplication,
	addSubmission,
	applicationById,
	reviewsOf,
	submissionsOf,
	updateApplication,
} from '../application-store.ts';
import { addAwards, awardById, setPublication } from '../../../awards/server/award-store.ts';
import { decide } from './decide.ts';
import { issueTranslation } from '../../../awards/server/files/issue-translation.ts';
import {
	applicationAt,
	awardAt,
	changesBy,
	minute,
	neighbours,
	submissionAt,
} from '../../../../tests/recognised/neighbours.ts';
import { setAwardVisibility, type Visibility } from '../../../awards/server/set-award-visibility.ts';
import { revokeAward } from '../../../awards/server/revoke-award.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const notFound = { code: 'not-found', status: 404 };
const key = () => world.newId();
const read = () => world.db.read;
const OPERATOR: Actor = { kind: 'operator' };
const LONG = 'Une raison assez longue.';
const other = { code: 'platform.other-content', status: 409 };
const noted = async (from: number) =>
	(await actsAfter(read(), from, 99)).map(({ what, about }) => [what, about['serial'] ?? about['award']]);
const last = async () => (await actNumbers(read()))?.greatest ?? 0;

/** Creates a person with an application that waits for an adviser. */
async function waiting() {
	const person = await people.here.learner('Ada');
	const one = applicationAt(world, people.here, person.id, { state: 'submitted', submittedAt: minute(2) });
	await world.db.write(async (tx) => {
		await addApplication(tx, one);
		await addSubmission(tx, one.id, submissionAt(world, 2));
	});
	return { person, id: one.id };
}

/** Creates a person with an award decided by Bruno, in both languages. */
async function given() {
	const { here, bruno } = people;
	const person = await here.learner('Ada');
	const award = awardAt(world, here, person.id, { decidedBy: bruno.id });
	const sibling = awardAt(world, here, person.id, { translationOf: award.id, locale: 'en' });
	await world.db.write((tx) => addAwards(tx, [award, sibling]));
	return { person, id: award.id, sibling: sibling.id };
}

test('sent back or refused with a reason of ten characters, once, by an adviser who may', async () => {
	const { bruno, denis, emile } = people;
	const { person, id } = await waiting();
	const answer = (decision: 'return' | 'refuse' | 'accept', reason = LONG, under = key()) =>
		({ decision, level: 'beginner', reason, key: under }) as const;
	await expect(decide(world, bruno, id, answer('return', '  neuf car  '))).rejects.toMatchObject({
		...{ code: 'recognition.reason-missing', field: 'reason' },
	});
	// People who may not review get a 404, and do not learn that a reason is required.
	for (const who of [denis, emile, person])
		await expect(decide(world, who, id, answer('return', ''))).rejects.toMatchObject(notFound);
	await expect(decide(world, ANONYMOUS, id, answer('return'))).rejects.toMatchObject({ status: 401 });
	await expect(decide(world, bruno, key(), answer('return'))).rejects.toMatchObject(notFound);

	const first = answer('return', ' dix lettre ');
	expect(await decide(world, bruno, id, first)).toEqual({ decision: 'return', award: null });
	expect(await decide(world, bruno, id, first)).toEqual({ decision: 'return', award: null });
	await expect(decide(world, bruno, id, { ...first, reason: LONG })).rejects.toMatchObject({
		...{ ...other, first: { decision: 'return', reason: 'dix lettre' } },
	});
	await expect(decide(world, bruno, id, { ...first, decision: 'accept' })).rejects.toMatchObject(other);
	expect(await applicationById(read(), id)).toMatchObject({ state: 'returned', decidedAt: null });
	expect(await reviewsOf(read(), id)).toMatchObject([
		{
			...{ reviewer: bruno.id, decision: 'return', reason: 'dix lettre', level: null, at: world.now() },
			saidAtDecision: 'not-situated',
		},
	]);
	const late = { code: 'recognition.already-decided', status: 409 };
	await expect(decide(world, bruno, id, answer('refuse'))).rejects.toMatchObject(late);
	await expect(decide(world, bruno, id, answer('accept', ''))).rejects.toMatchObject(late);

	const two = await waiting();
	await decide(world, bruno, two.id, answer('refuse'));
	expect(await applicationById(read(), two.id)).toMatchObject({ state: 'refused', decidedAt: world.now() });
	await expect(decide(world, bruno, two.id, answer('refuse'))).rejects.toMatchObject(late);
	const draft = applicationAt(world, people.here, emile.id);
	await world.db.write((tx) => addApplication(tx, draft));
	await expect(decide(world, bruno, draft.id, answer('return'))).rejects.toMatchObject(notFound);
});

test('only what the adviser read is decided: sent again meanwhile, nothing is, and it waits', async () => {
	const { bruno } = people;
	const { id } = await waiting();
	const lastOf = async () => (await submissionsOf(read(), id)).at(-1)!.id;
	const first = await lastOf();
	const back = { decision: 'return', reason: LONG, shown: first, key: key() } as const;
	await decide(world, bruno, id, back);
	// Ada changes her evidence and sends it again, while another page of Bruno’s still shows the first.
	await world.db.write(async (tx) => {
		const from = (await applicationById(tx, id))!;
		await updateApplication(tx, id, { from, state: 'submitted', open: true });
		await addSubmission(tx, id, submissionAt(world, 3));
	});
	const before = await applicationById(read(), id);
	for (const decision of ['accept', 'return', 'refuse'] as const)
		await expect(
			decide(world, bruno, id, { decision, level: 'beginner', reason: LONG, shown: first, key: key() }),
		).rejects.toMatchObject({ code: 'recognition.sent-again', status: 409 });
	expect(await applicationById(read(), id)).toEqual(before);
	expect(await reviewsOf(read(), id)).toMatchObject([{ decision: 'return' }]);
	// The form that decided the first submission still gets its first answer.
	expect(await decide(world, bruno, id, back)).toEqual({ decision: 'return', award: null });
	const seen = { decision: 'refuse', reason: LONG, shown: await lastOf(), key: key() } as const;
	expect(await decide(world, bruno, id, seen)).toEqual({ decision: 'refuse', award: null });
});

test('shown and hidden by its person, with what says it again; that nobody sees it any more is noted', async () => {
	const { person, id, sibling } = await given();
	const set = (visibility: Visibility, award = id) =>
		changesBy(world, () => setAwardVisibility(world, person, award, { visibility, key: key() }));
	const both = (change: object) => ({ [`awards ${id}`]: change, [`awards ${sibling}`]: change });
	const since = await last();
	const shownAt = world.now();
	expect(await set('public')).toEqual(both({ publishedAt: shownAt }));
	world.setNow(new Date(shownAt.getTime() + 60_000));
	// The date of the first publication is kept.
	expect(await set('public-with-name')).toEqual(both({ showsName: true }));
	expect(await noted(since)).toEqual([]);
	expect(await set('private', sibling)).toEqual(both({ publishedAt: null, showsName: false }));
	expect((await noted(since)).toSorted()).toEqual(
		[
			['badge-hidden', id],
			['badge-hidden', sibling],
		].toSorted(),
	);
	expect(await set('private')).toEqual({});
	expect(await noted(since)).toHaveLength(2);

	const alone = awardAt(world, people.here, person.id, { badge: 'practice-communication' });
	const nobodys = awardAt(world, people.here, null, { badge: key() });
	await world.db.write((tx) => addAwards(tx, [alone, nobodys]));
	await set('public', alone.id);
	expect(Object.keys(await set('private', alone.id))).toEqual([`awards ${alone.id}`]);
	expect((await noted(since)).at(-1)).toEqual(['badge-hidden', alone.id]);
	const show = { visibility: 'public', key: key() } as const;
	for (const who of [people.bruno, people.emile])
		await expect(setAwardVisibility(world, who, id, show)).rejects.toMatchObject(notFound);
	await expect(setAwardVisibility(world, ANONYMOUS, id, show)).rejects.toMatchObject({ status: 401 });
	for (const unknown of [key(), nobodys.id])
		await expect(setAwardVisibility(world, person, unknown, show)).rejects.toMatchObject(notFound);
});

test('revoked once with a reason, in both languages, written in its person’s journal', async () => {
	const { bruno, denis, emile } = people;
	const { person, id, sibling } = await given();
	const revoke = (who: Actor, reason: string, under = key(), award = id) =>
		revokeAward(world, who, award, { reason, key: under });
	await expect(revoke(bruno, '  neuf car  ')).rejects.toMatchObject({
		...{ code: 'recognition.reason-missing', field: 'reason' },
	});
	for (const who of [denis, emile, person]) await expect(revoke(who, '')).rejects.toMatchObject(notFound);
	for (const award of [id, key()])
		await expect(revoke(ANONYMOUS, LONG, key(), award)).rejects.toMatchObject({ status: 401 });
	await expect(revoke(bruno, LONG, key(), key())).rejects.toMatchObject(notFound);
	const under = key();
	const since = await last();
	expect(await changesBy(world, () => revoke(bruno, ' dix lettre ', under))).toEqual(
		Object.fromEntries(
			[id, sibling].map((one) => [
				`awards ${one}`,
				{ revokedAt: world.now(), revokedBy: bruno.id, revocationReason: 'dix lettre', activeKey: null },
			]),
		),
	);
	expect((await noted(since)).toSorted()).toEqual(
		[id, sibling].map((one) => ['badge-revoked', one]).toSorted(),
	);
	expect(await accessJournalOf(world, person.id)).toMatchObject([{ what: 'badge-revoked', by: 'Bruno' }]);
	expect(await changesBy(world, () => revoke(bruno, 'dix lettre', under))).toEqual({});
	await expect(revoke(bruno, LONG, under)).rejects.toMatchObject({
		...other,
		first: { reason: 'dix lettre' },
	});
	await expect(revoke(bruno, LONG)).rejects.toMatchObject({
		code: 'recognition.already-revoked',
		status: 409,
	});
	expect((await awardById(read(), id))?.revocationReason).toBe('dix lettre');

	// The operator's command revokes an award. Its holder's account is erased, so there is no journal to
	// write in.
	const operators = key();
	const nobodys = awardAt(world, people.here, null, { badge: key() });
	await world.db.write((tx) => addAwards(tx, [nobodys]));
	await revoke(OPERATOR, LONG, operators, nobodys.id);
	await revoke(OPERATOR, LONG, operators, nobodys.id);
	expect(await awardById(read(), nobodys.id)).toMatchObject({
		revokedBy: 'operator',
		revocationReason: LONG,
	});
	await expect(revoke(OPERATOR, `${LONG} Et une autre.`, operators, nobodys.id)).rejects.toMatchObject(other);
});

test('a badge in the other language: the one that stands, for its person; none of a revoked one', async () => {
	const { bruno, emile } = people;
	const { person, id, sibling } = await given();
	expect(await issueTranslation(world, person, id)).toEqual({ award: sibling, now: false });
	expect(await issueTranslation(world, person, sibling)).toEqual({ award: id, now: false });
	await revokeAward(world, bruno, id, { reason: LONG, key: key() });
	await expect(issueTranslation(world, person, id)).rejects.toMatchObject({
		...{ code: 'recognition.already-revoked', status: 409 },
	});
	for (const who of [bruno, emile])
		await expect(issueTranslation(world, who, id)).rejects.toMatchObject(notFound);
	await expect(issueTranslation(world, ANONYMOUS, id)).rejects.toMatchObject({ status: 401 });
	await expect(issueTranslation(world, person, key())).rejects.toMatchObject(notFound);
	const change = (set: object) => awardAt(world, people.here, person.id, set);
	const changed = [
		// The four awards in order: the criteria have changed, the credential's text was erased, the issuer
		// is another one, the badge has left the catalogue.
		change({ definitionVersion: 1 }),
		change({ badge: 'practice-communication', credential: null }),
		change({ badge: 'practice-problem-solving' }),
		change({ badge: 'practice-gone' }),
	];
	await world.db.write((tx) => addAwards(tx, changed));
	for (const one of changed)
		await expect(issueTranslation(world, person, one.id)).rejects.toMatchObject({
			...{ code: 'recognition.sibling-changed', status: 409 },
		});
	const nobodys = awardAt(world, people.here, null, { badge: key() });
	await world.db.write((tx) => addAwards(tx, [nobodys]));
	await expect(issueTranslation(world, person, nobodys.id)).rejects.toMatchObject(notFound);
});

test('hidden by somebody who left the page open: what is shown is read again in the unit', async () => {
	const { person, id } = await given();
	await world.db.write((tx) => setPublication(tx, id, { publishedAt: minute(1), showsName: false }));
	await setAwardVisibility(world, person, id, { visibility: 'public', key: key() });
	expect((await awardById(read(), id))?.publishedAt).toEqual(minute(1));
});
