import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessJournalOf } from '#identity/server';
import { Refusal } from '#platform';
import { fileSeal, runFormOnce, type Threads } from '#platform/server';
import { testWorld, type TestWorld } from '#tests/world';
import { worldAtStep } from '../../../../tests/faults/at-step.ts';
import type { Award } from '../../award.ts';
import type { Issuance } from '../../issuance.ts';
import {
	addApplication,
	applicationById,
	reviewsOf,
} from '../../../applications/server/application-store.ts';
import { addAwards, awardById, awardsOf, revokeRow, setPublication } from '../award-store.ts';
import { addToken, tokenOf } from '../files/award-token-store.ts';
import { drawUnusedStatusEntries, storeIntents } from './store-intents.ts';
import { resumeBatch } from './resume-batch.ts';
import { issuanceIdsUnderWayByIssuer, voidIssuance } from './issuance-store.ts';
import { issuanceById } from '../../../../tests/recognised/stored-issuance.ts';
import { digestOf } from './issuance-text.ts';
import { issueAward } from './issue-award.ts';
import { issueAwards, resumeIssuances } from './issue-awards.ts';
import { declareKeyCompromised } from '../issuers/issuer-keys.ts';
import { ensureIssuer, activeKeyOf } from '../issuers/issuers.ts';
import { haltIssuing, resumeIssuing } from './issuing-halt.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import {
	applicationAt,
	awardAt,
	changesBy,
	changesOf,
	issuanceAt,
	minute,
	neighbours,
} from '../../../../tests/recognised/neighbours.ts';
import type { AwardRequest } from './prepare-award.ts';
import { publishReissued } from './publish-reissued.ts';
import { reissueAwards, reissuePlan } from './reissue-awards.ts';
import { supersededTextsOf } from './superseded-store.ts';
import { tablesOf } from '../tables.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { callingThreadSigningPool } from './signing-pool.ts';
import type { SigningTask } from './signing-task.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());
const read = () => world.db.read;
const logged = () => world.lines.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>);
const away = () => ({ ...world, seal: fileSeal(`/tmp/no-such-folder-${world.newId()}/seal.key`) });
const halted = { code: 'recognition.issuing-halted', status: 503 };

/**
 * Creates an institution with a real issuing key and its people; `wanted` makes a request for a badge for one
 * of them.
 */
async function body() {
	const people = await neighbours(world);
	const { institution } = people.here;
	const issuer = await ensureIssuer(world, institution);
	const { multikey: kid } = await activeKeyOf(world, issuer);
	const wanted = (person: string, set: Partial<AwardRequest> = {}): AwardRequest => ({
		...awardRequestFor(world, person, institution),
		...set,
	});
	logged();
	return { ...people, institution, issuer, kid, place: { ...people.here, issuer, kid }, wanted };
}
const serialOf = (begun: ReadonlyMap<string, { kind: string; id?: string }>) =>
	[...begun.values()].flatMap(({ id }) => (id === undefined ? [] : [id]));
const badge = 'practice-collaboration';

/** Both ways to resume issuances: one at a time, and as a batch. */
const WAYS: readonly (readonly [string, (ids: readonly string[]) => Promise<Map<string, unknown>>])[] = [
	[
		'alone',
		async (ids) =>
			new Map(
				(await Promise.all(ids.map((id) => resumeBatch(world, callingThreadSigningPool, [id])))).flatMap(
					(one) => [...one],
				),
			),
	],
	['together', async (ids) => new Map(await resumeBatch(world, callingThreadSigningPool, ids))],
];

