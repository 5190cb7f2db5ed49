import type { Worker } from 'node:worker_threads';
import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { serializeCredential, issueCredential, type JsonObject } from '#openbadges';
import { fileSeal, jobsOnThisThread as here, type World } from '#platform/server';
import { eachDialect } from '#tests/world';
import { awardById, awardsOf } from '../award-store.ts';
import { withSigningPool } from './chunks.ts';
import { cast } from '../../../../tests/recognised/cast.ts';
import { storeIntents } from './store-intents.ts';
import { issueAwards, resumeIssuances } from './issue-awards.ts';
import { issuanceIdsUnderWay } from './issuance-store.ts';
import { issuanceById } from '../../../../tests/recognised/stored-issuance.ts';
import { issueAward } from './issue-award.ts';
import { ensureIssuer, signerOf } from '../issuers/issuers.ts';
import { rotateKey } from '../issuers/issuer-keys.ts';
import { haltIssuing, issuingHalts, resumeIssuing } from './issuing-halt.ts';
import { awardRequestFor, awardRequestsForMany } from '../../../../tests/recognised/many.ts';
import type { AwardRequest } from './prepare-award.ts';
import { tablesOf } from '../tables.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { callingThreadSigningPool, openSigningPool, type SigningPool } from './signing-pool.ts';

/** Few badges in each write unit, so that a small test has several units. */
const FIVE = { batchSize: 5 };
const fiveHere: SigningPool = { ...callingThreadSigningPool, ...FIVE };

