import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { accessJournalOf } from '#identity/server';
import { identityMatch, parseStrictJson, type JsonObject, unsignedReissue } from '#openbadges';
import { fileSeal } from '#platform/server';
import { eachDialect } from '#tests/world';
import { worldAtStep } from '../../../../tests/faults/at-step.ts';
import { cast } from '../../../../tests/recognised/cast.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import { markAddressRefused } from '../../../identity/server/accounts/mail-address-store.ts';
import { storeEmailVerified, updateDetails } from '../../../identity/server/accounts/people-store.ts';
import { setInstitutionClosed } from '../../../identity/server/institutions/operate-institutions.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { ISSUANCE_STEPS } from '../../issuance.ts';
import { awardPage } from '../award-page.ts';
import { awardById } from '../award-store.ts';
import { awardToken } from '../files/award-token.ts';
import { issueTranslation } from '../files/issue-translation.ts';
import { awardAsOpenBadges2 } from '../files/open-badges-2.ts';
import { issueAward } from '../issuing/issue-award.ts';
import { resumeIssuances } from '../issuing/issue-awards.ts';
import { issuanceIdsUnderWay } from '../issuing/issuance-store.ts';
import { haltIssuing, resumeIssuing } from '../issuing/issuing-halt.ts';
import { supersededTextsOf } from '../issuing/superseded-store.ts';
import { declareKeyCompromised, rotateKey } from '../issuers/issuer-keys.ts';
import { erase, personalData } from '../personal-data.ts';
import { revokeAward } from '../revoke-award.ts';
import { tablesOf } from '../tables.ts';
import { boundEmailOf, saltedHashOf } from './bound-email.ts';
import { MOST_BINDINGS_A_DAY, setAwardBinding } from './set-award-binding.ts';

const OTHER = 'practice-communication';