test('what is wanted begins once, unless it is held, under way, or nobody is there to have it', async () => {
	const { ada, emile, bruno, institution, issuer, kid, place, wanted } = await body();
	const held = awardAt(world, place, emile.id);
	await world.db.write((tx) => addAwards(tx, [held]));
	const first = await storeIntents(world, institution, [wanted(bruno.id)]);
	const gone = world.newId();
	const all = [wanted(ada.id), wanted(ada.id), wanted(emile.id), wanted(bruno.id), wanted(gone)];
	const begun = await storeIntents(world, institution, all);
	const [adas = ''] = serialOf(new Map([...begun].filter(([name]) => name.startsWith(ada.id))));
	expect(begun).toEqual(
		new Map<string, object>([
			[`${ada.id}:${badge}`, { kind: 'begun', id: adas }],
			[`${emile.id}:${badge}`, { kind: 'held', award: held.id }],
			[`${bruno.id}:${badge}`, { kind: 'under-way', id: serialOf(first)[0] }],
			[`${gone}:${badge}`, { kind: 'nobody' }],
		]),
	);
	const one = (await issuanceById(read(), adas))!;
	expect(one).toMatchObject({
		...{ person: ada.id, institution, badge, application: null, issuer: issuer.id, kid, statusList: 1 },
		...{ digest: digestOf(one.unsigned!), step: 'intended', proof: null, voided: null, reissueOf: null },
		...{ createdAt: world.now(), updatedAt: world.now() },
		intent: { definitionVersion: 3, locale: 'fr', decidedBy: null, acceptance: null },
	});
	expect(one.intent?.subject).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
	// While halted, nothing new begins, but existing awards and issuances are still returned.
	await haltIssuing(world, institution, 'Incident.');
	expect((await storeIntents(world, institution, [wanted(ada.id), wanted(emile.id)])).size).toBe(2);
	await expect(
		storeIntents(world, institution, [wanted(ada.id, { definition: other() })]),
	).rejects.toMatchObject(halted);
	await resumeIssuing(world, institution);
	// All badges of a person by one issuing body name them by the same pairwise id.
	const more = await storeIntents(world, institution, [wanted(ada.id, { definition: other() })]);
	const second = await issuanceById(read(), serialOf(more)[0] ?? '');
	expect(second?.intent?.subject).toBe(one.intent?.subject);
	await resumeBatch(world, callingThreadSigningPool, [adas, ...serialOf(first), ...serialOf(more)]);
});
const other = () => awardRequestFor(world, '', '', { badge: 'practice-communication' }).definition;

test.each(WAYS)(
	'carried on %s: signed as intended, given once, its text and its intent kept no more',
	async (_way, carry) => {
		const { ada, emile, institution, issuer, kid, wanted } = await body();
		const ids = serialOf(await storeIntents(world, institution, [wanted(ada.id), wanted(emile.id)]));
		const before = await Promise.all(ids.map(async (id) => (await issuanceById(read(), id))!));
		expect(await carry(ids)).toEqual(new Map(ids.map((id) => [id, { kind: 'published', now: true }])));
		expect(await carry(ids)).toEqual(new Map(ids.map((id) => [id, { kind: 'published', now: false }])));
		for (const one of before) {
			const award = (await awardById(read(), one.id))!;
			expect(award).toMatchObject({
				...{
					person: one.person,
					institution,
					issuer: issuer.id,
					badge,
					kid,
					locale: 'fr',
					definitionVersion: 3,
				},
				...{
					statusList: 1,
					statusIndex: one.statusIndex,
					shortCode: one.shortCode,
					basis: one.intent?.basis,
				},
				...{ subject: one.intent?.subject, application: null, decidedBy: null, translationOf: null },
				...{
					awardedAt: one.createdAt,
					publishedAt: null,
					showsName: false,
					bindsEmail: false,
					revokedAt: null,
				},
			});
			expect((await verifyFileOrText(world, award.credential!)).verdict).toBe('valid');
			expect(await issuanceById(read(), one.id)).toMatchObject({
				...{ step: 'published', unsigned: null, intent: null, digest: one.digest, proof: expect.any(String) },
			});
		}
	},
);