eachDialect('many badges at once', (world) => {
	/** Checks that each request led to exactly one award, valid and signed as intended. */
	async function oneValidEach(wanted: readonly AwardRequest[]) {
		for (const { person, definition } of wanted) {
			const awards = (await awardsOf(world().db.read, person)).filter(({ badge }) => badge === definition.id);
			expect(awards).toHaveLength(1);
			expect((await verifyFileOrText(world(), awards[0]?.credential ?? '')).verdict).toBe('valid');
			const { proof } = JSON.parse(awards[0]?.credential ?? '{}') as { proof: [object] };
			expect((await issuanceById(world().db.read, awards[0]?.id ?? ''))?.proof).toBe(
				JSON.stringify(proof[0]),
			);
		}
	}

	/** A world that calls `act` after each of its writes, with the number of that write. */
	const afterWrites = (act: (n: number) => Promise<void> | void): World => {
		let writes = 0;
		return {
			...world(),
			db: {
				...world().db,
				async write(work) {
					const value = await world().db.write(work);
					await act((writes += 1));
					return value;
				},
			},
		};
	};

	afterEach(async () => {
		while ((await issuingHalts(world())).length > 0)
			for (const { institution } of await issuingHalts(world())) await resumeIssuing(world(), institution);
		await resumeIssuances(world());
		expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
	});

	test.each([
		// With the batch size of the service: 52 badges take two write units.
		['this thread', 52, () => callingThreadSigningPool],
		['two others', 12, () => openSigningPool(2, FIVE)],
	] as const)('by %s: the same bytes as one at a time', async (_name, count, open) => {
		const { here } = await cast(world());
		const wanted = [
			...(await awardRequestsForMany(world(), here.id, count - 6)),
			...(await awardRequestsForMany(world(), here.id, 3, { locale: 'en' })),
			...(await awardRequestsForMany(world(), here.id, 3, { badge: 'exploration-communication' })),
		];
		const begun = await storeIntents(world(), here.id, wanted);
		expect(begun.size).toBe(count);
		const key = await signerOf(world(), await ensureIssuer(world(), here.id));
		const expected = new Map<string, string>();
		for (const one of begun.values()) {
			const issuance = one.kind === 'begun' && (await issuanceById(world().db.read, one.id));
			if (!issuance || issuance.unsigned === null) throw new Error('Each is intended, with its text.');
			const unsigned = JSON.parse(issuance.unsigned) as JsonObject;
			const signed = await issueCredential(unsigned, { key, created: issuance.createdAt });
			expected.set(issuance.id, serializeCredential(signed));
		}
		// The signature depends only on the stored date, key and text, not on when the issuance is resumed.
		world().setNow(new Date(world().now().getTime() + 90_000));
		const pool = open();
		expect(await resumeIssuances(world(), pool)).toEqual({ published: count, voided: 0, waiting: 0 });
		await pool.close();
		for (const [id, text] of expected) expect((await awardById(world().db.read, id))?.credential).toBe(text);
		await oneValidEach(wanted);
	});

	test('the same badge twice, one held already, another institution: each gets its answer', async () => {
		const { here, ada } = await cast(world());
		const there = await cast(world());
		const held = await issueAward(world(), awardRequestFor(world(), ada.id, here.id));
		const [first] = await awardRequestsForMany(world(), here.id, 1);
		if (!first) throw new Error('One.');
		const other = awardRequestFor(world(), there.ada.id, there.here.id);
		const wanted = [first, awardRequestFor(world(), ada.id, here.id), first, other];
		const outcomes = await issueAwards(world(), wanted);
		expect(outcomes.map(({ kind }) => kind)).toEqual(['issued', 'issued', 'issued', 'issued']);
		expect(outcomes[1]).toEqual({ kind: 'issued', award: held.award, now: false });
		expect(outcomes[2]).toEqual(outcomes[0]);
		await oneValidEach([first, other]);
		// Requested again, none of them is issued again.
		const again = await issueAwards(world(), wanted);
		expect(again.map((one) => one.kind === 'issued' && one.now)).toEqual([false, false, false, false]);
	});

	test('halted in the middle: it stops at the next unit, nothing is lost, resumed it ends', async () => {
		const { here } = await cast(world());
		const wanted = await awardRequestsForMany(world(), here.id, 13);
		let units = 0;
		const halting = afterWrites(async (n) => {
			units = n;
			if (n !== 6) return;
			await haltIssuing(world(), here.id, 'Incident.');
		});
		const outcomes = await issueAwards(halting, wanted, fiveHere);
		expect(units).toBe(6);
		const issued = outcomes.filter(({ kind }) => kind === 'issued').length;
		expect(issued).toBe(5);
		const waiting = outcomes.flatMap((one) => (one.kind === 'waiting' ? [one.problem] : []));
		expect(waiting).toHaveLength(8);
		for (const problem of waiting)
			expect(problem).toMatchObject({ code: 'recognition.issuing-halted', status: 503 });
		// The intents of the second five badges were stored; the others were not begun.
		expect(await resumeIssuances(world())).toEqual({ published: 0, voided: 0, waiting: 5 });
		await resumeIssuing(world(), here.id);
		expect(await resumeIssuances(world())).toEqual({ published: 5, voided: 0, waiting: 0 });
		await issueAwards(world(), wanted);
		await oneValidEach(wanted);
	});

	test('a batch, another and single requests for the same people at the same time: one award each', async () => {
		const { here } = await cast(world());
		const wanted = await awardRequestsForMany(world(), here.id, 24);
		const pool = openSigningPool(2, FIVE);
		const [one, other] = await Promise.all([
			issueAwards(world(), wanted, pool),
			issueAwards(world(), wanted.toReversed(), fiveHere),
			...wanted.slice(0, 12).map((single) => issueAward(world(), single)),
		]);
		await pool.close();
		const awards = (outcomes: typeof one) => outcomes.map((each) => each.kind === 'issued' && each.award);
		expect(awards(one)).toEqual(awards(other).toReversed());
		await oneValidEach(wanted);
	});

	test('threads that die in the middle are replaced; while they keep dying it waits, and nothing is lost', async () => {
		const { here } = await cast(world());
		for (const mortal of [2, Infinity]) {
			const wanted = await awardRequestsForMany(world(), here.id, mortal === Infinity ? 8 : 13);
			let deaths = 0;
			const seen = (worker: Worker) => {
				if (deaths >= mortal) return;
				deaths += 1;
				// Terminates the worker at its first message, once it is ready and is given a job.
				worker.once('message', () => void worker.terminate());
			};
			const pool = openSigningPool(2, { ...FIVE, seen });
			const outcomes = await issueAwards(world(), wanted, pool);
			await pool.close();
			expect(deaths).toBeGreaterThanOrEqual(mortal === Infinity ? 3 : mortal);
			if (mortal === Infinity) {
				const waiting = outcomes.filter((one) => one.kind === 'waiting').map(({ problem }) => problem);
				expect(waiting.length).toBeGreaterThan(0);
				expect(waiting[0]).toMatchObject({ code: 'platform.too-costly', status: 503 });
				await issueAwards(world(), wanted);
			} else expect(outcomes.every((one) => one.kind === 'issued' && one.now)).toBe(true);
			await oneValidEach(wanted);
		}
	});

	test('the sealing key taken away in the middle: the rest waits; put back, it ends', async () => {
		const { here } = await cast(world());
		const wanted = await awardRequestsForMany(world(), here.id, 6);
		const away = fileSeal(`/tmp/no-such-folder-${world().newId()}/seal.key`);
		const losing = afterWrites((n) => {
			if (n === 2) losing.seal = away;
		}) as { -readonly [K in keyof World]: World[K] };
		const outcomes = await issueAwards(losing, wanted, fiveHere);
		expect(outcomes.filter(({ kind }) => kind === 'waiting')).toHaveLength(6);
		for (const one of outcomes)
			expect(one).toMatchObject({ problem: { code: 'platform.key-missing', status: 503 } });
		expect(await resumeIssuances(world())).toEqual({ published: 5, voided: 0, waiting: 0 });
		await issueAwards(world(), wanted);
		await oneValidEach(wanted);
	});

	test('one text altered in the database ends alone; the others of its batch are given', async () => {
		const { here } = await cast(world());
		const wanted = await awardRequestsForMany(world(), here.id, 10);
		const begun = await storeIntents(world(), here.id, wanted);
		const serials = [...begun.values()].map((one) => ('id' in one ? one.id : ''));
		const [altered = ''] = serials;
		const { unsigned } = (await issuanceById(world().db.read, altered)) ?? {};
		await world().db.write(async (tx) => {
			const { issuances } = tablesOf(tx);
			const text = unsigned?.replace('intermediate', 'advanced') ?? '';
			expect(text).not.toBe(unsigned);
			await tx.update(issuances).set({ unsigned: text }).where(eq(issuances.id, altered));
		});
		expect(await resumeIssuances(world())).toEqual({ published: 9, voided: 1, waiting: 0 });
		expect(await issuanceById(world().db.read, altered)).toMatchObject({ voided: 'altered', unsigned: null });
		await issueAwards(world(), wanted);
		await oneValidEach(wanted);
	});

	test('the key replaced in the middle: what was not signed begins anew, under another serial and the new key', async () => {
		const { here } = await cast(world());
		await ensureIssuer(world(), here.id);
		const wanted = await awardRequestsForMany(world(), here.id, 6);
		let active = '';
		const rotating = afterWrites(async (n) => {
			// After the second write, the badges are linted and not signed. Issuing is halted during the
			// rotation, so that only this batch resumes them.
			if (n !== 2) return;
			await haltIssuing(world(), here.id, 'Rotation.');
			({ active } = await rotateKey(world(), here.slug));
			await resumeIssuing(world(), here.id);
		});
		const outcomes = await issueAwards(rotating, wanted, callingThreadSigningPool);
		expect(outcomes.every((one) => one.kind === 'issued' && one.now)).toBe(true);
		await oneValidEach(wanted);
		const kids = await Promise.all(
			outcomes.map(
				async (one) => one.kind === 'issued' && (await awardById(world().db.read, one.award))?.kid,
			),
		);
		expect(new Set(kids)).toEqual(new Set([active]));
	});
});

test('up to 200 on this thread, beyond on others', async () => {
	const threads = (howMany: number) =>
		withSigningPool({ threads: here }, howMany, async (pool: SigningPool) => pool);
	expect(await threads(200)).toBe(callingThreadSigningPool);
	expect(await threads(201)).not.toBe(callingThreadSigningPool);
});
