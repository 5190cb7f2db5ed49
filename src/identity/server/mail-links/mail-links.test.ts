import { beforeEach, expect, test } from 'vitest';
import type { Locale } from '#platform';
import { mailsOf, mailText, messageOf, platformTables, type Queries } from '#platform/server';
import { askedBy } from '#tests/asked';
import { signedIn } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import { mailWriters } from '../../../mail-writers.ts';
import type { PersonActor } from '../../actor.ts';
import { FORGOTTEN_PASSWORD_RATE_LIMIT } from '../../attempt-rules.ts';
import { attemptKey } from '../sessions/tokens.ts';
import { attemptsFor } from '../sessions/attempt-store.ts';
import { sessionsOfPerson } from '../sessions/session-store.ts';
import {
	actorOf,
	addressToVerify,
	changeDetails,
	changePassword,
	chooseNewPassword,
	chooseNewsByMail,
	createPerson,
	deleteExpiredMailLinks,
	identityTables,
	myAccount,
	newPasswordFor,
	personalData,
	personById,
	requestNewPassword,
	sendVerificationLink,
	setDisabled,
	setPassword,
	signIn,
	verifyEmail,
} from '../index.ts';
import { tokenHash } from '../sessions/tokens.ts';
import { inSchools, PASSWORD, twoSchools } from '../two-schools.fixture.ts';

const HOUR = 3_600_000;
const NEW = 'un canot sur le Saguenay';
const ended = { code: 'identity.link-ended', status: 422 };