test.each(WAYS)(
	'carried on %s: what was altered or is not what was intended ends, and is told in the log',
	async (_way, carry) => {
		const { ada, emile, bruno, institution, wanted } = await body();
		const all = [ada, emile, bruno].map(({ id }) => wanted(id));
		const ids = serialOf(await storeIntents(world, institution, all)) as [string, string, string];
		const set = (id: string, to: Partial<Issuance>) =>
			world.db.write(async (tx) => {
				const { issuances } = tablesOf(tx);
				await tx
					.update(issuances)
					.set(to as object)
					.where(eq(issuances.id, id));
			});
		const { unsigned } = (await issuanceById(read(), ids[1]))!;
		const text = unsigned!.replace(/"statusListIndex":"\d+"/, '"statusListIndex":"7"');
		await set(ids[0], { unsigned: `${unsigned!} ` });
		await set(ids[1], { unsigned: text, digest: digestOf(text) });
		await set(ids[2], { kid: 'z6MkAnother' });
		logged();
		expect(await carry(ids)).toEqual(
			new Map([
				[ids[0], { kind: 'voided', reason: 'altered' }],
				[ids[1], { kind: 'voided', reason: 'lint-refused' }],
				[ids[2], { kind: 'voided', reason: 'key-ended' }],
			]),
		);
		const told = logged().filter(({ event }) => event === 'recognition.issuance-voided');
		expect(told.map(({ reason }) => reason).toSorted()).toEqual(['altered', 'key-ended', 'lint-refused']);
		expect(told.find(({ reason }) => reason === 'lint-refused')?.['fault']).toContain('status entry');
		for (const { id } of [ada, emile, bruno]) expect(await awardsOf(read(), id)).toEqual([]);
	},
);

test('each outcome of a batch in the order given; of one alone, its award or why there is none', async () => {
	const { ada, emile, bruno, fatou, institution, place, wanted } = await body();
	const held = awardAt(world, place, emile.id);
	await world.db.write((tx) => addAwards(tx, [held]));
	const gone = world.newId();
	const outcomes = await issueAwards(world, [wanted(gone), wanted(emile.id), wanted(ada.id), wanted(ada.id)]);
	const [given] = await awardsOf(read(), ada.id);
	expect(outcomes).toEqual([
		{ kind: 'not-issued', reason: 'person-left' },
		{ kind: 'issued', award: held.id, now: false },
		...[1, 2].map(() => ({ kind: 'issued', award: given?.id, now: true })),
	]);
	const definition = other();
	expect(await issueAward(world, wanted(emile.id))).toEqual({ award: held.id, now: false });
	await expect(issueAward(world, wanted(gone))).rejects.toMatchObject({ status: 404 });
	const asked: unknown[] = [];
	const one = await issueAward(world, wanted(ada.id, { definition, mayAsk: async (tx) => asked.push(tx) }));
	expect(one).toEqual({ award: expect.any(String), now: true });
	// `mayAsk` is called before anything is created, and again in the write unit.
	expect(asked).toHaveLength(2);
	expect(asked[0]).not.toBe(asked[1]);
	expect(await issueAward(world, wanted(ada.id, { definition }))).toEqual({ award: one.award, now: false });
	const refuse = async () => {
		throw new Refusal('not-found', { status: 404, field: 'asker' });
	};
	const changes = await changesBy(world, async () => {
		await expect(issueAward(world, wanted(emile.id, { definition, mayAsk: refuse }))).rejects.toMatchObject({
			status: 404,
		});
		await haltIssuing(world, null, 'Incident.');
		await expect(issueAward(world, wanted(emile.id, { definition }))).rejects.toMatchObject(halted);
		expect(await issueAwards(world, [wanted(emile.id, { definition }), wanted(ada.id)])).toMatchObject([
			{ kind: 'waiting', problem: halted },
			{ kind: 'waiting', problem: halted },
		]);
		await resumeIssuing(world, null);
		await expect(issueAward(away(), wanted(emile.id, { definition }))).rejects.toMatchObject({
			code: 'platform.key-missing',
		});
	});
	expect(Object.keys(changes).every((name) => name.startsWith('issuanceHalts'))).toBe(true);
	// `mayAsk` refuses only in the write unit: nothing of that badge is begun, and the others are issued.
	let times = 0;
	const refuseLater = async () => ((times += 1) > 1 ? refuse() : undefined);
	const communication = (person: string, mayAsk?: AwardRequest['mayAsk']) =>
		wanted(person, { definition, mayAsk });
	const bySeveral = await issueAwards(world, [
		communication(emile.id, refuseLater),
		communication(bruno.id, refuse),
		communication(fatou.id),
	]);
	expect(bySeveral).toMatchObject([
		{ kind: 'waiting', problem: { code: 'not-found' } },
		{ kind: 'waiting', problem: { code: 'not-found' } },
		{ kind: 'issued', now: true },
	]);
	expect(times).toBe(2);
	times = 0;
	await expect(issueAward(world, communication(emile.id, refuseLater))).rejects.toMatchObject({
		code: 'not-found',
	});
	// `mayAsk` refuses before anything about the person is revealed, even that they have left.
	times = 0;
	await expect(issueAward(world, communication(gone, refuseLater))).rejects.toMatchObject({
		code: 'not-found',
		field: 'asker',
	});
	// If `mayAsk` throws an error that is no refusal, such as a database fault, it is thrown unchanged.
	class Disk extends Error {}
	const fails = async () => {
		throw new Disk();
	};
	await expect(issueAward(world, communication(emile.id, fails))).rejects.toBeInstanceOf(Disk);
	const [, beside] = await issueAwards(world, [communication(emile.id, fails), communication(bruno.id)]);
	expect(beside).toMatchObject({ kind: 'waiting', problem: expect.any(Disk) });
	for (const { id } of [emile, bruno])
		expect((await awardsOf(read(), id)).filter((one) => one.badge === definition.id)).toEqual([]);
	expect(await resumeIssuances(world)).toEqual({ published: 0, voided: 0, waiting: 0 });
	expect(await issueAwards(world, [])).toEqual([]);
	expect(institution).toBe(place.institution);
});

