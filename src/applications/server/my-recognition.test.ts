import { CURRENT_VERSION } from '#framework';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { testWorld, type TestWorld } from '#tests/world';
import {
	addApplication,
	addEvidenceRow,
	addReview,
	addSubmission,
	updateApplication,
} from './application-store.ts';
import { addAwards, awardsOf, revokeRow } from '../../awards/server/award-store.ts';
import { addToken } from '../../awards/server/files/award-token-store.ts';
import { says, shows, trains } from '../../../tests/recognised/cast.ts';
import { addIssuances } from '../../awards/server/issuing/issuance-store.ts';
import { badgeForMe, applicationForApplicant, isReadyToSubmit, myBadges } from './my-recognition.ts';
import {
	applicationAt,
	awardAt,
	evidenceAt,
	issuanceAt,
	minute,
	neighbours,
	reviewAt,
	submissionAt,
} from '../../../tests/recognised/neighbours.ts';
import {
	observedLevelsByDimension,
	observedLevelsByPerson,
	observedLevelsOverTime,
} from '../../awards/server/observed.ts';
import { personalData as applicationData } from './personal-data.ts';
import { awardFiles, personalData } from '../../awards/server/personal-data.ts';
import { addSuperseded } from '../../awards/server/issuing/superseded-store.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const notFound = { code: 'not-found', status: 404 };
const practice = 'practice-collaboration';
const exploration = 'exploration-collaboration';

test('a badge for somebody: what it asks, the award that stands, the application that is open, else the newest', async () => {
	const { here, ada, emile, bruno } = people;
	expect(await badgeForMe(world, ada, practice)).toMatchObject({
		award: null,
		application: null,
		delay: null,
	});
	await says(world, ada, 'collaboration', 2);
	await shows(world, ada, 'collaboration');
	await trains(world, ada, 'collaboration', 45);
	const closed = (state: 'refused' | 'withdrawn', n: number) =>
		applicationAt(world, here, ada.id, { state, createdAt: minute(n) });
	const [newer, older] = [closed('refused', 9), closed('withdrawn', 1)];
	const open = applicationAt(world, here, ada.id, { createdAt: minute(2) });
	const emiles = applicationAt(world, here, emile.id, { createdAt: minute(20) });
	const [one, two] = [evidenceAt(world, 1), { ...evidenceAt(world, 2), reflection: '' }];
	const close = async (application: typeof newer) =>
		world.db.write(async (tx) => {
			await addApplication(tx, { ...application, state: 'draft' });
			const from = { state: 'draft', revision: 1 } as const;
			await updateApplication(tx, application.id, { from, state: application.state, open: false });
		});
	await close(newer);
	await close(older);
	await world.db.write((tx) => addApplication(tx, emiles));
	expect((await badgeForMe(world, ada, practice)).application?.id).toBe(newer.id);
	await world.db.write(async (tx) => {
		await addApplication(tx, open);
		for (const piece of [one, two]) await addEvidenceRow(tx, open.id, piece);
		await addEvidenceRow(tx, emiles.id, evidenceAt(world, 3));
	});
	const mine = await badgeForMe(world, ada, practice);
	expect(mine).toMatchObject({ application: open, award: null, timeZone: 'America/Toronto' });
	expect(mine.requirements).toMatchObject([
		{ rule: 'said', met: true },
		{ rule: 'situation', met: true },
		// The requirement counts only the evidence of the open application that has a reflection.
		{ rule: 'evidence', met: true, params: { done: 1 } },
	]);
	expect((await badgeForMe(world, ada, exploration)).requirements).toMatchObject([
		{ rule: 'said', met: true },
		{ rule: 'training-minutes', met: false, params: { done: 45, missing: 75 } },
		{ rule: 'training-reflection', met: true, params: { asked: 25, missing: 0, inWords: true } },
	]);
	expect((await badgeForMe(world, ada, 'practice-communication')).requirements).toMatchObject([
		...[{ met: false }, { met: false }, { met: false, params: { done: 0 } }],
	]);
	const { applications } = await myBadges(world, ada);
	expect(applications.map(({ application, definition }) => [application.id, definition?.id])).toEqual([
		...[newer.id, open.id, older.id].map((id) => [id, practice]),
	]);
	await expect(badgeForMe(world, ada, 'practice-unknown')).rejects.toMatchObject(notFound);
	await expect(myBadges(world, ANONYMOUS)).rejects.toMatchObject({ status: 401 });
	await expect(myBadges(world, bruno)).rejects.toMatchObject({ status: 404 });
});