eachDialect('links sent by mail', (open) => {
	const { key, later } = inSchools(open);
	const sending = (): TestWorld => ({ ...open(), mailing: { writers: mailWriters } });
	let chloe: PersonActor;
	let ada: PersonActor;
	let email: string;
	let addresses = 0;

	beforeEach(async () => {
		const people = await twoSchools(open());
		({ chloe } = people);
		ada = await signedIn(open(), people.ada);
		email = `ada-${key()}@exemple.ca`;
		await changeDetails(open(), ada, { displayName: 'Ada', email, key: key() });
		await setPassword(open(), ada.id, PASSWORD);
		ada = await signedIn(open(), people.ada);
	});

	/** The messages queued for a person, oldest first, each with the token of its link. */
	const messages = async (person: string) =>
		Promise.all(
			(await mailsOf(open().db.read, person)).map(async (mail) => {
				const message = (await messageOf(sending(), mail))!;
				return { ...mail, message, token: new URL(message.action!.href).pathname.split('/').at(-1)! };
			}),
		);
	const lastToken = async (person = ada.id) => (await messages(person)).at(-1)!.token;
	// Each mail a moment after the one before, so that their order is known.
	const ask = (locale: Locale = 'fr', same = key()) => {
		later(1);
		return sendVerificationLink(sending(), ada, { key: same, locale });
	};
	const address = () => `10.${open().db.dialect === 'sqlite' ? 1 : 2}.0.${(addresses += 1)}`;
	const forgot = (typed = email, more: { key?: string; locale?: Locale; address?: string } = {}) => {
		later(1);
		const form = { email: typed, key: key(), locale: 'fr' as const, address: address(), ...more };
		return requestNewPassword(sending(), form);
	};
	const choose = (token: string, newPassword = NEW, same = key()) =>
		chooseNewPassword(sending(), { token, newPassword, key: same, address: address() });
	const verified = async () => {
		await ask();
		await verifyEmail(open(), { token: await lastToken(), key: key() });
	};
	const stateOf = async () => {
		const { emailVerifiedAt, emailRefusedAt } = (await personById(open(), ada.id))!;
		return { emailVerifiedAt, emailRefusedAt };
	};
	const enter = (password: string) => signIn(open(), { identifier: email, password, address: address() });
	const allRows = async (q: Queries) => {
		const all = [...Object.values(identityTables(open().db)), ...Object.values(platformTables(open().db))];
		return JSON.stringify(await Promise.all(all.map((table) => q.select().from(table))));
	};

	test('a link verifies an address: opened often, used once, its form answered alike', async () => {
		const one = key();
		await ask('fr', one);
		await ask('fr', one);
		const [mail, ...others] = await messages(ada.id);
		expect(others).toEqual([]);
		expect(mail).toMatchObject({ recipient: email, kind: 'verify-email', locale: 'fr', state: 'waiting' });
		const { token } = mail!;
		expect(token).toMatch(/^[\w-]{43}$/);
		// Neither the token nor what is made from it is readable in any row.
		expect(await allRows(open().db.read)).not.toContain(token);
		for (let times = 0; times < 5; times += 1)
			expect(await addressToVerify(open(), token)).toMatch(/^a•••@exemple\.ca$/);
		expect((await stateOf()).emailVerifiedAt).toBeNull();
		const form = { token, key: key() };
		await verifyEmail(open(), form);
		expect((await stateOf()).emailVerifiedAt).toEqual(open().now());
		await verifyEmail(open(), form);
		await expect(verifyEmail(open(), { token, key: key() })).rejects.toMatchObject(ended);
		expect(await addressToVerify(open(), token)).toBeNull();
		await expect(verifyEmail(open(), { token: 'b'.repeat(43), key: key() })).rejects.toMatchObject(ended);
		// A verified address is sent no further link.
		await ask();
		expect(await messages(ada.id)).toHaveLength(1);
		expect(await myAccount(sending(), ada)).toMatchObject({ ...(await stateOf()), sendsMail: true });
	});

	test('three links an hour, then a wait that is told; without an address or without mail, none', async () => {
		for (let times = 0; times < 3; times += 1) {
			await ask();
			later(60_000);
		}
		await expect(ask()).rejects.toMatchObject({
			...{ code: 'identity.links-wait', status: 429, params: { minutes: 57 } },
		});
		// Another address is no way round it: links of the former one are void, and still count.
		const token = await lastToken();
		await changeDetails(open(), ada, { displayName: 'Ada', email: `b-${email}`, key: key() });
		await expect(ask()).rejects.toMatchObject({ code: 'identity.links-wait' });
		expect(await addressToVerify(open(), token)).toBeNull();
		later(57 * 60_000);
		ada = await signedIn(open(), ada);
		await ask();
		await expect(sendVerificationLink(open(), ada, { key: key(), locale: 'fr' })).rejects.toMatchObject({
			...{ code: 'platform.no-mail', status: 503 },
		});
		await changeDetails(open(), ada, { displayName: 'Ada', email: '', key: key() });
		await expect(ask()).rejects.toMatchObject({ code: 'identity.email-none' });
	});

	test('a link for an address that changed verifies nothing, and a new address is not verified', async () => {
		await verified();
		await changeDetails(open(), ada, { displayName: 'Ada T.', email, key: key() });
		expect((await stateOf()).emailVerifiedAt).not.toBeNull();
		await changeDetails(open(), ada, { displayName: 'Ada', email: `c-${email}`, key: key() });
		expect(await stateOf()).toEqual({ emailVerifiedAt: null, emailRefusedAt: null });
		await ask();
		const token = await lastToken();
		await changeDetails(open(), ada, { displayName: 'Ada', email, key: key() });
		await expect(verifyEmail(open(), { token, key: key() })).rejects.toMatchObject(ended);
		// Nor does it work again once the former address is back.
		await changeDetails(open(), ada, { displayName: 'Ada', email: `c-${email}`, key: key() });
		await expect(verifyEmail(open(), { token, key: key() })).rejects.toMatchObject(ended);
	});

	test('links end after a day and an hour; the hourly deletion takes those alone', async () => {
		await verified();
		await forgot();
		const password = await lastToken();
		await changeDetails(open(), ada, { displayName: 'Ada', email: `d-${email}`, key: key() });
		await ask();
		const verification = await lastToken();
		later(HOUR - 2);
		await deleteExpiredMailLinks(open());
		const ids = async () => {
			const { mailLinks: t } = identityTables(open().db);
			const rows = await open().db.read.select().from(t);
			return rows.filter(({ person }) => person === ada.id).map(({ id }) => id);
		};
		expect(await ids()).toContain(tokenHash(password));
		later(1);
		await deleteExpiredMailLinks(open());
		expect(await ids()).not.toContain(tokenHash(password));
		later(23 * HOUR);
		expect(await addressToVerify(open(), verification)).not.toBeNull();
		later(1);
		expect(await addressToVerify(open(), verification)).toBeNull();
		await expect(verifyEmail(open(), { token: verification, key: key() })).rejects.toMatchObject(ended);
		await deleteExpiredMailLinks(open());
		expect(await ids()).toEqual([]);
	});

	test('a forgotten password is chosen anew, once: sessions end, wrong ones are forgotten, nobody is signed in', async () => {
		await verified();
		await forgot(` ${email.toUpperCase()} `, { locale: 'en' });
		const [, mail] = await messages(ada.id);
		expect(mail).toMatchObject({ recipient: email, kind: 'new-password', locale: 'en' });
		const { token } = mail!;
		expect(await allRows(open().db.read)).not.toContain(token);
		for (let times = 0; times < 5; times += 1) expect(await newPasswordFor(open(), token)).toBe(ada.username);
		// A link is for its purpose alone.
		expect(await addressToVerify(open(), token)).toBeNull();
		await expect(verifyEmail(open(), { token, key: key() })).rejects.toMatchObject(ended);

		await expect(enter('erreur')).rejects.toMatchObject({ code: 'identity.wrong' });
		const counted = () => attemptsFor(open().db.read, attemptKey(`anywhere:${ada.id}`));
		expect(await counted()).toMatchObject({ failures: 1 });
		for (const [refused, code] of [
			['court', 'identity.password-short'],
			['Password1', 'identity.password-common'],
			[ada.username, 'identity.password-username'],
		] as const)
			await expect(choose(token, refused)).rejects.toMatchObject({ code, field: 'newPassword' });
		expect(await newPasswordFor(open(), token)).toBe(ada.username);
		expect(await sessionsOfPerson(open().db.read, ada.id)).not.toEqual([]);

		await setPassword(open(), chloe.id, PASSWORD);
		const same = key();
		await choose(token, NEW, same);
		await choose(token, NEW, same);
		expect(await sessionsOfPerson(open().db.read, ada.id)).toEqual([]);
		expect(await counted()).toBeUndefined();
		expect(await personById(open(), ada.id)).toMatchObject({ mustChangePassword: false });
		await expect(choose(token, 'une autre phrase que voici')).rejects.toMatchObject(ended);
		expect(await newPasswordFor(open(), token)).toBeNull();
		await expect(enter(PASSWORD)).rejects.toMatchObject({ code: 'identity.wrong' });
		expect(await enter(NEW)).toMatchObject({ person: ada.id, mustChangePassword: false });
		expect(open().lines.join('\n')).not.toContain(token);
	});

	test('two forms of one link at once: one sets its password, the other is told that the link has ended', async () => {
		await verified();
		await forgot();
		const token = await lastToken();
		const both = await Promise.allSettled([choose(token, NEW), choose(token, `${NEW} bis`)]);
		expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: ended });
	});

	test('a password that changes otherwise, an address that changes and a closed account end the link', async () => {
		await verified();
		const fresh = async () => {
			later(HOUR);
			ada = await signedIn(open(), ada);
			await forgot();
			return lastToken();
		};
		const byOperator = await fresh();
		await setPassword(open(), ada.id, PASSWORD);
		const byHerself = await fresh();
		const form = { currentPassword: PASSWORD, newPassword: NEW, key: key() };
		await changePassword(open(), ada, form);
		const closed = await fresh();
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		for (const token of [byOperator, byHerself, closed])
			await expect(choose(token)).rejects.toMatchObject(ended);
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		ada = await signedIn(open(), ada);
		const moved = await fresh();
		await changeDetails(open(), ada, { displayName: 'Ada', email: `e-${email}`, key: key() });
		await expect(choose(moved)).rejects.toMatchObject(ended);
	});

	test('whatever the address, the same statements are run and the same is answered; one alone is sent a mail', async () => {
		const asked = (typed: string) => askedBy(() => forgot(typed));
		const unverified = await asked(email);
		await verified();
		const known = await asked(email);
		const unknown = await asked(`personne-${key()}@exemple.ca`);
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		const closed = await asked(email);
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		await asked(email);
		await asked(email);
		const often = await asked(email);
		expect(known.asked.length).toBeGreaterThan(5);
		for (const other of [unverified, unknown, closed, often]) expect(other).toEqual(known);
		const kinds = (await messages(ada.id)).map(({ kind }) => kind);
		expect(kinds).toEqual(['verify-email', 'new-password', 'new-password', 'new-password']);
		// What was written for nobody is gone.
		const { mails: t } = platformTables(open().db);
		const everybody = new Set(
			(await open().db.read.select().from(identityTables(open().db).people)).map(({ id }) => id),
		);
		const rows = await open().db.read.select().from(t);
		expect(rows.filter(({ person }) => person === null || !everybody.has(person))).toEqual([]);
		later(HOUR);
		await forgot();
		expect(await messages(ada.id)).toHaveLength(5);
	});

	test('a form sent twice sends one mail; with another address under its key, it is another request', async () => {
		await verified();
		const other = await createPerson(open(), {
			...{ username: `zoe-${key()}`, displayName: 'Zoé', email: `z-${email}`, password: PASSWORD },
		});
		const one = { key: key() };
		await forgot(email, one);
		await forgot(email, one);
		await forgot(`z-${email}`, one);
		expect(await messages(ada.id)).toHaveLength(2);
		expect(await messages(other)).toEqual([]);
		// The address of the request is not stored.
		expect(
			JSON.stringify(await open().db.read.select().from(platformTables(open().db).idempotencyKeys)),
		).not.toContain(`z-${email}`);
	});

	test('from one network, thirty requests, then three a minute; where no mail is sent, there is no such page', async () => {
		const from = { address: open().db.dialect === 'sqlite' ? '10.3.0.1' : '10.3.0.2' };
		for (let times = 0; times < FORGOTTEN_PASSWORD_RATE_LIMIT.burst; times += 1)
			await forgot('personne@exemple.ca', from);
		await expect(forgot(email, from)).rejects.toMatchObject({
			...{ code: 'identity.forgotten-many', status: 429, params: { minutes: 2 } },
		});
		later(20_000);
		await forgot(email, from);
		await expect(
			requestNewPassword(open(), { email, locale: 'fr', key: key(), address: address() }),
		).rejects.toMatchObject({ status: 404 });
	});

	test('the messages say why they come and what to do otherwise, in both languages, with nothing personal in the subject', async () => {
		await ask('fr');
		await ask('en');
		await verifyEmail(open(), { token: await lastToken(), key: key() });
		await forgot(email, { locale: 'fr' });
		await forgot(email, { locale: 'en' });
		const all = await messages(ada.id);
		expect(all.map(({ message }) => message.subject)).toEqual([
			'Vérifier votre adresse courriel',
			'Verify your email address',
			'Choisir un nouveau mot de passe',
			'Choose a new password',
		]);
		for (const { message, token, kind, locale } of all) {
			const language = locale === 'en' ? '?lang=en' : '';
			const path = kind === 'verify-email' ? 'verify-email' : 'sign-in/new-password';
			expect(message.action?.href).toBe(`http://localhost:3000/${path}/${token}${language}`);
			expect(message.footer.join(' ')).toMatch(/Si vous n’avez rien demandé|If you did not ask for anything/);
			expect(mailText(message)).not.toMatch(/\{|Ada|undefined/);
		}
	});

	test('whoever changes a password or an address is told of it at the verified address of before', async () => {
		const told = async () =>
			(await mailsOf(open().db.read, ada.id))
				.filter(({ kind }) => /-changed$/.test(kind))
				.map(({ kind, recipient }) => [kind, recipient]);
		const change = (world: TestWorld, [currentPassword, newPassword]: [string, string]) =>
			changePassword(world, ada, { currentPassword, newPassword, key: key() });
		const again = async (password: string) => {
			const { token } = await signIn(open(), { identifier: email, password, address: address() });
			ada = (await actorOf(open(), token)) as PersonActor;
		};
		// Nobody has shown yet that they read mail there.
		await change(sending(), [PASSWORD, NEW]);
		expect(await told()).toEqual([]);
		await again(NEW);
		await verified();
		await chooseNewsByMail(open(), ada, { wants: false, key: key() });
		await change(sending(), [NEW, PASSWORD]);
		expect(await told()).toEqual([['password-changed', email]]);
		await again(PASSWORD);
		const unsealed = { ...sending(), seal: { ...open().seal, available: () => false } };
		await change(unsealed, [PASSWORD, NEW]);
		expect(await told()).toHaveLength(1);
		await again(NEW);
		later(1);
		await changeDetails(sending(), ada, { displayName: 'Ada', email: `neuve-${email}`, key: key() });
		expect(await told()).toEqual([
			['password-changed', email],
			['address-changed', email],
		]);
		for (const mail of await mailsOf(open().db.read, ada.id)) {
			if (!/-changed$/.test(mail.kind)) continue;
			const text = mailText((await messageOf(sending(), mail))!);
			expect(text).toMatch(/vient d(e changer|’être remplacée)/);
			expect(text).not.toMatch(/Ada|neuve|undefined|\{/);
		}
	});

	test('a person’s copy has when the address was verified and which mails were sent, without what they said', async () => {
		await verified();
		const copy = await personalData(open(), ada.id);
		expect(copy).toMatchObject({
			account: { email, emailVerifiedAt: open().now().toISOString(), emailRefusedAt: null, wantsMail: true },
			mails: [{ to: email, about: 'verify-email', language: 'fr', state: 'waiting', endedAt: null }],
		});
		expect(JSON.stringify(copy)).not.toContain(await lastToken());
	});
});