test('one badge is linted and signed on other threads where there are some, and nothing more of it is computed here', async () => {
	const { ada, issuer, kid, wanted } = await body();
	const jobs: unknown[] = [];
	const threads: Threads = {
		do: async (job, hand) => {
			const { input, moved } = hand();
			const { kind, items } = input as SigningTask;
			jobs.push([job.name, job.pool.name, kind, items.length, moved?.length]);
			return job.here(input, async () => undefined);
		},
		close: async () => undefined,
	};
	const { award, now } = await issueAward({ ...world, threads }, wanted(ada.id));
	expect(now).toBe(true);
	// The private key is transferred to the thread only when there is something to sign.
	expect(jobs).toEqual([
		['issue', 'ours', 'lint', 1, 0],
		['issue', 'ours', 'sign', 1, 1],
	]);
	expect((await verifyFileOrText(world, (await awardById(read(), award))!.credential!)).verdict).toBe(
		'valid',
	);
	const definition = other();
	// An issuance that a thread rejects is voided.
	const refusing: Threads = {
		...threads,
		do: async () => [{ kind: 'fault', why: 'A badge was not issued: no.', altered: false }] as never,
	};
	await expect(issueAward({ ...world, threads: refusing }, wanted(ada.id, { definition }))).rejects.toThrow(
		'its issuance was voided (lint-refused)',
	);
	// If the key ends while the badge is being signed, the signature is not stored.
	const state = (to: 'active' | 'retired') =>
		world.db.write(async (tx) => {
			const { issuerKeys } = tablesOf(tx);
			await tx.update(issuerKeys).set({ state: to }).where(eq(issuerKeys.kid, kid));
		});
	const ending: Threads = {
		...threads,
		do: async (job, hand, giving) => {
			const done = await threads.do(job, hand, giving);
			if ((jobs.at(-1) as unknown[])[2] === 'sign') await state('retired');
			return done;
		},
	};
	await expect(
		issueAward({ ...world, threads: ending }, wanted(ada.id, { definition })),
	).rejects.toMatchObject({ code: 'recognition.no-active-key' });
	const [left = ''] = (await issuanceIdsUnderWayByIssuer(read())).get(issuer.id) ?? [];
	expect(await issuanceById(read(), left)).toMatchObject({ step: 'linted', proof: null, voided: null });
	await state('active');
	// While no thread is available, the issuance waits at its step; afterwards it continues.
	const none: Threads = {
		...threads,
		do: () => Promise.reject(new Refusal('platform.overloaded', { status: 503 })),
	};
	await expect(issueAward({ ...world, threads: none }, wanted(ada.id, { definition }))).rejects.toMatchObject(
		{ status: 503 },
	);
	expect(await resumeIssuances(world)).toEqual({ published: 1, voided: 0, waiting: 0 });
});

