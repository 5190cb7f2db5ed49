import { beforeAll, expect, test } from 'vitest';
import type { TokenJwk } from '#openbadges';
import { eachDialect } from '#tests/world';
import { actNumbers, actsAfter } from '../../../platform/server/acts/act-store.ts';
import { AWARD_ACT_NAMES } from '../acts.ts';
import { addAwards } from '../award-store.ts';
import { addToken } from '../files/award-token-store.ts';
import { addIssuances, lastStatusListNumber } from '../issuing/issuance-store.ts';
import * as store from './issuer-store.ts';
import {
	awardAt,
	changesOf,
	issuanceAt,
	minute,
	neighbours,
} from '../../../../tests/recognised/neighbours.ts';
import { redoAct } from '../restored/restored-acts.ts';
import * as keys from '../restored/restored-keys-store.ts';
import * as restored from '../restored/restored-store.ts';

eachDialect('the stores of issuing bodies and of what is put back', (world) => {
	const read = () => world().db.read;
	let people: Awaited<ReturnType<typeof neighbours>>;
	const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'thumb', alg: 'ES256' } as unknown as TokenJwk;
	const noted = async (work: () => Promise<unknown>) => {
		const first = (await actNumbers(read()))?.greatest ?? 0;
		await work();
		return (await actsAfter(read(), first, 99)).map(({ what, about, at }) => ({ what, about, at }));
	};

	beforeAll(async () => {
		people = await neighbours(world());
	});

	test('one is found by its id and its DID; with the same DID again, nothing is added', async () => {
		const { here, there } = people;
		expect(await store.issuerById(read(), here.issuer.id)).toEqual(here.issuer);
		expect(await store.issuerByDid(read(), there.issuer.did)).toEqual(there.issuer);
		expect(await store.issuerById(read(), 'none')).toBeUndefined();
		expect(await store.mustFindIssuer(read(), there.issuer.id)).toEqual(there.issuer);
		await expect(store.mustFindIssuer(read(), 'none')).rejects.toThrow('Issuer none does not exist.');
		expect(await store.issuerByDid(read(), 'none')).toBeUndefined();
		expect(await restored.hasIssuer(read(), here.issuer.id)).toBe(true);
		expect(await restored.hasIssuer(read(), 'none')).toBe(false);
		const again = { ...here.issuer, id: world().newId() };
		const key = { id: world().newId(), kid: 'again', sealedPrivate: 's' };
		expect(await changesOf(world(), (tx) => store.addIssuer(tx, again, key))).toEqual({});
	});

	test('its keys, those for badges and those for tokens, in order of creation; each change of state is noted', async () => {
		const { here, there } = people;
		const key = (kid: string, more: object = {}) => ({
			...{ id: `${kid}-id`, kid, sealedPrivate: `sealed ${kid}`, state: 'planned' as const },
			...{ at: minute(1), ...more },
		});
		const own = here.issuer.id;
		const acts = await noted(() =>
			world().db.write(async (tx) => {
				await store.addKey(tx, own, key('z2'));
				// An issuer has at most one planned and one active key of each kind, so z2 must end before z1
				// is planned.
				const z2 = (await store.badgeKeysOf(tx, own)).find(({ kid }) => kid === 'z2')!;
				await store.endKey(tx, z2, 'retired', { at: minute(4), reason: null });
				await store.addKey(tx, own, key('z1'));
				await store.addKey(tx, own, key('thumb', { jwk, state: 'active', at: minute(2) }));
			}),
		);
		const about = (kid: string, algorithm: string, publicJwk: string | null, state: string) => ({
			...{ issuer: own, kid, algorithm, publicJwk, state },
		});
		expect(acts).toEqual([
			{ what: AWARD_ACT_NAMES.key, at: minute(1), about: about('z2', 'Ed25519', null, 'planned') },
			{ what: AWARD_ACT_NAMES.key, at: minute(4), about: about('z2', 'Ed25519', null, 'retired') },
			{ what: AWARD_ACT_NAMES.key, at: minute(1), about: about('z1', 'Ed25519', null, 'planned') },
			{
				what: AWARD_ACT_NAMES.key,
				at: minute(2),
				about: about('thumb', 'ES256', JSON.stringify(jwk), 'active'),
			},
		]);
		expect((await store.badgeKeysOf(read(), own)).map(({ multikey }) => multikey)).toEqual([
			here.kid,
			'z1',
			'z2',
		]);
		expect((await store.badgeKeysOf(read(), there.issuer.id)).map(({ kid }) => kid)).toEqual([there.kid]);
		expect(await store.tokenKeysOf(read(), own)).toEqual([
			{
				...{ kid: 'thumb', jwk, algorithm: 'ES256', sealedPrivate: 'sealed thumb', state: 'active' },
				...{ notBefore: minute(2), endedAt: null },
			},
		]);
		expect(await store.tokenKeysOf(read(), there.issuer.id)).toEqual([]);
		expect(await store.isActiveKey(read(), own, here.kid)).toBe(true);
		expect(await store.isActiveKey(read(), own, 'z1')).toBe(false);
		expect(await store.isActiveKey(read(), own, there.kid)).toBe(false);
		expect(await store.issuerOfKey(read(), 'z1')).toEqual(here.issuer);
		expect(await store.issuerOfKey(read(), there.kid)).toEqual(there.issuer);
		expect(await store.issuerOfKey(read(), 'none')).toBeUndefined();

		expect(await changesOf(world(), (tx) => store.setSealed(tx, 'z2', 'anew'))).toEqual({
			'issuerKeys z2-id': { sealedPrivate: 'anew' },
		});
		// When the active key ends, the planned one replaces it.
		const signing = (await store.badgeKeysOf(read(), own)).find(({ kid }) => kid === here.kid)!;
		const end = (state: 'retired' | 'compromised', n: number, reason: string | null, one = signing) =>
			changesOf(world(), (tx) => store.endKey(tx, one, state, { at: minute(n), reason }));
		const [retired] = await noted(async () =>
			expect(Object.values(await end('retired', 4, null))).toEqual([
				{ state: 'retired', retiredAt: minute(4) },
			]),
		);
		expect(retired).toEqual({
			...{ what: AWARD_ACT_NAMES.key, at: minute(4), about: about(here.kid, 'Ed25519', null, 'retired') },
		});
		expect(await changesOf(world(), (tx) => store.activateKey(tx, 'z1', minute(5)))).toEqual({
			'issuerKeys z1-id': { state: 'active', createdAt: minute(5) },
		});
		// A key that had ended keeps its first end date.
		expect(Object.values(await end('compromised', 9, 'Volée', { ...signing, endedAt: minute(4) }))).toEqual([
			{ state: 'compromised', endedReason: 'Volée' },
		]);
	});

	test('sealed keys, each with the DID it is bound to; none of those whose private half is lost', async () => {
		const { here, there } = people;
		const lost = { issuer: there.issuer.id, kid: 'lost', algorithm: 'Ed25519', publicJwk: null } as const;
		await world().db.write((tx) =>
			keys.addPublicKeyOnly(tx, { ...lost, state: 'active' }, { at: minute(1), now: minute(9) }),
		);
		const found = await store.sealedKeys(read());
		const of = (did: string) => found.filter((one) => one.did === did).map(({ kid }) => kid);
		expect(of(there.issuer.did)).toEqual([there.kid]);
		expect(of(here.issuer.did).toSorted()).toEqual([here.kid, 'thumb', 'z1', 'z2'].toSorted());
		expect(found.find(({ kid }) => kid === there.kid)).toEqual({
			...{ did: there.issuer.did, kid: there.kid, algorithm: 'Ed25519', state: 'active' },
			sealedPrivate: `sealed ${there.kid}`,
		});
	});

	test('a key that was made after the copy is learned, retired or compromised, and signs no more', async () => {
		const { issuer } = people.there;
		const learned = async (kid: string, state: string) => {
			const key = { issuer: issuer.id, kid, algorithm: 'Ed25519', publicJwk: null, state } as const;
			await world().db.write((tx) => keys.addPublicKeyOnly(tx, key, { at: minute(1), now: minute(9) }));
			const found = (await store.badgeKeysOf(read(), issuer.id)).find((one) => one.kid === kid);
			return [found?.state, found?.notBefore, found?.endedAt, found?.sealedPrivate];
		};
		expect(await learned('l1', 'active')).toEqual(['retired', minute(1), minute(9), '']);
		expect(await learned('l2', 'compromised')).toEqual(['compromised', minute(1), minute(9), '']);
		expect(await keys.keyState(read(), 'l2')).toBe('compromised');
		expect(await keys.keyState(read(), 'none')).toBeUndefined();
	});

	test('a key is trusted no more, again: what it was to sign ends, its tokens go, nothing of another', async () => {
		const { here, there, ada, denis } = people;
		const own = issuanceAt(world(), there, denis.id);
		const other = issuanceAt(world(), here, ada.id);
		const awards = [awardAt(world(), there, denis.id), awardAt(world(), here, ada.id)] as const;
		await world().db.write(async (tx) => {
			await addIssuances(tx, [own, other]);
			await addAwards(tx, awards);
			for (const { id: award, kid } of awards)
				await addToken(tx, { award, kid, token: 't', madeAt: minute(1) });
		});
		const changes = await changesOf(world(), (tx) => keys.compromiseRestoredKey(tx, there.kid, minute(9)));
		expect(
			Object.keys(changes)
				.map((name) => name.split(' ')[0])
				.toSorted(),
		).toEqual([...['awardTokens', 'issuances', 'issuerKeys']]);
		expect(changes).toMatchObject({
			[`issuances ${own.id}`]: { voided: 'key-ended', updatedAt: minute(9), openKey: null },
			[`awardTokens ${awards[0].id}`]: null,
		});
		expect(await keys.keyState(read(), there.kid)).toBe('compromised');
		expect(await keys.keyState(read(), 'z1')).toBe('active');
	});

	test('what was done after the copy holds again: taken, given, revoked, hidden', async () => {
		const { here, there, ada, denis } = people;
		const about = (serial: string, statusIndex: number, reissueOf: string | null = null) => ({
			...{ serial, issuer: here.issuer.id, institution: here.institution, badge: 'practice-ethics' },
			...{ kid: here.kid, statusList: 4, statusIndex, shortCode: `restored-${statusIndex}`, reissueOf },
		});
		let n = 0;
		const redo = async (what: string, given: object) => {
			let came: string | undefined;
			const act = { n: (n += 1), id: world().newId(), at: minute(40 + n), what, about: given as never };
			const changes = await changesOf(world(), async (tx) => {
				came = await redoAct(tx, act, minute(90));
			});
			return { came, changes, at: act.at };
		};
		const entry = (serial: string, found: Awaited<ReturnType<typeof redo>>) =>
			(found.changes[`issuances ${serial}`] as { added: object }).added;

		const first = await redo(AWARD_ACT_NAMES.taken, about('r1', 1));
		expect(first.came).toBe('entry-skipped');
		expect(Object.keys(first.changes)).toEqual(['issuances r1']);
		expect(entry('r1', first)).toMatchObject({
			...{ id: 'r1', issuer: here.issuer.id, statusList: 4, statusIndex: 1, step: 'intended' },
			...{
				digest: '',
				proof: 'lost',
				voided: 'restored',
				createdAt: first.at,
				updatedAt: first.at,
				openKey: null,
			},
		});
		expect(await redo(AWARD_ACT_NAMES.taken, about('r1', 1))).toMatchObject({ came: 'held', changes: {} });
		expect(await redo(AWARD_ACT_NAMES.taken, { ...about('r9', 9), issuer: 'none' })).toMatchObject({
			...{ came: 'not-made-good', changes: {} },
		});

		// The holder's copy of a badge published after the backup stays valid, except for an award signed
		// again after it.
		const kept = awardAt(world(), here, ada.id, { badge: 'practice-content' });
		const shown = awardAt(world(), here, ada.id, { badge: 'practice-inclusion' });
		const hidden = awardAt(world(), here, ada.id, { badge: 'practice-productivity' });
		await world().db.write((tx) =>
			addAwards(tx, [kept, { ...shown, publishedAt: minute(1), showsName: true }, hidden]),
		);
		expect(await redo(AWARD_ACT_NAMES.taken, { ...about(kept.id, 5) })).toMatchObject({
			came: 'held',
			changes: {},
		});
		expect((await redo(AWARD_ACT_NAMES.taken, about('r2', 2, kept.id))).came).toBe('entry-skipped');
		expect(await redo(AWARD_ACT_NAMES.given, { serial: 'r1' })).toMatchObject({
			came: 'held',
			changes: { 'issuances r1': { proof: null, step: 'published' } },
		});
		expect(await redo(AWARD_ACT_NAMES.given, { serial: 'r2' })).toMatchObject({ changes: {} });
		const way = issuanceAt(world(), there, denis.id, { badge: 'practice-content', proof: '{}' });
		const given = issuanceAt(world(), there, denis.id, { badge: 'given', step: 'published' });
		await world().db.write((tx) => addIssuances(tx, [way, given]));
		expect(await redo(AWARD_ACT_NAMES.given, { serial: way.id })).toMatchObject({ changes: {} });
		expect(await restored.lostAwards(read())).toEqual([
			{
				...{ serial: 'r1', address: 'https://macaron.example/b/r1', badge: 'practice-ethics' },
				...{ shortCode: 'restored-1', awardedAt: first.at },
			},
		]);
		expect(await restored.lostReissueCount(read())).toBe(1);

		const revoked = await redo(AWARD_ACT_NAMES.revoked, about(kept.id, 5));
		expect(revoked.came).toBe('revoked');
		expect(revoked.changes).toEqual({ [`awards ${kept.id}`]: { revokedAt: revoked.at, activeKey: null } });
		expect(await redo(AWARD_ACT_NAMES.revoked, about(kept.id, 5))).toMatchObject({
			came: 'held',
			changes: {},
		});
		expect(await redo(AWARD_ACT_NAMES.revoked, { ...about('r9', 9), issuer: 'none' })).toMatchObject({
			...{ came: 'not-made-good', changes: {} },
		});
		// The act revokes an issuance that is still under way in the backup; the next act, a badge known by
		// its entry alone.
		const under = await redo(AWARD_ACT_NAMES.revoked, {
			...about(way.id, way.statusIndex),
			...{ issuer: there.issuer.id, institution: there.institution },
		});
		expect(under).toMatchObject({ came: 'revoked' });
		expect(under.changes).toEqual({
			[`issuances ${way.id}`]: {
				...{ voided: 'restored', step: 'signed', proof: 'lost', openKey: null, unsigned: null },
				...{ intent: null, updatedAt: under.at },
			},
		});
		const unknown = await redo(AWARD_ACT_NAMES.revoked, about('r3', 3));
		expect(unknown.came).toBe('revoked');
		expect(entry('r3', unknown)).toMatchObject({ step: 'signed', proof: 'lost', voided: 'restored' });

		expect(await redo(AWARD_ACT_NAMES.hidden, { award: shown.id })).toMatchObject({
			came: 'hidden',
			changes: { [`awards ${shown.id}`]: { publishedAt: null, showsName: false } },
		});
		expect(await redo(AWARD_ACT_NAMES.hidden, { award: shown.id })).toMatchObject({
			came: 'held',
			changes: {},
		});
		expect(await redo(AWARD_ACT_NAMES.hidden, { award: 'none' })).toMatchObject({
			came: 'held',
			changes: {},
		});
		expect(await redo('person-erased', {})).toMatchObject({ came: undefined, changes: {} });
	});

	test('keys of after the copy: learned, compromised again, or held', async () => {
		const { here } = people;
		const redo = async (kid: string, state: string, issuer = here.issuer.id) => {
			const about = { issuer, kid, algorithm: 'Ed25519', publicJwk: null, state };
			const act = { n: 1, id: world().newId(), at: minute(70), what: AWARD_ACT_NAMES.key, about };
			return world().db.write((tx) => redoAct(tx, act, minute(90)));
		};
		expect(await redo('m1', 'active', 'none')).toBe('not-made-good');
		expect(await redo('m1', 'active')).toBe('key-learned');
		expect(await redo('m1', 'retired')).toBe('held');
		expect(await redo('m1', 'compromised')).toBe('key-compromised');
		const found = (await store.badgeKeysOf(read(), here.issuer.id)).find(({ kid }) => kid === 'm1');
		expect(found).toMatchObject({ state: 'compromised', notBefore: minute(70), endedAt: minute(70) });
		expect(await redo('m1', 'compromised')).toBe('held');
	});

	test('lists that may have been filled since are closed: new entries go two lists further, for each body', async () => {
		const { here, there } = people;
		const last = [
			await lastStatusListNumber(read(), here.issuer.id),
			await lastStatusListNumber(read(), there.issuer.id),
		];
		let slugs: readonly string[] = [];
		const changes = await changesOf(world(), async (tx) => {
			slugs = await restored.closeOpenStatusLists(tx, world().newId, minute(95));
		});
		expect(slugs).toEqual(expect.arrayContaining([here.issuer.slug, there.issuer.slug]));
		const added = Object.values(changes).map((one) => (one as { added: Record<string, unknown> }).added);
		expect(added).toHaveLength(2);
		for (const [at, { issuer, institution }] of [here, there].entries()) {
			const own = added.find((one) => one['issuer'] === issuer.id);
			expect(own).toMatchObject({
				...{ institution, statusList: last[at]! + 2, statusIndex: 0, voided: 'restored', badge: '' },
				...{ createdAt: minute(95), reissueOf: null },
			});
			const theirs = (await store.badgeKeysOf(read(), issuer.id)).map(({ kid }) => kid);
			expect([...theirs, 'thumb']).toContain(own?.['kid']);
			expect(String(own?.['shortCode'])).not.toBe('');
		}
	});
});