eachDialect('a badge bound to a verified e-mail address', (world) => {
	const later = (seconds: number) => world().setNow(new Date(world().now().getTime() + seconds * 1000));
	const award = async (id: string) => {
		const found = await awardById(world().db.read, id);
		if (!found) throw new Error('The award is there.');
		return found;
	};
	let many = 0;
	/** An address that nobody else has, given to a person and verified. */
	async function verified(
		{ id }: PersonActor,
		address = `ada${(many += 1)}-${world().newId()}@exemple.qc.ca`,
	) {
		await world().db.write(async (tx) => {
			await updateDetails(tx, id, { displayName: 'Ada', email: address }, { newAddress: true });
			await storeEmailVerified(tx, id, world().now());
		});
		return address;
	}
	async function issued(bindsEmail?: boolean) {
		const people = await cast(world());
		const address = await verified(people.ada);
		const request = awardRequestFor(world(), people.ada.id, people.here.id);
		const give = () => issueAward(world(), { ...request, ...(bindsEmail !== undefined && { bindsEmail }) });
		return { ...people, address, give };
	}
	/** Whether a copy was issued to an address, in 3.0: the verdict and the reason of the step « recipient ». */
	async function told(text: string | null, recipient: string) {
		const report = await verifyFileOrText(world(), text ?? '', { recipient });
		const status = report.checks.find(({ id }) => id === 'status')?.reason;
		return [report.verdict, report.checks.find(({ id }) => id === 'recipient')?.reason, status];
	}
	const twinRecipient = async (me: PersonActor, id: string) => {
		const { bytes } = await awardAsOpenBadges2(world(), me, id, 'assertion');
		return (JSON.parse(new TextDecoder().decode(bytes)) as { recipient: Record<string, unknown> }).recipient;
	};

	afterEach(async () => {
		await resumeIssuances(world());
		expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
	});

	test('asked at issuing: the verified address, in any case, and no other; in 2.0 too; off by default', async () => {
		const { ada, address, give } = await issued(true);
		const { award: id } = await give();
		const { credential, bindsEmail } = await award(id);
		expect(bindsEmail).toBe(true);
		expect(credential?.toLowerCase()).not.toContain(address);
		expect(await told(credential, address.toUpperCase())).toEqual(['valid', 'matches', 'not-revoked']);
		expect(await told(credential, 'bea@exemple.qc.ca')).toEqual(['valid', 'no-match', 'not-revoked']);
		const { identity, salt, ...kind } = await twinRecipient(ada, id);
		expect(kind).toEqual({ type: 'email', hashed: true });
		expect(identityMatch({ held: String(identity), salt: String(salt) }, address)).toBe('hashed');
		expect(await awardPage(world(), ada, id)).toMatchObject({
			...{ bound: true, reissued: null },
			binding: { address, current: true, missed: false },
		});
		for (const off of [undefined, false]) {
			const other = await issued(off);
			const found = await award((await other.give()).award);
			expect([found.bindsEmail, boundEmailOf(found)]).toEqual([false, null]);
			expect(await told(found.credential, other.address)).toEqual(['valid', 'no-address', 'not-revoked']);
			expect((await twinRecipient(other.ada, found.id))['type']).toBe('id');
		}
	});

	test('an address lost or refused by then: not bound, and its holder is told so, until they choose', async () => {
		for (const lose of [
			(id: string) =>
				world().db.write((tx) =>
					updateDetails(
						tx,
						id,
						{ displayName: 'Ada', email: `${world().newId()}@x.ca` },
						{ newAddress: true },
					),
				),
			(id: string, recipient: string) =>
				world().db.write((tx) => markAddressRefused(tx, id, { recipient, at: world().now() })),
		]) {
			const { ada, bruno, address, give } = await issued(true);
			await lose(ada.id, address);
			const { award: id } = await give();
			expect(boundEmailOf(await award(id))).toBeNull();
			expect(await awardPage(world(), ada, id)).toMatchObject({
				...{ bound: false, binding: { address: null, current: false, missed: true } },
			});
			expect((await awardPage(world(), bruno, id)).binding).toBeNull();
			await expect(setAwardBinding(world(), ada, id, { bound: true })).rejects.toMatchObject({
				...{ code: 'recognition.email-not-verified', status: 409 },
			});
			await setAwardBinding(world(), ada, id, { bound: false });
			expect((await awardPage(world(), ada, id)).binding?.missed).toBe(false);
			expect(await supersededTextsOf(world().db.read, [id])).toEqual([]);
		}
	});

	test('an earlier badge and its sibling: replaced at their addresses, then bound anew, then unbound', async () => {
		const { ada, address, give } = await issued();
		const { award: french } = await give();
		const { award: english } = await issueTranslation(world(), ada, french);
		const both = [french, english];
		const before = await Promise.all(both.map(award));
		const token = new TextDecoder().decode((await awardToken(world(), ada, english)).bytes);
		later(60);
		// Asked on the page of either, both are bound.
		await setAwardBinding(world(), ada, english, { bound: true });
		const hashes = new Set<string | undefined>();
		for (const [at, id] of both.entries()) {
			const [old, now] = [before[at]!, await award(id)];
			expect(await told(now.credential, address)).toEqual(['valid', 'matches', 'not-revoked']);
			expect(await told(old.credential, address)).toEqual(['revoked', 'no-address', 'replaced']);
			expect(now).toMatchObject({ id, shortCode: old.shortCode, awardedAt: old.awardedAt, bindsEmail: true });
			hashes.add(boundEmailOf(now)?.hash);
			const [was, is] = [old, now].map(({ credential }) => parseStrictJson(credential ?? '') as JsonObject);
			const { identifier: _hash, ...subject } = is!['credentialSubject'] as JsonObject;
			expect(subject).toEqual(was!['credentialSubject']);
			expect([is!['id'], is!['awardedDate'], is!['name']]).toEqual([
				was!['id'],
				was!['awardedDate'],
				was!['name'],
			]);
			expect(await supersededTextsOf(world().db.read, [id])).toMatchObject([
				{ cause: 'bound', reason: null, credential: old.credential },
			]);
			expect((await twinRecipient(ada, id))['type']).toBe('email');
			expect((await awardPage(world(), ada, id)).reissued).toEqual({
				...{ at: world().now(), cause: 'bound', reason: null },
			});
		}
		expect(hashes.size).toBe(1);
		expect(await told(token, address)).toEqual(['revoked', 'no-address', 'replaced']);
		expect(await accessJournalOf(world(), ada.id)).toEqual([]);
		expect(await personalData(world(), ada.id)).toMatchObject({
			badges: [{ bindsEmail: true, earlier: [{ cause: 'bound' }] }, { bindsEmail: true }],
		});
		// Again: nothing to do.
		const standing = await Promise.all(both.map(award));
		await setAwardBinding(world(), ada, french, { bound: true });
		expect(await Promise.all(both.map(award))).toEqual(standing);
		// Another address: the badges stay bound to the former one until they are bound anew.
		later(60);
		const next = await verified(ada);
		expect((await awardPage(world(), ada, french)).binding).toMatchObject({ address: next, current: false });
		expect((await told((await award(french)).credential, address))[1]).toBe('matches');
		await setAwardBinding(world(), ada, french, { bound: true });
		for (const id of both) {
			const { credential } = await award(id);
			expect((await told(credential, next)).slice(0, 2)).toEqual(['valid', 'matches']);
			expect((await told(credential, address))[1]).toBe('no-match');
		}
		later(60);
		await setAwardBinding(world(), ada, french, { bound: false });
		for (const id of both) {
			const found = await award(id);
			expect(found.bindsEmail).toBe(false);
			expect((await told(found.credential, next)).slice(0, 2)).toEqual(['valid', 'no-address']);
			const earlier = await supersededTextsOf(world().db.read, [id]);
			expect(earlier.map(({ cause }) => cause)).toEqual(['unbound', 'bound', 'bound']);
		}
	});

	test('said later in the other language, a badge is bound as its original is', async () => {
		const { ada, address, give } = await issued(true);
		const { award: id } = await give();
		await verified(ada);
		const { award: english } = await issueTranslation(world(), ada, id);
		const found = await award(english);
		expect(boundEmailOf(found)).toEqual(boundEmailOf(await award(id)));
		expect((await told(found.credential, address)).slice(0, 2)).toEqual(['valid', 'matches']);
	});

	const stoppedAfter = (step: string) =>
		worldAtStep(world(), {
			after: (reached: string) => {
				if (reached === step) throw new Error('fault');
			},
		});

	test('a binding that stopped ends before its badge is said in the other language', async () => {
		const { ada, give } = await issued();
		const { award: id } = await give();
		later(60);
		await setAwardBinding(stoppedAfter('intended'), ada, id, { bound: true }).catch(() => undefined);
		expect(boundEmailOf(await award(id))).toBeNull();
		const { award: english } = await issueTranslation(world(), ada, id);
		expect(boundEmailOf(await award(id))).not.toBeNull();
		expect(boundEmailOf(await award(english))).toEqual(boundEmailOf(await award(id)));
	});

	test('a translation on its way is begun again if its original is bound otherwise by then', async () => {
		const { ada, address, give } = await issued();
		const { award: id } = await give();
		await issueTranslation(stoppedAfter('signed'), ada, id).catch(() => undefined);
		// As another process would have bound it meanwhile.
		const { credential } = await award(id);
		const how = {
			validFrom: new Date(world().now().getTime() + 9000),
			status: { list: 'https://x.example/1', index: 7 },
		};
		const email = saltedHashOf(address);
		const bound = unsignedReissue(parseStrictJson(credential ?? '') as JsonObject, { ...how, email });
		const text = JSON.stringify(bound);
		await world().db.write(async (tx) => {
			const { awards } = tablesOf(tx);
			await tx.update(awards).set({ credential: text }).where(eq(awards.id, id));
		});
		const { award: english } = await issueTranslation(world(), ada, id);
		expect(boundEmailOf(await award(english))).toEqual(email);
	});

	test('bound while it is said in the other language: both end bound alike', async () => {
		const { ada, give } = await issued();
		const { award: id } = await give();
		later(60);
		const [{ award: english }] = await Promise.all([
			issueTranslation(world(), ada, id),
			setAwardBinding(world(), ada, id, { bound: true }),
		]);
		expect(boundEmailOf(await award(id))).not.toBeNull();
		expect(boundEmailOf(await award(english))).toEqual(boundEmailOf(await award(id)));
	});

	test('an address that changes between what is read and what is written is never hashed', async () => {
		/** The world, in which the address changes just before the next write. */
		const changing = (ada: PersonActor) => {
			let next: string | undefined;
			const write: ReturnType<typeof world>['db']['write'] = async (work) => {
				next ??= await verified(ada);
				return world().db.write(work);
			};
			return { changed: { ...world(), db: { ...world().db, write } }, address: () => next ?? '' };
		};
		for (const bindsEmail of [true, false]) {
			const { ada, here, address: first } = await issued();
			const request = { ...awardRequestFor(world(), ada.id, here.id), bindsEmail };
			// The issuer has its key already: what is written first is the intent.
			await issueAward(world(), {
				...request,
				...awardRequestFor(world(), ada.id, here.id, { badge: OTHER }),
			});
			const { changed, address } = changing(ada);
			const { award: id } = await issueAward(bindsEmail ? changed : world(), request);
			if (!bindsEmail) await setAwardBinding(changed, ada, id, { bound: true });
			expect(address()).not.toBe('');
			const { credential } = await award(id);
			expect((await told(credential, address())).slice(0, 2)).toEqual(['valid', 'matches']);
			expect((await told(credential, first))[1]).toBe('no-match');
			// Not signed with the one, then signed again with the other.
			expect(await supersededTextsOf(world().db.read, [id])).toHaveLength(bindsEmail ? 0 : 1);
		}
	});

	test('only its holder, and only what stands', async () => {
		const { ada, bruno, chloe, here, give } = await issued();
		const { award: id } = await give();
		for (const who of [bruno, chloe])
			await expect(setAwardBinding(world(), who, id, { bound: true })).rejects.toMatchObject({ status: 404 });
		await expect(setAwardBinding(world(), ada, 'none', { bound: true })).rejects.toMatchObject({
			status: 404,
		});
		const moved = { ...world(), origin: 'https://autre.example' };
		await expect(setAwardBinding(moved, ada, id, { bound: true })).rejects.toMatchObject({
			code: 'recognition.badge-moved',
		});
		await haltIssuing(world(), here.id, 'Essai');
		await expect(setAwardBinding(world(), ada, id, { bound: true })).rejects.toMatchObject({
			...{ code: 'recognition.issuing-halted', status: 503 },
		});
		await resumeIssuing(world(), here.id);
		const away = { ...world(), seal: fileSeal(`/tmp/no-such-folder-${world().newId()}/seal.key`) };
		await expect(setAwardBinding(away, ada, id, { bound: true })).rejects.toMatchObject({
			...{ code: 'platform.key-missing', status: 503 },
		});
		expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
		const { kid } = await award(id);
		await rotateKey(world(), here.slug);
		await declareKeyCompromised(world(), kid, 'Volée.');
		await expect(setAwardBinding(world(), ada, id, { bound: true })).rejects.toMatchObject({
			...{ code: 'recognition.badge-not-in-force', status: 409 },
		});
		await revokeAward(world(), chloe, id, { reason: 'Donné par erreur.', key: world().newId() });
		await expect(setAwardBinding(world(), ada, id, { bound: true })).rejects.toMatchObject({
			code: 'recognition.already-revoked',
		});
		expect((await awardPage(world(), ada, id)).binding).toBeNull();
		expect(await supersededTextsOf(world().db.read, [id])).toEqual([]);
	});

	test('an institution that closed signs nothing any more', async () => {
		const { ada, here, give } = await issued();
		const { award: id } = await give();
		await setInstitutionClosed(
			world(),
			{ kind: 'operator' },
			{ slug: here.slug, closed: true, key: world().newId() },
		);
		await expect(setAwardBinding(world(), ada, id, { bound: true })).rejects.toMatchObject({
			code: 'identity.institution-closed',
		});
	});

	test('ten times a day at most, since each time uses up a status entry', async () => {
		const { ada, give } = await issued();
		const { award: id } = await give();
		for (let n = 0; n < MOST_BINDINGS_A_DAY; n += 1) {
			later(10);
			await setAwardBinding(world(), ada, id, { bound: n % 2 === 0 });
		}
		await expect(setAwardBinding(world(), ada, id, { bound: true })).rejects.toMatchObject({
			...{ code: 'recognition.bound-too-often', status: 429 },
		});
		later(24 * 60 * 60);
		await setAwardBinding(world(), ada, id, { bound: true });
	});

	test.each(ISSUANCE_STEPS.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
		'stopped at %s, %s it is stored: what is resumed ends both, once',
		async (step, when) => {
			const { ada, address, give } = await issued();
			const { award: id } = await give();
			const { award: english } = await issueTranslation(world(), ada, id);
			later(60);
			const faulty = worldAtStep(world(), {
				[when]: (reached: string) => {
					if (reached === step) throw new Error('fault');
				},
			});
			await setAwardBinding(faulty, ada, id, { bound: true }).catch(() => undefined);
			await resumeIssuances(world());
			await setAwardBinding(world(), ada, id, { bound: true });
			for (const one of [id, english]) {
				expect((await told((await award(one)).credential, address)).slice(0, 2)).toEqual([
					'valid',
					'matches',
				]);
				expect(await supersededTextsOf(world().db.read, [one])).toHaveLength(1);
			}
		},
	);

	test('who leaves takes the hash along, in the text in force and in the earlier ones', async () => {
		const { ada, give } = await issued(true);
		const { award: id } = await give();
		later(60);
		await verified(ada);
		await setAwardBinding(world(), ada, id, { bound: true });
		await world().db.write((tx) => erase(tx, ada.id, { keepBadges: true, now: world().now() }));
		expect(await award(id)).toMatchObject({ credential: null, bindsEmail: false, person: null });
		expect(await supersededTextsOf(world().db.read, [id])).toMatchObject([{ credential: null }]);
	});
});