test('what waits is resumed at its time, and counted', async () => {
	const { ada, emile, institution, wanted } = await body();
	const ids = serialOf(await storeIntents(world, institution, [wanted(ada.id), wanted(emile.id)]));
	await haltIssuing(world, institution, 'Incident.');
	logged();
	expect(await resumeIssuances(world)).toEqual({ published: 0, voided: 0, waiting: 2 });
	expect(logged()).toEqual([
		{ event: 'recognition.issuance-waiting', why: 'recognition.issuing-halted', count: 2 },
		{ event: 'recognition.resumed', published: 0, voided: 0, waiting: 2 },
	]);
	expect(await resumeBatch(world, callingThreadSigningPool, [ids[0]!])).toEqual(
		new Map([[ids[0], { kind: 'stopped', problem: expect.objectContaining(halted) }]]),
	);
	await resumeIssuing(world, institution);
	expect(await resumeIssuances(away())).toMatchObject({ waiting: 2 });
	const { intent } = (await issuanceById(read(), ids[1]!))!;
	expect(intent).not.toBeNull();
	await world.db.write(async (tx) => {
		const { issuances } = tablesOf(tx);
		await tx.update(issuances).set({ unsigned: '{}' }).where(eq(issuances.id, ids[1]!));
	});
	expect(await resumeIssuances(world)).toEqual({ published: 1, voided: 1, waiting: 0 });
	// A single one is told of too; nothing is, where there was nothing.
	await storeIntents(world, institution, [wanted(ada.id, { definition: other() })]);
	logged();
	expect(await resumeIssuances(world)).toEqual({ published: 1, voided: 0, waiting: 0 });
	expect(logged()).toEqual([{ event: 'recognition.resumed', published: 1, voided: 0, waiting: 0 }]);
	expect(await resumeIssuances(world)).toEqual({ published: 0, voided: 0, waiting: 0 });
	expect(logged()).toEqual([]);
	expect(await resumeBatch(world, callingThreadSigningPool, ['none'])).toEqual(new Map());
});

test('an acceptance closes its application with its review, unless it changed; without its adviser once they left', async () => {
	const { ada, emile, bruno, here, wanted } = await body();
	const [gaelle, hugo] = [await here.learner('Gaëlle'), await here.learner('Hugo')];
	const of = async (person: string, reviewer: string, set: { revision?: number; form?: null } = {}) => {
		const application = applicationAt(world, here, person, { state: 'submitted', submittedAt: minute(2) });
		await world.db.write((tx) => addApplication(tx, application));
		const review = {
			id: world.newId(),
			reviewer,
			reason: 'Belle démarche.',
			level: 'intermediate',
			saidAtDecision: 'expert',
		};
		const form = {
			who: reviewer,
			action: `recognition.decide:${application.id}`,
			key: world.newId(),
			sent: {},
			about: person,
		};
		const acceptance = { revision: set.revision ?? 1, review, form: set.form === null ? null : form };
		return {
			application,
			wanted: wanted(person, { application: application.id, decidedBy: reviewer, acceptance }),
		};
	};
	const all = [
		await of(ada.id, bruno.id),
		await of(emile.id, bruno.id, { revision: 2 }),
		await of(gaelle.id, bruno.id, { form: null }),
		// Accepted by an adviser who has left since.
		await of(hugo.id, world.newId(), { form: null }),
	];
	const outcomes = await issueAwards(
		world,
		all.map((one) => one.wanted),
	);
	expect(outcomes.map((one) => (one.kind === 'issued' ? one.now : one))).toEqual([
		...[true, { kind: 'not-issued', reason: 'decided-otherwise' }, true, true],
	]);
	const states = await Promise.all(
		all.map(async ({ application }) => (await applicationById(read(), application.id))?.state),
	);
	expect(states).toEqual(['accepted', 'submitted', 'accepted', 'accepted']);
	const [adas, , , hugos] = await Promise.all(
		all.map(({ application }) => reviewsOf(read(), application.id)),
	);
	const review = {
		decision: 'accept',
		reason: 'Belle démarche.',
		level: 'intermediate',
		saidAtDecision: 'expert',
	};
	expect(adas).toMatchObject([{ ...review, reviewer: bruno.id }]);
	expect(hugos).toMatchObject([{ ...review, reviewer: null }]);
	expect((await awardsOf(read(), ada.id))[0]).toMatchObject({
		decidedBy: bruno.id,
		application: all[0]!.application.id,
	});
	expect((await awardsOf(read(), hugo.id))[0]?.decidedBy).toBeNull();
	// A badge alone whose application changed meanwhile is refused as already decided.
	const late = await of(await here.learner('Inès').then(({ id }) => id), bruno.id, { revision: 9 });
	await expect(issueAward(world, late.wanted)).rejects.toMatchObject({
		code: 'recognition.already-decided',
		status: 409,
	});
	// The form of an acceptance that closed its application is answered with it; of one that did not, it is as
	// if it was never sent.
	const sentAgain = ({ wanted: { acceptance } }: typeof late) =>
		runFormOnce(world, acceptance!.form!, async () => 'anew');
	const [given] = await awardsOf(read(), ada.id);
	expect(await sentAgain(all[0]!)).toEqual({ decision: 'accept', award: given?.id });
	expect(await sentAgain(late)).toBe('anew');
});

