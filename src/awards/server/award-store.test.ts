import { beforeAll, expect, test } from 'vitest';
import { isUniqueViolation } from '#platform/server';
import { actsAfter, actNumbers } from '../../platform/server/acts/act-store.ts';
import { eachDialect } from '#tests/world';
import type { Award } from '../award.ts';
import { addApplication } from '../../applications/server/application-store.ts';
import { addAwards, awardsByIds, otherLanguageAward, activeAwardIdsByKey } from './award-store.ts';
import * as store from './award-store.ts';
import * as tokens from './files/award-token-store.ts';
import { addKey, endKey, badgeKeysOf } from './issuers/issuer-store.ts';
import {
	applicationAt,
	awardAt,
	changesOf,
	minute,
	neighbours,
} from '../../../tests/recognised/neighbours.ts';
import { sampleSignedTexts } from './restored/signed-texts-store.ts';
import * as subjects from './issuers/issuer-store.ts';
import * as superseded from './issuing/superseded-store.ts';

eachDialect('the stores of awards', (world) => {
	const read = () => world().db.read;
	let people: Awaited<ReturnType<typeof neighbours>>;
	let all: Record<
		'standing' | 'sibling' | 'revoked' | 'second' | 'emile' | 'left' | 'denis' | 'denisRevoked',
		Award
	>;

	beforeAll(async () => {
		people = await neighbours(world());
		const { here, there, ada, emile, denis } = people;
		const application = applicationAt(world(), here, ada.id);
		const other = applicationAt(world(), here, ada.id, { badge: 'practice-ethics' });
		await world().db.write(async (tx) => {
			for (const one of [application, other]) await addApplication(tx, one);
		});
		const at = (n: number) => ({ awardedAt: minute(n) });
		const gone = (n: number) => ({
			revokedAt: minute(n),
			revokedBy: 'operator',
			revocationReason: 'Erreur.',
		});
		const standing = awardAt(world(), here, ada.id, {
			...{ id: 'b', statusIndex: 10, application: application.id, ...at(5) },
		});
		const rest = {
			revoked: { id: 'a', badge: 'practice-inclusion', statusIndex: 11, ...at(5) },
			second: { id: 'c', badge: 'practice-ethics', statusList: 2, statusIndex: 11, application: other.id },
		};
		all = {
			standing,
			sibling: awardAt(world(), here, ada.id, {
				id: '0',
				locale: 'en',
				translationOf: standing.id,
				...at(4),
			}),
			revoked: awardAt(world(), here, ada.id, rest.revoked),
			second: awardAt(world(), here, ada.id, { ...rest.second, ...at(7) }),
			emile: awardAt(world(), here, emile.id, { credential: '{"of":"emile"}', ...at(8) }),
			left: awardAt(world(), here, null, { credential: null, basis: null, ...at(9) }),
			denis: awardAt(world(), there, denis.id, { statusIndex: 11, ...at(1) }),
			denisRevoked: awardAt(world(), there, denis.id, {
				...{ badge: 'practice-ethics', statusIndex: 12 },
			}),
		};
		await world().db.write(async (tx) => {
			await addAwards(tx, Object.values(all));
			await store.revokeRow(tx, all.revoked.id, gone(6));
			await store.revokeRow(tx, all.denisRevoked.id, gone(2));
		});
		all.revoked = { ...all.revoked, ...gone(6) };
	});

	test('one is found by its id, its code, its application; a person’s newest first, then by id', async () => {
		const { ada, fatou } = people;
		expect(await store.awardById(read(), all.emile.id)).toEqual(all.emile);
		expect(await store.awardById(read(), all.left.id)).toEqual(all.left);
		expect(await store.awardById(read(), 'none')).toBeUndefined();
		expect(await store.awardByShortCode(read(), all.denis.shortCode)).toEqual(all.denis);
		expect(await store.awardByShortCode(read(), 'none')).toBeUndefined();
		expect(await store.awardOfApplication(read(), all.second.application ?? '')).toEqual(all.second);
		expect(await store.awardOfApplication(read(), 'none')).toBeUndefined();
		const { second, standing, revoked, sibling } = all;
		expect(await store.awardsOf(read(), ada.id)).toEqual([second, standing, revoked, sibling]);
		expect(await store.awardsOf(read(), fatou.id)).toEqual([]);
		const some = await awardsByIds(read(), [all.denis.id, all.left.id, 'none']);
		expect(some.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
			[all.denis, all.left].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
		);
		expect(await awardsByIds(read(), [])).toEqual([]);
	});

	test('one stands for a person and a badge; what says it again, by its language', async () => {
		const { here, ada, emile, denis } = people;
		const badge = 'practice-collaboration';
		expect(await store.activeAward(read(), ada.id, badge)).toEqual(all.standing);
		expect(await store.activeAward(read(), ada.id, badge, 'en')).toEqual(all.sibling);
		expect(await store.activeAward(read(), ada.id, badge, 'fr')).toBeUndefined();
		expect(await store.activeAward(read(), ada.id, 'practice-inclusion')).toBeUndefined();
		const wanted = [
			...[ada.id, emile.id].map((person) => ({ person, badge, translatedInto: undefined })),
			{ person: ada.id, badge, translatedInto: 'en' as const },
			{ person: denis.id, badge: 'practice-ethics', translatedInto: undefined },
		];
		expect(await activeAwardIdsByKey(read(), wanted, world().now())).toEqual(
			new Map([
				[`${ada.id}:${badge}`, all.standing.id],
				[`${emile.id}:${badge}`, all.emile.id],
				[`${ada.id}:${badge}:en`, all.sibling.id],
			]),
		);
		expect(await activeAwardIdsByKey(read(), [], world().now())).toEqual(new Map());
		const again = awardAt(world(), here, ada.id);
		await expect(world().db.write((tx) => addAwards(tx, [again]))).rejects.toSatisfy(isUniqueViolation);
		expect(await changesOf(world(), (tx) => addAwards(tx, []))).toEqual({});
	});

	test('the two languages of one recognition lead to each other, revoked or not', async () => {
		expect(await otherLanguageAward(read(), all.standing)).toEqual(all.sibling);
		expect(await otherLanguageAward(read(), all.sibling)).toEqual(all.standing);
		expect(await otherLanguageAward(read(), all.emile)).toBeUndefined();
	});

	test('published and hidden one at a time', async () => {
		const set = (publishedAt: Date | null, showsName: boolean) =>
			changesOf(world(), (tx) => store.setPublication(tx, all.emile.id, { publishedAt, showsName }));
		const changed = `awards ${all.emile.id}`;
		expect(await set(minute(9), true)).toEqual({ [changed]: { publishedAt: minute(9), showsName: true } });
		expect(await set(null, false)).toEqual({ [changed]: { publishedAt: null, showsName: false } });
	});

	test('revoked once, for good, noted in the journal of acts, and its name is free', async () => {
		const { here, fatou } = people;
		const one = awardAt(world(), here, fatou.id);
		await world().db.write((tx) => addAwards(tx, [one]));
		const revocation = { revokedAt: minute(20), revokedBy: fatou.id, revocationReason: 'Erreur.' };
		const revoke = (set = revocation) => world().db.write((tx) => store.revokeRow(tx, one.id, set));
		const changes = await changesOf(world(), async (tx) => {
			expect(await store.revokeRow(tx, one.id, revocation)).toBe(true);
		});
		expect(changes).toEqual({ [`awards ${one.id}`]: { ...revocation, activeKey: null } });
		const { greatest } = (await actNumbers(read()))!;
		expect(await actsAfter(read(), greatest - 1, 9)).toMatchObject([
			{ at: minute(20), what: 'badge-revoked', about: { serial: one.id, statusIndex: one.statusIndex } },
		]);
		expect(await revoke({ ...revocation, revocationReason: 'Autre.' })).toBe(false);
		expect(await store.awardById(read(), one.id)).toMatchObject(revocation);
		expect((await actNumbers(read()))?.greatest).toBe(greatest);
	});

	test('the revoked entries of one list of one issuer', async () => {
		const { here, there } = people;
		const { id } = there.issuer;
		expect(await store.revokedEntries(read(), id, 1)).toEqual([12]);
		expect(await store.revokedCount(read(), id, 1)).toBe(1);
		expect(await store.revokedEntries(read(), here.issuer.id, 2)).toEqual([]);
		expect(await store.revokedCount(read(), here.issuer.id, 2)).toBe(0);
		expect(await store.revokedEntries(read(), here.issuer.id, 1)).toContain(11);
		expect(await store.signedAwardCount(read(), there.kid)).toBe(2);
		expect(await store.signedAwardCount(read(), 'none')).toBe(0);
	});

	test('the levels observed of some people: decided, standing, once in however many languages', async () => {
		const { ada, emile, denis, fatou } = people;
		const basis = { ...all.standing.basis!, observed: null };
		const byRule = awardAt(world(), people.here, ada.id, { badge: 'exploration-ethics', basis });
		await world().db.write((tx) => addAwards(tx, [byRule]));
		const found = await store.observedLevelsOfEach(read(), [ada.id, emile.id]);
		const level = 'intermediate';
		const frameworkVersion = 'crcn-2025';
		expect(found.toSorted((a, b) => a.at.getTime() - b.at.getTime())).toEqual([
			{ person: ada.id, badge: all.standing.badge, frameworkVersion, level, at: minute(5) },
			{ person: ada.id, badge: all.second.badge, frameworkVersion, level, at: minute(7) },
			{ person: emile.id, badge: all.emile.badge, frameworkVersion, level, at: minute(8) },
		]);
		expect(await store.observedLevelsOfEach(read(), [denis.id])).toHaveLength(1);
		expect(await store.observedLevelsOfEach(read(), [fatou.id])).toEqual([]);
		expect(await store.observedLevelsOfEach(read(), [])).toEqual([]);
	});

	test('a token for each award, the first one for good, forgotten by award or by key', async () => {
		const made = (award: string, kid: string) => ({
			award,
			kid,
			token: `${award}.${kid}`,
			madeAt: minute(1),
		});
		const mine = [all.standing, all.emile, all.denis, all.second].map(({ id }, at) =>
			made(id, at < 2 ? 'k1' : 'k2'),
		);
		await world().db.write(async (tx) => {
			for (const one of mine) expect(await tokens.addToken(tx, one)).toBe(one.token);
		});
		const again = made(all.standing.id, 'k9');
		expect(await changesOf(world(), (tx) => tokens.addToken(tx, again))).toEqual({});
		expect(await world().db.write((tx) => tokens.addToken(tx, again))).toBe(mine[0]!.token);
		expect(await tokens.tokenOf(read(), all.emile.id)).toBe(mine[1]!.token);
		expect(await tokens.tokenOf(read(), all.left.id)).toBeUndefined();
		expect(await tokens.tokensOf(read(), [all.emile.id, all.denis.id, all.left.id])).toEqual(
			new Map([mine[1]!, mine[2]!].map(({ award, token }) => [award, token])),
		);
		expect(await tokens.tokensOf(read(), [])).toEqual(new Map());
		expect(await tokens.signedTokenCount(read(), 'k1')).toBe(2);
		expect(await tokens.signedTokenCount(read(), 'k9')).toBe(0);
		expect(await changesOf(world(), (tx) => tokens.removeTokensOf(tx, []))).toEqual({});
		expect(await changesOf(world(), (tx) => tokens.removeTokensOf(tx, [all.emile.id]))).toEqual({
			[`awardTokens ${all.emile.id}`]: null,
		});
		expect(await changesOf(world(), (tx) => tokens.removeTokensOfKey(tx, 'k2'))).toEqual({
			[`awardTokens ${all.denis.id}`]: null,
			[`awardTokens ${all.second.id}`]: null,
		});
	});

	test('a pairwise id for each person and issuer, the first one for good', async () => {
		const { ada, emile, denis } = people;
		const [here, there] = [people.here.issuer.id, people.there.issuer.id];
		await world().db.write(async (tx) => {
			const one = (issuer: string, uuid: string) =>
				subjects.ensurePairwiseIds(tx, issuer, new Map([[ada.id, uuid]]));
			expect(await one(here, 'a1')).toEqual(new Map([[ada.id, 'a1']]));
			expect(await one(here, 'a2')).toEqual(new Map([[ada.id, 'a1']]));
			expect(await one(there, 'a3')).toEqual(new Map([[ada.id, 'a3']]));
			const offered = new Map([
				[ada.id, 'x'],
				[emile.id, 'e1'],
			]);
			expect(await subjects.ensurePairwiseIds(tx, here, offered)).toEqual(
				new Map([
					[ada.id, 'a1'],
					[emile.id, 'e1'],
				]),
			);
			expect(await subjects.ensurePairwiseIds(tx, here, new Map())).toEqual(new Map());
		});
		expect(await subjects.pairwiseIdsOf(read(), [ada.id, emile.id, denis.id], there)).toEqual(
			new Map([[ada.id, 'a3']]),
		);
		expect(await subjects.pairwiseIdsOf(read(), [emile.id, denis.id], here)).toEqual(
			new Map([[emile.id, 'e1']]),
		);
		expect(await subjects.pairwiseIdsOf(read(), [], here)).toEqual(new Map());
	});

	test('what a key signed, and what it signed before, signed anew one at a time', async () => {
		const { here, there } = people;
		const kid = 'z6Mk-stolen';
		const own = (set: Partial<Award> = {}, place = here) =>
			awardAt(world(), place, null, { kid, ...set, badge: world().newId() });
		const standing = [own({ id: 'z2' }), own({ id: 'z1' })];
		const withoutText = [own({ credential: null }), own({ credential: null }), own({ credential: null })];
		const revoked = [own(), own(), own(), own({ credential: null })];
		await world().db.write(async (tx) => {
			await addAwards(tx, [...standing, ...withoutText, ...revoked]);
			for (const { id } of revoked)
				await store.revokeRow(tx, id, { revokedAt: minute(1), revokedBy: null, revocationReason: null });
		});
		expect(await superseded.reissuableAwardIds(read(), kid, world().now())).toEqual(['z1', 'z2']);
		const earlier = (award: Award, n: number, set: Partial<superseded.SupersededText> = {}) => ({
			...{ id: world().newId(), award: award.id, issuer: award.issuer, credential: '{"old":1}', kid },
			...{ statusList: 1, statusIndex: 90_000 + n, supersededAt: minute(n), reason: 'Clé volée' },
			cause: 'key-compromised' as const,
			...set,
		});
		const before = [
			earlier(standing[0]!, 1, { id: 's1' }),
			earlier(standing[0]!, 3, { id: 's0', statusList: 2 }),
			earlier(standing[1]!, 3, { id: 's2', kid: 'z6Mk-before' }),
			earlier(all.denis, 2, { kid: 'z6Mk-before', statusIndex: 90_001 }),
		];
		const added = await changesOf(world(), (tx) => superseded.addSuperseded(tx, before));
		expect(Object.keys(added).toSorted()).toEqual(
			before.map(({ id }) => `supersededAwards ${id}`).toSorted(),
		);
		expect(await changesOf(world(), (tx) => superseded.addSuperseded(tx, []))).toEqual({});
		expect(await superseded.countSignedAwardsByState(read(), kid, world().now())).toEqual({
			...{ active: 2, withoutText: 3, revoked: 4, superseded: 2 },
		});
		const ids = standing.map(({ id }) => id);
		expect(await superseded.supersededTextsOf(read(), ids)).toEqual([before[2], before[1], before[0]]);
		expect(await superseded.supersededTextsOf(read(), [])).toEqual([]);
		expect(await superseded.supersededEntries(read(), here.issuer.id, 1)).toEqual([90_001, 90_003]);
		expect(await superseded.supersededEntries(read(), there.issuer.id, 1)).toEqual([90_001]);
		const signed = { credential: '{"new":1}', kid: 'z6Mk-next', statusList: 3, statusIndex: 5 };
		expect(await changesOf(world(), (tx) => superseded.replaceSignature(tx, 'z2', signed))).toEqual({
			'awards z2': signed,
		});
	});

	test('signed texts at random: so many at most, none erased, none of a compromised key', async () => {
		const { there, fatou } = people;
		const key = { id: world().newId(), kid: 'z6Mk-compromised', sealedPrivate: 's' };
		const stolen = awardAt(world(), there, fatou.id, { kid: key.kid });
		await world().db.write(async (tx) => {
			await addKey(tx, there.issuer.id, { ...key, state: 'planned', at: minute(1) });
			const sealed = (await badgeKeysOf(tx, there.issuer.id)).find(({ kid }) => kid === key.kid);
			await endKey(tx, sealed!, 'compromised', { at: minute(2), reason: 'Volée' });
			await addAwards(tx, [stolen]);
		});
		const texts = await sampleSignedTexts(read(), 1000);
		const ids = texts.map(({ id }) => id);
		expect(ids).toContain(all.revoked.id);
		expect(ids).not.toContain(all.left.id);
		expect(ids).not.toContain(stolen.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(texts.find(({ id }) => id === all.emile.id)?.credential).toBe('{"of":"emile"}');
		expect(await sampleSignedTexts(read(), 2)).toHaveLength(2);
	});
});