test('what was given: each recognition once, the revoked ones too; the one that stands, and when it was signed anew', async () => {
	const { here, emile } = people;
	const standing = awardAt(world, here, emile.id, { awardedAt: minute(3) });
	const sibling = awardAt(world, here, emile.id, { translationOf: standing.id, locale: 'en' });
	const revoked = awardAt(world, here, emile.id, { badge: exploration, awardedAt: minute(5) });
	const gone = awardAt(world, here, emile.id, { badge: 'practice-gone', awardedAt: minute(2) });
	const earlier = (n: number, award = standing) => ({
		...{ id: world.newId(), award: award.id, issuer: here.issuer.id, credential: '{"old":1}', kid: 'old' },
		...{ statusList: 7, statusIndex: n, supersededAt: minute(n), reason: 'Clé volée' },
		cause: 'key-compromised' as const,
	});
	await world.db.write(async (tx) => {
		await addAwards(tx, [standing, sibling, revoked, gone]);
		await revokeRow(tx, revoked.id, { revokedAt: minute(6), revokedBy: 'operator', revocationReason: 'R' });
		await addSuperseded(tx, [earlier(10), earlier(11), earlier(12, sibling)]);
	});
	const { awards } = await myBadges(world, emile);
	expect(awards.map(({ award, definition, reissuedAt }) => [award.id, definition?.id, reissuedAt])).toEqual([
		[revoked.id, exploration, null],
		[standing.id, practice, minute(11)],
		[gone.id, undefined, null],
	]);
	expect((await badgeForMe(world, emile, practice)).award?.id).toBe(standing.id);
	expect((await badgeForMe(world, emile, exploration)).award).toBeNull();
});

test('one’s own application, whole; nobody else’s', async () => {
	const { here, ada, emile, bruno } = people;
	const person = await here.learner('Gaëlle');
	const one = applicationAt(world, here, person.id, { createdAt: minute(1) });
	const award = awardAt(world, here, person.id, { application: one.id, badge: 'practice-problem-solving' });
	const other = awardAt(world, here, person.id);
	const pieces = [evidenceAt(world, 1), evidenceAt(world, 2)];
	await world.db.write(async (tx) => {
		await addApplication(tx, one);
		for (const piece of pieces) await addEvidenceRow(tx, one.id, piece);
		await addSubmission(tx, one.id, submissionAt(world, 3));
		await addReview(tx, one.id, reviewAt(world, 4));
		await addAwards(tx, [other, award]);
		for (let n = 0; n < 5; n += 1) {
			const decided = { state: 'accepted', submittedAt: minute(0), decidedAt: minute(1) } as const;
			await addApplication(tx, applicationAt(world, here, ada.id, { badge: `b${n}`, ...decided }));
		}
	});
	const mine = await applicationForApplicant(world, person, one.id);
	expect(mine).toMatchObject({
		...{ application: one, definition: { id: practice }, evidence: pieces, award: { id: award.id } },
		...{ delay: 1, timeZone: 'America/Toronto' },
	});
	expect(mine.steps.map(({ kind }) => kind)).toEqual(['started', 'submitted', 'return']);
	expect(mine.requirements.map(({ rule, met }) => [rule, met])).toEqual([
		...[
			['said', false],
			['situation', false],
			['evidence', true],
		],
	]);
	expect((await myBadges(world, person)).delay).toBe(1);
	for (const who of [emile, bruno])
		await expect(applicationForApplicant(world, who, one.id)).rejects.toMatchObject(notFound);
	await expect(applicationForApplicant(world, person, world.newId())).rejects.toMatchObject(notFound);
	await expect(applicationForApplicant(world, ANONYMOUS, one.id)).rejects.toMatchObject({ status: 401 });
	const lost = applicationAt(world, here, person.id, { badge: 'practice-gone' });
	await world.db.write((tx) => addApplication(tx, lost));
	await expect(applicationForApplicant(world, person, lost.id)).rejects.toMatchObject(notFound);
});

test('the levels observed: the highest of each dimension in that version, until an instant', async () => {
	const { there, denis, fatou } = people;
	const of = (badge: string, observed: string, n: number, person = denis) => {
		const basis = { said: 'advanced', shown: null, observed, minutes: 0, reflections: 0, evidence: 1 };
		return awardAt(world, there, person.id, { badge, basis, awardedAt: minute(n) });
	};
	await world.db.write((tx) =>
		addAwards(tx, [
			of(practice, 'intermediate', 1),
			of(exploration, 'advanced', 5),
			of('practice-ethical-citizenship', 'unheard-of', 2),
			of('practice-gone', 'expert', 2),
			of('practice-communication', 'advanced', 2),
			of('exploration-communication', 'beginner', 3),
			of('practice-communication', 'beginner', 3, fatou),
		]),
	);
	const all = await observedLevelsByPerson(world, [denis.id, fatou.id], CURRENT_VERSION);
	const nothing = { level: null, at: null };
	expect(Object.keys(all.get(denis.id)!)).toHaveLength(12);
	expect(all.get(denis.id)).toMatchObject({
		collaboration: { level: 'advanced', at: minute(5) },
		communication: { level: 'advanced', at: minute(2) },
		'ethical-citizenship': nothing,
	});
	expect(all.get(fatou.id)).toMatchObject({ collaboration: nothing, communication: { level: 'beginner' } });
	const until = (await observedLevelsOverTime(world, denis.id, CURRENT_VERSION))(minute(4));
	expect(until['collaboration']).toEqual({ level: 'intermediate', at: minute(1) });
	expect(
		(await observedLevelsOverTime(world, denis.id, CURRENT_VERSION))(minute(5))['collaboration']?.level,
	).toBe('advanced');
	// A badge that serves both versions counts in the one in which it was given.
	expect(Object.values(await observedLevelsByDimension(world, denis.id, 'crcn-2019'))).toEqual(
		Array.from({ length: 12 }, () => nothing),
	);
});