test('two first badges of Ada begun at the same time name her by one pairwise id', async () => {
	const { ada, wanted } = await body();
	const { db } = world;
	let first: ReturnType<typeof issueAward> | undefined;
	const write: typeof db.write = async (work) => {
		await (first ??= issueAward(world, wanted(ada.id, { definition: other() })));
		return db.write(work);
	};
	await issueAward({ ...world, db: { ...db, write } }, wanted(ada.id));
	const subjects = (await awardsOf(read(), ada.id)).map(({ subject }) => subject);
	expect(subjects).toHaveLength(2);
	expect(subjects[0]).toBe(subjects[1]);
});

test('entries drawn for new badges are never those in use', async () => {
	const { ada, issuer, place } = await body();
	const taken = Array.from({ length: 200 }, (_, statusIndex) =>
		awardAt(world, place, ada.id, { badge: world.newId(), statusIndex }),
	);
	await world.db.write((tx) => addAwards(tx, taken));
	// So many are drawn that some would be in use, were these not left out.
	const drawn = await drawUnusedStatusEntries(read(), { issuer: issuer.id, statusList: 1 }, 10_000);
	expect(new Set(drawn).size).toBe(10_000);
	expect(drawn.filter((entry) => entry < taken.length)).toEqual([]);
});

test.each(WAYS)(
	'carried on %s: not given to who holds it meanwhile, nor once what it says again is revoked',
	async (_way, carry) => {
		const { ada, emile, institution, place, wanted } = await body();
		const original = { ...awardAt(world, place, ada.id), awardedAt: minute(5) };
		const revoked = awardAt(world, place, emile.id);
		await world.db.write(async (tx) => {
			await addAwards(tx, [original, revoked]);
			await setPublication(tx, original.id, { publishedAt: minute(6), showsName: true });
		});
		const again = (person: string, sibling: Award) => wanted(person, { locale: 'en', original: sibling });
		const definition = other();
		const begun = await storeIntents(world, institution, [
			...[again(ada.id, original), again(emile.id, revoked), wanted(ada.id, { definition })],
		]);
		const [first, second, third] = serialOf(begun) as [string, string, string];
		await world.db.write(async (tx) => {
			await revokeRow(tx, revoked.id, { revokedAt: minute(9), revokedBy: null, revocationReason: null });
			await addAwards(tx, [awardAt(world, place, ada.id, { badge: definition.id })]);
		});
		expect(await carry([first, second, third])).toEqual(
			new Map([
				[first, { kind: 'published', now: true }],
				[second, { kind: 'voided', reason: 'original-revoked' }],
				[third, { kind: 'voided', reason: 'held-already' }],
			]),
		);
		// The translation has the visibility and the date of its original.
		expect(await awardById(read(), first)).toMatchObject({
			...{
				translationOf: original.id,
				locale: 'en',
				publishedAt: minute(6),
				showsName: true,
				awardedAt: minute(5),
			},
		});
		await expect(issueAward(world, again(emile.id, { ...revoked, revokedAt: null }))).rejects.toMatchObject({
			...{ code: 'recognition.already-revoked', status: 409 },
		});
	},
);

