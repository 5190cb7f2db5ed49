import { expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { type FetchDocument, readInput, verifyLegacy } from '#openbadges';
import { callDueListeners, type DomainEvent, type World } from '#platform/server';
import { cast, says, shows } from '../../../../tests/recognised/cast.ts';
import { eachDialect } from '#tests/world';
import { ownBadgeFile } from '../../../badges/server/own/own-badge.fixture.ts';
import { importBadge } from '../../../badges/server/own/own-badges.ts';
import { addEvidence } from '../../../applications/server/apply/edit-evidence.ts';
import { startApplication } from '../../../applications/server/apply/start-application.ts';
import { submitApplication } from '../../../applications/server/apply/submit-application.ts';
import { badgeForMe } from '../../../applications/server/my-recognition.ts';
import { decide } from '../../../applications/server/review/decide.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { publicAwardPageHash } from '../award-cache.ts';
import { awardPage } from '../award-page.ts';
import { setAwardBinding } from '../binding/set-award-binding.ts';
import { countSignedAwardsByState, reissuableAwardIds } from '../issuing/superseded-store.ts';
import { storeVerifiedEmail } from '../../../identity/server/accounts/people-store.ts';
import { activeAward, awardById, awardsOf } from '../award-store.ts';
import { awardToken } from '../files/award-token.ts';
import { issueTranslation } from '../files/issue-translation.ts';
import { awardAsOpenBadges2, ownOpenBadges2Document } from '../files/open-badges-2.ts';
import { ownVerifyOptions } from '../register.ts';
import { revokeAward } from '../revoke-award.ts';
import { setAwardVisibility } from '../set-award-visibility.ts';
import { worldAtStep } from '../../../../tests/faults/at-step.ts';
import { awardRequestsForMany } from '../../../../tests/recognised/many.ts';
import { declareKeyCompromised } from '../issuers/issuer-keys.ts';
import { issueAwards, resumeIssuances } from '../issuing/issue-awards.ts';
import { reissueAwards } from '../issuing/reissue-awards.ts';
import { callingThreadSigningPool } from '../issuing/signing-pool.ts';
import { tellExpiringBadges } from './tell-expiring.ts';

const DAY = 86_400_000;
const AWARDED = new Date('2027-08-31T15:04:05.678Z');
const ENDS = new Date('2028-02-29T15:04:05.000Z');

eachDialect('badges that expire', (world) => {
	const key = () => world().newId();
	const at = (from: Date, days: number) => world().setNow(new Date(from.getTime() + days * DAY));

	/** Ada may apply for a badge of her institution's own, in force for six months. */
	async function ready() {
		world().setNow(AWARDED);
		const people = await cast(world());
		const content = ownBadgeFile({ validMonths: 6 } as object);
		const { id } = await importBadge(world(), people.chloe, { content, shown: 0, key: key() });
		await says(world(), people.ada, 'collaboration', 2);
		await shows(world(), people.ada, 'collaboration');
		return { ...people, badge: id };
	}
	type Ready = Awaited<ReturnType<typeof ready>>;
	const start = (who: PersonActor, badge: string) =>
		startApplication(world(), who, { badge, locale: 'fr', key: key() });
	async function submitted({ ada, badge }: Ready): Promise<string> {
		const id = await start(ada, badge);
		const link = 'https://exemple.example/journal';
		const said = { title: 'Journal', link, training: null, reflection: 'Ce que j’ai appris.' };
		await addEvidence(world(), ada, id, { ...said, key: key() });
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		return id;
	}
	async function given(people: Ready): Promise<string> {
		const { bruno } = people;
		const id = await submitted(people);
		const { award } = await decide(world(), bruno, id, {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
			key: key(),
		});
		return award ?? '';
	}
	const verdictOf = async (id: string) => {
		const { credential } = (await awardById(world().db.read, id))!;
		return (await verifyFileOrText(world(), credential ?? '')).verdict;
	};
	const fetchDocument: FetchDocument = async (url) =>
		(await ownOpenBadges2Document(world(), url)) ?? { kind: 'unknown', why: 'not-supported' };
	const twinOf = async (id: string) =>
		new TextDecoder().decode((await awardAsOpenBadges2(world(), ANONYMOUS, id, 'assertion')).bytes);
	const twinVerdict = async (text: string) =>
		(await verifyLegacy(readInput(text), { ...ownVerifyOptions(world()), fetchDocument })).verdict;

	test('say until when in each of their forms, and read as expired after it, never as revoked', async () => {
		const people = await ready();
		const { ada } = people;
		const id = await given(people);
		await setAwardVisibility(world(), ada, id, { visibility: 'public', key: key() });
		expect(await awardById(world().db.read, id)).toMatchObject({ validUntil: ENDS, revokedAt: null });
		const signed = JSON.parse((await awardById(world().db.read, id))!.credential!) as object;
		expect(signed).toMatchObject({ validFrom: '2027-08-31T15:04:05Z', validUntil: '2028-02-29T15:04:05Z' });
		const twin = await twinOf(id);
		expect(JSON.parse(twin)).toMatchObject({ expires: '2028-02-29T15:04:05Z' });
		const { bytes } = await awardToken(world(), ada, id);
		const [, claims = ''] = new TextDecoder().decode(bytes).split('.');
		expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
			exp: ENDS.getTime() / 1000,
		});
		// In the other language, it is the same recognition.
		const { award: translation } = await issueTranslation(world(), ada, id);
		expect(await awardById(world().db.read, translation)).toMatchObject({ validUntil: ENDS });
		for (const one of [id, translation]) expect(await verdictOf(one)).toBe('valid');
		expect(await twinVerdict(twin)).toBe('valid');
		const inForce = await publicAwardPageHash(world(), id);
		expect((await awardPage(world(), ada, id)).report?.verdict).toBe('valid');

		at(ENDS, -29);
		const ending = await publicAwardPageHash(world(), id);
		expect(ending).not.toBe(inForce);
		expect((await awardPage(world(), ada, id)).report?.verdict).toBe('valid');
		// Nothing was written: the page that is kept, and its report, are made again all the same.
		at(ENDS, 1);
		expect(await publicAwardPageHash(world(), id)).not.toBe(ending);
		expect((await awardPage(world(), ada, id)).report?.verdict).toBe('expired');
		for (const one of [id, translation]) expect(await verdictOf(one)).toBe('expired');
		expect(await twinVerdict(twin)).toBe('expired');
		expect(await awardById(world().db.read, id)).toMatchObject({ revokedAt: null });
	});

	test('are applied for again from thirty days before they end; the earlier one stays as it is', async () => {
		const people = await ready();
		const { ada, badge } = people;
		const first = await given(people);
		const { award: translation } = await issueTranslation(world(), ada, first);
		at(ENDS, -31);
		await expect(start(ada, badge)).rejects.toMatchObject({ code: 'recognition.already-held' });
		expect(await badgeForMe(world(), ada, badge)).toMatchObject({ renewable: false, expired: false });
		at(ENDS, -20);
		expect(await badgeForMe(world(), ada, badge)).toMatchObject({ renewable: true, expired: false });
		const second = await given(people);
		expect(second).not.toBe(first);
		expect((await activeAward(world().db.read, ada.id, badge))?.id).toBe(second);
		for (const one of [first, translation, second]) expect(await verdictOf(one)).toBe('valid');
		const next = await awardById(world().db.read, second);
		expect(next?.validUntil).toEqual(new Date('2028-08-09T15:04:05.000Z'));
		expect(await badgeForMe(world(), ada, badge)).toMatchObject({ award: { id: second }, renewable: false });
		await expect(start(ada, badge)).rejects.toMatchObject({ code: 'recognition.already-held' });
		// The next one has its own translation; the earlier one has no other to come.
		const { award: again } = await issueTranslation(world(), ada, second);
		expect(again).not.toBe(translation);
		expect((await awardPage(world(), ada, first)).offersSibling).toBe(false);
		// Each is revoked alone.
		await revokeAward(world(), people.bruno, first, { reason: 'Délivré par erreur.', key: key() });
		expect(await verdictOf(first)).toBe('revoked');
		expect(await verdictOf(second)).toBe('valid');
		at(ENDS, 1);
		expect(await verdictOf(second)).toBe('valid');
		expect(await awardsOf(world().db.read, ada.id)).toHaveLength(4);
	});

	/** Makes an issuance stop right after it was stored, as a crash would. */
	const crashing = () =>
		worldAtStep(world(), {
			after: (step) => {
				if (step === 'intended') throw new Error('fault');
			},
		});

	test('given again while the earlier one is being bound, are given', async () => {
		const people = await ready();
		const { ada, bruno, badge } = people;
		const first = await given(people);
		const email = `ada-${key()}@exemple.qc.ca`;
		await world().db.write((tx) => storeVerifiedEmail(tx, ada.id, { email, at: world().now() }));
		at(ENDS, -20);
		const id = await submitted(people);
		await expect(setAwardBinding(crashing(), ada, first, { bound: true })).rejects.toThrow('fault');
		const { award } = await decide(world(), bruno, id, {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
			key: key(),
		});
		expect(award).not.toBe(first);
		expect(await awardById(world().db.read, award ?? '')).toMatchObject({ person: ada.id, badge });
		await setAwardBinding(world(), ada, first, { bound: true });
		expect(await verdictOf(first)).toBe('valid');
	});

	test('a translation of the earlier one that was interrupted does not take the place of the next one’s', async () => {
		const people = await ready();
		const { ada } = people;
		const first = await given(people);
		at(ENDS, -31);
		await expect(issueTranslation(crashing(), ada, first)).rejects.toThrow('fault');
		at(ENDS, -20);
		const second = await given(people);
		await resumeIssuances(world());
		const { award } = await issueTranslation(world(), ada, second);
		expect((await awardById(world().db.read, award))?.translationOf).toBe(second);
		expect(await awardsOf(world().db.read, ada.id)).toHaveLength(3);
	});

	test('two of one badge are both signed anew when their key was compromised, with those of other people', async () => {
		const people = await ready();
		const first = await given(people);
		at(ENDS, -20);
		const second = await given(people);
		const others = await awardRequestsForMany(world(), people.here.id, 3);
		await issueAwards(world(), others, callingThreadSigningPool);
		const { kid = '' } = (await awardById(world().db.read, second)) ?? {};
		expect((await awardById(world().db.read, first))?.kid).toBe(kid);
		at(ENDS, -19);
		await declareKeyCompromised(world(), kid, 'Volée.');
		const done = await reissueAwards(
			world(),
			{ kid, reason: 'La clé a été volée.' },
			callingThreadSigningPool,
		);
		expect(done).toMatchObject({ reissued: 5, left: 0, altered: [] });
		for (const id of [first, second]) expect((await awardById(world().db.read, id))?.kid).not.toBe(kid);
	});

	test('signed anew, keep their end; after it, neither a holder nor a compromised key has them signed again', async () => {
		const people = await ready();
		const { ada } = people;
		const id = await given(people);
		const { kid } = (await awardById(world().db.read, id))!;
		const email = `ada-${key()}@exemple.qc.ca`;
		await world().db.write((tx) => storeVerifiedEmail(tx, ada.id, { email, at: world().now() }));
		await setAwardBinding(world(), ada, id, { bound: true });
		const bound = (await awardById(world().db.read, id))!;
		expect(JSON.parse(bound.credential!)).toMatchObject({
			validUntil: '2028-02-29T15:04:05Z',
			credentialSubject: { identifier: [{ identityHash: expect.any(String) }] },
		});
		expect(bound.validUntil).toEqual(ENDS);
		expect(await verdictOf(id)).toBe('valid');
		const toSign = () => reissuableAwardIds(world().db.read, kid, world().now());
		expect(await toSign()).toContain(id);
		expect(await countSignedAwardsByState(world().db.read, kid, world().now())).toMatchObject({ active: 1 });
		at(ENDS, 1);
		expect((await awardPage(world(), ada, id)).binding).toBeNull();
		await expect(setAwardBinding(world(), ada, id, { bound: false })).rejects.toMatchObject({
			code: 'recognition.badge-not-in-force',
		});
		expect(await toSign()).toEqual([]);
		expect(await countSignedAwardsByState(world().db.read, kid, world().now())).toMatchObject({ active: 0 });
	});

	test('their holder is told once, thirty days before; not of what was revoked, given again, or has ended', async () => {
		const people = await ready();
		const { ada, bruno } = people;
		const told: unknown[] = [];
		const heard = {
			hear: (_world: World, { person, about }: DomainEvent) =>
				Promise.resolve(void (person === ada.id && told.push(about['award']))),
		};
		const hearing: World = { ...world(), listeners: { 'award.expiring': { heard } } };
		const tell = async () => {
			await tellExpiringBadges(hearing);
			while ((await callDueListeners(hearing)) > 0);
			return told.splice(0);
		};
		const first = await given(people);
		await issueTranslation(world(), ada, first);
		at(ENDS, -31);
		expect(await tell()).toEqual([]);
		at(ENDS, -30);
		expect(await tell()).toEqual([first]);
		expect(await tell()).toEqual([]);
		const second = await given(people);
		const { validUntil } = (await awardById(world().db.read, second))!;
		await revokeAward(world(), bruno, second, { reason: 'Délivré par erreur.', key: key() });
		at(validUntil!, -10);
		expect(await tell()).toEqual([]);
		// A service that slept until after the end has nothing left to say.
		const third = await given(people);
		const end = (await awardById(world().db.read, third))!.validUntil!;
		at(end, 1);
		expect(await tell()).toEqual([]);
	});

	test('many are told, some in each unit', async () => {
		const people = await ready();
		const first = await given(people);
		const award = (await awardById(world().db.read, first))!;
		const { addAwards } = await import('../award-store.ts');
		const others = Array.from({ length: 60 }, (_, n) => ({
			...award,
			...{
				id: key(),
				badge: `autre-${n}`,
				statusIndex: 500_000 + n,
				shortCode: `x${n}-${key().slice(0, 4)}`,
			},
			application: null,
		}));
		await world().db.write((tx) => addAwards(tx, others));
		at(ENDS, -1);
		const told = new Set<unknown>();
		const heard = {
			hear: (_world: World, { about }: DomainEvent) => Promise.resolve(void told.add(about['award'])),
		};
		const hearing: World = { ...world(), listeners: { 'award.expiring': { heard } } };
		await tellExpiringBadges(hearing);
		while ((await callDueListeners(hearing)) > 0);
		for (const { id } of others) expect(told).toContain(id);
	});
});