test('one’s own copy: everything that is kept, and the badges as files', async () => {
	const { here } = people;
	const person = await here.learner('Hugo');
	const application = applicationAt(world, here, person.id, {
		...{ state: 'submitted', submittedAt: minute(3), evidenceInBadge: true },
	});
	const evidence = { ...evidenceAt(world, 2), link: 'https://exemple.example/' };
	const sent = submissionAt(world, 3);
	const answer = { ...reviewAt(world, 4), level: 'advanced' };
	const standing = awardAt(world, here, person.id, {
		...{ awardedAt: minute(5), publishedAt: minute(6), showsName: true, credential: '{"id":"urn:1"}' },
	});
	const left = awardAt(world, here, person.id, { badge: exploration, credential: null, basis: null });
	const way = issuanceAt(world, here, person.id, { badge: 'practice-communication' });
	const earlier = {
		...{ id: world.newId(), award: standing.id, issuer: here.issuer.id, credential: '{"old":1}', kid: 'old' },
		...{ statusList: 8, statusIndex: 1, supersededAt: minute(7), reason: 'Clé volée' },
		cause: 'key-compromised' as const,
	};
	await world.db.write(async (tx) => {
		await addApplication(tx, application);
		await addEvidenceRow(tx, application.id, evidence);
		await addSubmission(tx, application.id, sent);
		await addReview(tx, application.id, answer);
		await addAwards(tx, [standing, left]);
		await addIssuances(tx, [way]);
		await addSuperseded(tx, [earlier]);
		await addToken(tx, { award: standing.id, kid: 'k', token: 'a.b.c', madeAt: minute(1) });
	});
	const at = (n: number) => minute(n).toISOString();
	const badge = {
		...{ language: 'fr', translationOf: null, revokedAt: null, revocationReason: null },
		validUntil: null,
	};
	expect(await applicationData(world, person.id)).toEqual({
		applications: [
			{
				...{ id: application.id, badge: practice, definitionVersion: 3, language: 'fr', state: 'submitted' },
				...{ frameworkVersion: 'crcn-2025' },
				...{
					evidenceInBadge: true,
					bindsEmail: false,
					settling: false,
					kind: 'evidence',
					createdAt: at(1),
					submittedAt: at(3),
					decidedAt: null,
				},
				recentlyRemoved: [],
				evidence: [
					{
						...{ title: 'Trace 2', link: 'https://exemple.example/', training: null, reflection: 'Ceci.' },
						...{ file: null, context: null, shared: false },
						addedAt: at(2),
					},
				],
				submissions: [{ ...sent, at: at(3) }],
				reviews: [
					{
						...{ decision: 'return', reason: 'Raison 4', level: 'advanced', saidAtDecision: 'advanced' },
						markings: [],
						interview: null,
						at: at(4),
					},
				],
				opinions: [],
			},
		],
	});
	expect(await personalData(world, person.id)).toEqual({
		underWay: [{ id: way.id, badge: 'practice-communication', step: 'intended', createdAt: at(1) }],
		badges: [
			{
				...{
					...badge,
					id: standing.id,
					badge: practice,
					shortCode: standing.shortCode,
					basis: standing.basis,
				},
				...{
					awardedAt: at(5),
					publishedAt: at(6),
					showsName: true,
					reconsideredAt: null,
					reconsidered: null,
					bindsEmail: false,
					credential: { id: 'urn:1' },
				},
				token: 'a.b.c',
				earlier: [
					{ supersededAt: at(7), cause: 'key-compromised', reason: 'Clé volée', credential: { old: 1 } },
				],
			},
			{
				...{ ...badge, id: left.id, badge: exploration, shortCode: left.shortCode, basis: null },
				...{
					awardedAt: at(1),
					publishedAt: null,
					showsName: false,
					reconsideredAt: null,
					reconsidered: null,
					bindsEmail: false,
					credential: null,
					token: null,
					earlier: [],
				},
			},
		],
	});
	const files = await awardFiles(world, person.id);
	const name = `pratique-collaboration-${standing.id.slice(0, 6)}`;
	expect(files.map((one) => one.name)).toEqual([`${name}.json`, `${name}.png`]);
	expect(Buffer.from(files[0]!.bytes).toString()).toBe('{"id":"urn:1"}');
	expect(await awardsOf(world.db.read, person.id)).toHaveLength(2);
});

test('an application for a badge that left the catalogue never waits only to be sent', async () => {
	const application = {
		kind: 'evidence' as const,
		id: world.newId(),
		badge: 'practice-that-left',
		frameworkVersion: CURRENT_VERSION,
	};
	const unasked = () => {
		throw new Error('Nothing is asked for a badge that left.');
	};
	expect(await isReadyToSubmit(world, application, unasked)).toBe(false);
});