test('signed anew after a theft: same address, code and dates; what was signed before is kept, and told', async () => {
	const { ada, emile, bruno, institution, issuer, kid, wanted } = await body();
	const people = [ada, emile, bruno];
	await issueAwards(
		world,
		people.map(({ id }) => wanted(id)),
	);
	const [adas, emiles, brunos] = (await Promise.all(people.map(({ id }) => awardsOf(read(), id)))).flat() as [
		Award,
		Award,
		Award,
	];
	await expect(reissuePlan(world, kid)).rejects.toMatchObject({
		code: 'recognition.key-not-compromised',
		status: 409,
	});
	await expect(reissuePlan(world, 'none')).rejects.toMatchObject({ status: 404 });
	await expect(reissueAwards(world, { kid, reason: 'R' })).rejects.toMatchObject({ status: 409 });
	const { replacedBy } = await declareKeyCompromised(world, kid, 'Copie.');
	await world.db.write(async (tx) => {
		await addToken(tx, { award: adas.id, kid: 'k', token: 't', madeAt: minute(1) });
		await revokeRow(tx, emiles.id, { revokedAt: minute(9), revokedBy: null, revocationReason: null });
		const { awards } = tablesOf(tx);
		const forged = brunos.credential!.replace('intermediate', 'advanced');
		await tx.update(awards).set({ credential: forged }).where(eq(awards.id, brunos.id));
	});
	const plan = { active: 2, withoutText: 0, revoked: 1, superseded: 0, signsNow: replacedBy };
	expect(await reissuePlan(world, kid)).toEqual(plan);
	await haltIssuing(world, institution, 'Incident.');
	const why = { kid, reason: 'Clé volée' };
	expect(await reissueAwards(world, why)).toMatchObject({
		reissued: 0,
		altered: [],
		left: 2,
		problem: halted,
	});
	await resumeIssuing(world, institution);
	world.setNow(new Date(world.now().getTime() + 60_000));
	logged();
	expect(await reissueAwards(world, why)).toEqual({
		reissued: 1,
		altered: [brunos.id],
		left: 1,
		problem: null,
	});
	expect(logged()).toContainEqual({ event: 'recognition.reissued', kid, reissued: 1, altered: 1, left: 1 });
	const anew = (await awardById(read(), adas.id))!;
	const { credential: _text, kid: _kid, statusList: _list, statusIndex: _index, ...same } = adas;
	expect(anew).toMatchObject({ ...same, kid: replacedBy });
	expect(anew.statusIndex).not.toBe(adas.statusIndex);
	expect((await verifyFileOrText(world, anew.credential!)).verdict).toBe('valid');
	const [first, second] = [adas.credential!, anew.credential!].map(
		(text) => JSON.parse(text) as Record<string, string>,
	);
	expect([second!['id'], second!['awardedDate']]).toEqual([first!['id'], first!['awardedDate']]);
	expect(Date.parse(second!['validFrom']!)).toBeGreaterThan(Date.parse(first!['validFrom']!));
	expect(await supersededTextsOf(read(), [adas.id])).toMatchObject([
		{
			...{
				award: adas.id,
				issuer: issuer.id,
				credential: adas.credential,
				kid,
				statusIndex: adas.statusIndex,
			},
			...{ supersededAt: world.now(), reason: 'Clé volée' },
			cause: 'key-compromised' as const,
		},
	]);
	expect(await tokenOf(read(), adas.id)).toBeUndefined();
	expect(await accessJournalOf(world, ada.id)).toMatchObject([{ what: 'badge-reissued' }]);
	expect(await accessJournalOf(world, bruno.id)).toEqual([]);
	expect(await reissuePlan(world, kid)).toMatchObject({ active: 1, superseded: 1, revoked: 1 });
	expect(await reissueAwards(world, why)).toMatchObject({ reissued: 0, altered: [brunos.id], left: 1 });
});

