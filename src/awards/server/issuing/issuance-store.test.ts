import { beforeAll, expect, test } from 'vitest';
import { isUniqueViolation } from '#platform/server';
import { eachDialect } from '#tests/world';
import { actNumbers, actsAfter } from '../../../platform/server/acts/act-store.ts';
import type { Issuance } from '../../issuance.ts';
import { addAwards } from '../award-store.ts';
import * as halts from './halt-store.ts';
import * as store from './issuance-store.ts';
import {
	awardAt,
	changesOf,
	issuanceAt,
	minute,
	neighbours,
} from '../../../../tests/recognised/neighbours.ts';
import { addSuperseded } from './superseded-store.ts';

type Named = 'adas' | 'english' | 'second' | 'emiles' | 'denis';

eachDialect('the stores of issuances', (world) => {
	const read = () => world().db.read;
	let people: Awaited<ReturnType<typeof neighbours>>;
	let all: Readonly<Record<Named, Issuance>>;
	const badge = 'practice-collaboration';
	const from = 'intended';

	beforeAll(async () => {
		people = await neighbours(world());
		const { here, there, ada, emile, denis } = people;
		const made = (n: number) => ({ createdAt: minute(n), updatedAt: minute(n) });
		const adas = issuanceAt(world(), here, ada.id, { id: 'b', ...made(3) });
		const sibling = { of: 'b', awardedAt: minute(1).toISOString() };
		const intent = { ...adas.intent!, locale: 'en' as const, sibling };
		all = {
			adas,
			english: issuanceAt(world(), here, ada.id, { id: 'a', intent, ...made(3) }),
			second: issuanceAt(world(), here, ada.id, { id: 'd', badge: 'practice-ethics', ...made(1) }),
			emiles: issuanceAt(world(), here, emile.id, { id: 'c', ...made(2) }),
			denis: issuanceAt(world(), there, denis.id, { id: 'e', statusIndex: adas.statusIndex, ...made(4) }),
		};
	});

	test('an intent is kept whole, its entry noted as taken; one at a time for a person, a badge and a language', async () => {
		const { adas, english, ...rest } = all;
		const first = (await actNumbers(read()))?.greatest ?? 0;
		await world().db.write((tx) => store.addIssuances(tx, [adas]));
		await world().db.write((tx) => store.addIssuances(tx, [english, ...Object.values(rest)]));
		await world().db.write((tx) => store.addIssuances(tx, []));
		const noted = (await actsAfter(read(), first, 99)).map(({ what, about }) => [what, about['serial']]);
		expect(noted).toEqual(
			[adas, english, rest.second, rest.emiles, rest.denis].map(({ id }) => ['entry-taken', id]),
		);
		expect(await store.issuancesByIds(read(), [adas.id])).toEqual([adas]);
		expect(await store.issuancesByIds(read(), [english.id])).toEqual([english]);
		expect(await store.issuancesByIds(read(), ['none'])).toEqual([]);
		const again = issuanceAt(world(), people.here, people.ada.id);
		await expect(world().db.write((tx) => store.addIssuances(tx, [again]))).rejects.toSatisfy(
			isUniqueViolation,
		);
	});

	test('what is under way is found by its person and badge, and listed oldest first, by issuing body', async () => {
		const { ada, emile, denis, fatou, here, there } = people;
		expect(await store.issuanceIdsUnderWay(read())).toEqual(['d', 'c', 'a', 'b', 'e']);
		expect(await store.issuanceIdsUnderWayByIssuer(read())).toEqual(
			new Map([
				[here.issuer.id, ['d', 'c', 'a', 'b']],
				[there.issuer.id, ['e']],
			]),
		);
		const named = (person: string, translatedInto?: 'en') => ({ person, badge, translatedInto });
		expect(
			await store.issuanceIdsUnderWayByKey(read(), [named(ada.id), named(ada.id, 'en'), named(fatou.id)]),
		).toEqual(
			new Map([
				[`${ada.id}:${badge}`, 'b'],
				[`${ada.id}:${badge}:en`, 'a'],
			]),
		);
		expect(await store.issuanceIdsUnderWayByKey(read(), [])).toEqual(new Map());
		expect((await store.issuancesByIds(read(), ['b', 'd', 'a', 'none'])).map(({ id }) => id)).toEqual([
			...['d', 'a', 'b'],
		]);
		expect(await store.issuancesByIds(read(), [])).toEqual([]);
		expect(await store.issuancesUnderWayFor(read(), emile.id)).toEqual([
			{ id: 'c', badge, step: from, createdAt: minute(2) },
		]);
		expect(await store.issuancesUnderWayFor(read(), denis.id)).toHaveLength(1);
		expect(await store.issuancesUnderWayFor(read(), ada.id)).toHaveLength(3);
	});

	test('what was intended for entries of one issuer’s lists', async () => {
		const { here, there } = people;
		const { adas, emiles, denis } = all;
		const name = ({ statusIndex }: Issuance) => `1:${statusIndex}`;
		expect(await store.digestsByEntry(read(), here.issuer.id, [adas, emiles])).toEqual(
			new Map([
				[name(adas), 'digest'],
				[name(emiles), 'digest'],
			]),
		);
		expect((await store.digestsByEntry(read(), there.issuer.id, [adas, emiles])).size).toBe(1);
		expect((await store.digestsByEntry(read(), there.issuer.id, [denis])).size).toBe(1);
		expect(await store.digestsByEntry(read(), here.issuer.id, [])).toEqual(new Map());
	});

	test('one goes on from the step where it stood, alone; its proof stays, its text goes once it is published', async () => {
		const move = (step: { from: Issuance['step']; to: Issuance['step']; at: Date; proof?: string }) => {
			let done: boolean | undefined;
			return changesOf(world(), async (tx) => {
				done = await store.advanceIssuance(tx, 'c', step);
			}).then((changes) => ({ done, changes }));
		};
		const not = { done: false, changes: {} };
		expect(await move({ from: 'linted', to: 'signed', at: minute(8) })).toEqual(not);
		expect(await move({ from: 'intended', to: 'linted', at: minute(8) })).toEqual({
			done: true,
			changes: { 'issuances c': { step: 'linted', updatedAt: minute(8) } },
		});
		expect(await move({ from: 'linted', to: 'signed', at: minute(9), proof: '{}' })).toEqual({
			done: true,
			changes: { 'issuances c': { step: 'signed', updatedAt: minute(9), proof: '{}' } },
		});
		const gone = { openKey: null, unsigned: null, intent: null };
		expect(await move({ from: 'signed', to: 'published', at: minute(10) })).toEqual({
			done: true,
			changes: { 'issuances c': { step: 'published', updatedAt: minute(10), ...gone } },
		});
		await world().db.write((tx) => store.voidIssuance(tx, 'e', 'altered', minute(9)));
		// Neither the published one nor the voided one is under way any more.
		for (const { id } of [people.emile, people.denis])
			expect(await store.issuancesUnderWayFor(read(), id)).toEqual([]);
		const ended = await changesOf(world(), async (tx) => {
			expect(await store.advanceIssuance(tx, 'e', { from, to: 'linted', at: minute(9) })).toBe(false);
		});
		expect(ended).toEqual({});
	});

	test('several go on together: those that stand where they stood, and were not ended', async () => {
		const { here, fatou, denis } = people;
		const [one, two, ended, elsewhere] = ['w1', 'w2', 'w3', 'w4'].map((id, at) =>
			issuanceAt(world(), here, at < 2 ? fatou.id : denis.id, {
				id,
				badge: `b-${id}`,
				step: id === 'w4' ? 'linted' : 'intended',
			}),
		) as [Issuance, Issuance, Issuance, Issuance];
		const ids = [one, ended, elsewhere].map(({ id }) => id);
		await world().db.write(async (tx) => {
			await store.addIssuances(tx, [one, two, ended, elsewhere]);
			await store.voidIssuance(tx, ended.id, 'altered', minute(5));
		});
		expect(await store.idsStillAtStep(read(), ids, 'intended')).toEqual(new Set(['w1']));
		expect(await store.idsStillAtStep(read(), [], 'intended')).toEqual(new Set());
		const move = (to: 'linted' | 'published', at: Date, some = ids) =>
			changesOf(world(), (tx) =>
				store.advanceIssuances(tx, some, { from: to === 'linted' ? 'intended' : 'linted', to, at }),
			);
		expect(await move('linted', minute(6), [])).toEqual({});
		expect(await move('linted', minute(6))).toEqual({
			'issuances w1': { step: 'linted', updatedAt: minute(6) },
		});
		const gone = { openKey: null, unsigned: null, intent: null };
		expect(await move('published', minute(7), ['w1', 'w2'])).toEqual({
			'issuances w1': { step: 'published', updatedAt: minute(7), ...gone },
		});
	});

	test('one that ends keeps its serial and its entry; what is published or ended stays as it is', async () => {
		const gone = (n: number) => ({ updatedAt: minute(n), openKey: null, unsigned: null, intent: null });
		const end = (id: string) =>
			changesOf(world(), (tx) => store.voidIssuance(tx, id, 'lint-refused', minute(30)));
		expect(await end('d')).toEqual({ 'issuances d': { voided: 'lint-refused', ...gone(30) } });
		expect(await end('d')).toEqual({});
		expect(await end('c')).toEqual({});
		const { here, fatou } = people;
		const own = (id: string, kid: string) =>
			issuanceAt(world(), here, fatou.id, { id, badge: `b-${id}`, kid });
		await world().db.write((tx) => store.addIssuances(tx, [own('k1', 'k'), own('k2', 'k'), own('k3', 'l')]));
		await world().db.write((tx) => store.voidIssuance(tx, 'k1', 'altered', minute(30)));
		expect(await changesOf(world(), (tx) => store.voidIssuancesOfKey(tx, 'k', minute(31)))).toEqual({
			'issuances k2': { voided: 'key-ended', ...gone(31) },
		});
	});

	test('signed and never given: revoked, for each reason, in its list alone', async () => {
		const { here, there, denis } = people;
		const reasons = ['lint-refused', 'restored', 'person-left'] as const;
		const signed = reasons.map((voided, at) =>
			issuanceAt(world(), there, denis.id, {
				...{ badge: `v-${at}`, statusList: 7, statusIndex: at, proof: '{}', step: 'signed', voided },
			}),
		);
		const set = { statusList: 7, proof: '{}' };
		const others = [
			issuanceAt(world(), there, denis.id, { ...set, badge: 'v-4', proof: null, voided: 'altered' }),
			issuanceAt(world(), there, denis.id, { ...set, badge: 'v-5' }),
			issuanceAt(world(), there, denis.id, { ...set, badge: 'v-6', statusList: 8, voided: 'altered' }),
			issuanceAt(world(), here, denis.id, { ...set, badge: 'v-7', voided: 'altered' }),
		];
		await world().db.write((tx) => store.addIssuances(tx, [...signed, ...others]));
		expect((await store.voidedEntries(read(), there.issuer.id, 7)).toSorted()).toEqual([0, 1, 2]);
	});

	test('entries and codes are taken by an award, what is under way or what was superseded, in one list of one issuer', async () => {
		const { read } = world().db;
		const { here, there, ada, emile, denis } = await neighbours(world());
		const issuer = here.issuer.id;
		expect(await store.lastStatusListNumber(read, issuer)).toBe(1);
		expect(await store.usedStatusEntryCount(read, issuer, 1)).toBe(0);
		// Awards with and without an issuance (none before issuing had steps), issuances under way, and
		// superseded texts.
		const before = awardAt(world(), here, ada.id, { statusIndex: 1 });
		const given = awardAt(world(), here, emile.id, { statusIndex: 2 });
		const through = issuanceAt(world(), here, emile.id, { badge: 'other', statusIndex: 2 });
		const under = issuanceAt(world(), here, ada.id, { statusIndex: 3 });
		const wider = issuanceAt(world(), here, ada.id, { badge: 'wider', statusList: 2, statusIndex: 4 });
		const theirs = awardAt(world(), there, denis.id, { statusList: 5, statusIndex: 9 });
		const earlier = (set: { issuer: string; statusList: number; statusIndex: number }) => ({
			...{ id: world().newId(), award: before.id, credential: null, kid: here.kid, supersededAt: minute(1) },
			...{ cause: 'key-compromised' as const, reason: null, ...set },
		});
		await world().db.write(async (tx) => {
			await addAwards(tx, [before, given, theirs]);
			await store.addIssuances(tx, [through, under, wider]);
			await addSuperseded(tx, [
				earlier({ issuer, statusList: 1, statusIndex: 5 }),
				earlier({ issuer, statusList: 3, statusIndex: 6 }),
				earlier({ issuer, statusList: 1, statusIndex: 2 }),
				earlier({ issuer: there.issuer.id, statusList: 1, statusIndex: 1 }),
			]);
		});
		const asked = [1, 2, 3, 4, 5, 6, 7, 9];
		const taken = (statusList: number, place = here) =>
			store.usedStatusEntries(read, { issuer: place.issuer.id, statusList }, asked);
		expect(await taken(1)).toEqual(new Set([1, 2, 3, 5]));
		expect(await taken(2)).toEqual(new Set([4]));
		expect(await taken(3)).toEqual(new Set([6]));
		expect(await taken(5, there)).toEqual(new Set([9]));
		expect(await store.usedStatusEntries(read, { issuer, statusList: 1 }, [])).toEqual(new Set());
		expect(await store.usedStatusEntries(read, { issuer, statusList: 1 }, [3])).toEqual(new Set([3]));
		expect(await store.lastStatusListNumber(read, issuer)).toBe(3);
		expect(await store.lastStatusListNumber(read, there.issuer.id)).toBe(5);
		// Entry 2 belongs to an award and to its issuance: it counts once.
		expect(await store.usedStatusEntryCount(read, issuer, 1)).toBe(4);
		expect(await store.usedStatusEntryCount(read, issuer, 2)).toBe(1);
		expect(await store.usedStatusEntryCount(read, issuer, 3)).toBe(1);
		expect(await store.usedStatusEntryCount(read, there.issuer.id, 1)).toBe(1);
		const codes = [before.shortCode, under.shortCode, 'free'];
		expect(await store.usedShortCodes(read, codes)).toEqual(new Set([before.shortCode, under.shortCode]));
		expect(await store.usedShortCodes(read, [])).toEqual(new Set());
		// The code of another issuer's award is taken too: short codes are unique in the whole service.
		expect(await store.usedShortCodes(read, [theirs.shortCode])).toEqual(new Set([theirs.shortCode]));
		// Only entries of that issuer's own list are taken, not those of another issuer's list with the same
		// number.
		expect(await taken(1, there)).toEqual(new Set([1]));
	});

	test('a halt covers an institution or the whole service, until it is lifted in the same scope', async () => {
		const { read } = world().db;
		const { here, there } = await neighbours(world());
		const halt = (n: number, institution: string | null, id = world().newId()) => ({
			...{ id, institution, reason: `Raison ${n}`, haltedAt: minute(n) },
		});
		const [own, late, early, whole] = [
			halt(3, here.institution),
			halt(2, there.institution, 'b'),
			halt(2, there.institution, 'a'),
			halt(4, null),
		];
		const stopped = async () => [
			await halts.isHalted(read, here.institution),
			await halts.isHalted(read, there.institution),
		];
		const lift = (institution: string | null, n: number) =>
			world().db.write((tx) => halts.liftIssuingHalts(tx, institution, minute(n)));
		expect(await stopped()).toEqual([false, false]);
		await world().db.write((tx) => halts.addIssuingHalt(tx, own));
		expect(await stopped()).toEqual([true, false]);
		await world().db.write(async (tx) => {
			for (const one of [late, early, whole]) await halts.addIssuingHalt(tx, one);
		});
		expect(await halts.haltsInForce(read)).toEqual([early, late, own, whole]);
		expect(await lift(there.institution, 5)).toBe(2);
		expect(await lift(there.institution, 6)).toBe(0);
		expect(await stopped()).toEqual([true, true]);
		const lifted = await changesOf(world(), (tx) => halts.liftIssuingHalts(tx, null, minute(7)));
		expect(lifted).toEqual({ [`issuanceHalts ${whole.id}`]: { resumedAt: minute(7) } });
		expect(await stopped()).toEqual([true, false]);
		expect(await halts.haltsInForce(read)).toEqual([own]);
	});
});