test('signed anew only if it still has the signature that was to be replaced', async () => {
	const { ada, place } = await body();
	const award = awardAt(world, place, ada.id);
	await world.db.write((tx) => addAwards(tx, [award]));
	const of = (kid: string | undefined) => {
		const one = issuanceAt(world, place, ada.id, { reissueOf: award.id });
		const reissue = kid && { kid, awardedAt: '2026-11-01T12:01:00Z', reason: 'Volée.' };
		const issuance = { ...one, intent: { ...one.intent!, ...(reissue && { reissue }) } };
		return { issuance, text: '{"new":1}' };
	};
	const given = [of('z6MkEarlier'), of(undefined)];
	const changes = await changesOf(world, async (tx) => {
		expect(await publishReissued(tx, world, given)).toEqual(given.map(({ issuance }) => issuance.id));
	});
	expect(changes).toEqual({});
	const sound = of(award.kid);
	await world.db.write(async (tx) => expect(await publishReissued(tx, world, [sound])).toEqual([]));
	expect(await awardById(read(), award.id)).toMatchObject({ credential: '{"new":1}' });
});

test('ended by its key, its person or another: begun anew, under another serial', async () => {
	const { ada, institution, wanted } = await body();
	const [first = ''] = serialOf(await storeIntents(world, institution, [wanted(ada.id)]));
	await world.db.write((tx) => voidIssuance(tx, first, 'key-ended', minute(1)));
	const { award, now } = await issueAward(world, wanted(ada.id));
	expect([award === first, now]).toEqual([false, true]);
	expect(await resumeBatch(world, callingThreadSigningPool, [first])).toEqual(
		new Map([[first, { kind: 'voided', reason: 'key-ended' }]]),
	);
});

test('a fault in the middle of a batch is told by its name alone; each then goes on by itself', async () => {
	const { ada, emile, bruno, institution, wanted } = await body();
	const all = [ada, emile, bruno].map(({ id }) => wanted(id));
	const ids = serialOf(await storeIntents(world, institution, all));
	class Disk extends Error {
		override name = 'Disk';
	}
	const failing = (times: number) => {
		let left = times;
		return worldAtStep(world, {
			before: (step) => {
				if (step === 'signed' && (left -= 1) >= 0) throw new Disk('secret');
			},
		});
	};
	const [first = '', ...others] = ids;
	const told = () => logged().filter(({ event }) => event === 'recognition.batch-failed');
	logged();
	// A single issuance is not tried again: it waits at its step.
	expect(await resumeBatch(failing(1), callingThreadSigningPool, [first])).toMatchObject(
		new Map([[first, { kind: 'stopped', problem: expect.any(Disk) }]]),
	);
	expect(told()).toEqual([{ event: 'recognition.batch-failed', error: 'Disk' }]);
	expect((await issuanceById(read(), first))?.step).toBe('linted');
	expect(await resumeBatch(failing(1), callingThreadSigningPool, others)).toEqual(
		new Map(others.map((id) => [id, { kind: 'published', now: true }])),
	);
	expect(told()).toHaveLength(1);
	await haltIssuing(world, institution, 'Incident.');
	expect([...(await resumeBatch(world, callingThreadSigningPool, [first, 'none'])).values()]).toMatchObject([
		{ kind: 'stopped', problem: halted },
	]);
	expect(told()).toEqual([]);
	await resumeIssuing(world, institution);
	expect(await issueAwards(failing(9), [wanted(ada.id)])).toMatchObject([
		{ kind: 'waiting', problem: expect.any(Disk) },
	]);
	await expect(issueAward(failing(9), wanted(ada.id))).rejects.toBeInstanceOf(Disk);
	expect(await issueAward(world, wanted(ada.id))).toEqual({ award: first, now: true });
});
