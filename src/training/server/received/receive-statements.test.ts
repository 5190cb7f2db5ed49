import { beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer, signedIn, verifyEmailOf } from '#tests/people';
import { eachDialect } from '#tests/world';
import {
	addEntry,
	administeredSource,
	administeredSources,
	attachHeld,
	discardHeld,
	forgetOldStatements,
	heldPage,
	listTrainings,
	makeSource,
	personalData,
	receiveStatements,
	removeTraining,
	revokeSource,
	sourceOfRequest,
} from '../index.ts';

const VERBS = 'http://adlnet.gov/expapi/verbs/';
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const basic = ({ user, password }: { user: string; password: string }) =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const lost = expect.objectContaining({ status: 404 });

eachDialect('statements of xAPI', (open) => {
	const key = () => open().newId();
	let [ada, chloe] = [] as unknown as [PersonActor, PersonActor];
	let institution: string;
	let address = 'ada@ecole.example';
	beforeEach(async () => {
		({ id: institution } = await createInstitution(open(), {
			...{ slug: `lieu-${key().slice(0, 8)}`, name: 'École', kind: 'service-centre' },
		}));
		ada = await newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }], 'Ada');
		chloe = await newcomer(open(), [{ institution, role: 'administrator' }], 'Chloé');
		address = `${key()}@ecole.example`;
		await verifyEmailOf(open(), ada, address);
	});
	const content = { name: 'Moodle du centre', minutes: 60, dimensions: ['communication'] };
	const make = (form = key()) => makeSource(open(), chloe, { ...content, key: form });
	const sourceOf = async (given: { user: string; password: string }) =>
		sourceOfRequest(open(), { authorization: basic(given), address: '192.0.2.7' });
	const statement = (n: number, change: object = {}) => ({
		...{ id: uuid(n), verb: { id: `${VERBS}completed` }, actor: { mbox: `mailto:${address}` } },
		object: { id: `https://campus.example/cours/${n}`, definition: { name: { fr: `Cours ${n}` } } },
		...{ timestamp: '2026-11-20T14:00:00Z', result: { duration: 'PT45M' } },
		...change,
	});
	const log = async (who = ada) => (await listTrainings(open(), who, 1)).items;

	test('who completed an activity has it once, whatever is sent again', async () => {
		const source = await sourceOf(await make());
		const two = [statement(1), statement(2, { verb: { id: `${VERBS}passed` }, result: undefined })];
		expect(await receiveStatements(open(), source, two)).toEqual([uuid(1), uuid(2)]);
		expect(await receiveStatements(open(), source, statement(1))).toEqual([uuid(1)]);
		expect(
			await receiveStatements(open(), source, [...two, statement(3, { verb: { id: `${VERBS}attempted` } })]),
		).toHaveLength(3);
		const all = await log();
		expect(all).toHaveLength(2);
		expect(all.find(({ title }) => title === 'Cours 1')).toMatchObject({
			...{ date: '2026-11-20', minutes: 45, dimensions: ['communication'], kind: 'course' },
			...{ link: 'https://campus.example/cours/1', receivedFrom: 'Moodle du centre' },
		});
		expect(all.find(({ title }) => title === 'Cours 2')).toMatchObject({ minutes: 60 });
		const [{ counts } = { counts: {} }] = await administeredSources(open(), chloe);
		expect(counts).toEqual({ logged: 2, left: 1 });
		// What its person removed does not come back.
		await removeTraining(open(), ada, { id: all[0]!.id, key: key() });
		await receiveStatements(open(), source, two);
		expect(await log()).toHaveLength(1);
		expect(await personalData(open(), ada.id)).toMatchObject({
			received: [{ source: 'Moodle du centre' }, { source: 'Moodle du centre' }],
		});
	});

	test('the same day and title are one activity, however many statements say it', async () => {
		const source = await sourceOf(await make());
		const again = statement(2, { object: statement(1).object, verb: { id: `${VERBS}passed` } });
		await receiveStatements(open(), source, [statement(1), again]);
		expect(await log()).toHaveLength(1);
		expect((await administeredSource(open(), chloe, source.id)).counts).toEqual({ logged: 1, known: 1 });
	});

	test('the catalogue of the institution says what an activity at its address works on', async () => {
		await addEntry(open(), chloe, {
			...{ title: 'Les licences', provider: '', address: 'https://campus.example/cours/9', minutes: 120 },
			...{ language: 'fr', audiences: ['teacher'], dimensions: ['collaboration'], cost: '', key: key() },
		});
		const source = await sourceOf(await make());
		await receiveStatements(open(), source, statement(9, { result: undefined }));
		expect(await log()).toMatchObject([
			{ title: 'Les licences', minutes: 120, dimensions: ['collaboration'], suggestion: expect.any(String) },
		]);
	});

	test('whoever is not known by a verified address is held, never guessed, then attached or discarded', async () => {
		const source = await sourceOf(await make());
		const account = { actor: { account: { homePage: 'https://campus.example', name: 'a.l' } } };
		const unknown = { actor: { mbox: 'mailto:inconnue@ecole.example' } };
		await receiveStatements(open(), source, [
			...[statement(1, account), statement(2, account), statement(3, unknown)],
		]);
		expect(await log()).toEqual([]);
		const { held } = await heldPage(open(), chloe, { source: source.id, page: 1 });
		expect(held.map(({ who, title }) => [who, title]).sort()).toEqual([
			['a.l (https://campus.example)', 'Cours 1'],
			['a.l (https://campus.example)', 'Cours 2'],
			['inconnue@ecole.example', 'Cours 3'],
		]);
		const one = held.find(({ title }) => title === 'Cours 1')!;
		const third = held.find(({ title }) => title === 'Cours 3')!;
		const attach = (person: string, id = one.id) => attachHeld(open(), chloe, { id, person, key: key() });
		await expect(attach('personne')).rejects.toMatchObject({ code: 'training.received-nobody' });
		await expect(attach(chloe.username)).rejects.toMatchObject({ code: 'training.received-nobody' });
		expect(await attach(ada.username)).toBe(2);
		expect((await log()).map(({ title }) => title).sort()).toEqual(['Cours 1', 'Cours 2']);
		await expect(attach(ada.username)).rejects.toEqual(lost);
		expect(await discardHeld(open(), chloe, { id: third.id, key: key() })).toBe(true);
		expect((await heldPage(open(), chloe, { source: source.id, page: 1 })).held).toEqual([]);
		expect((await administeredSource(open(), chloe, source.id)).counts).toEqual({ logged: 2, discarded: 1 });
		await receiveStatements(open(), source, statement(3, unknown));
		expect((await heldPage(open(), chloe, { source: source.id, page: 1 })).held).toEqual([]);
	});

	test('one at fault and nothing is stored; a known id that says something else is a conflict', async () => {
		const source = await sourceOf(await make());
		const refused = (sent: unknown, status: number, code: string) =>
			expect(receiveStatements(open(), source, sent)).rejects.toMatchObject({ status, code });
		await refused([statement(1), { ...statement(2), verb: {} }], 400, 'training.xapi-unreadable');
		await refused([statement(1), statement(1)], 400, 'training.xapi-unreadable');
		const actor = { mbox: `mailto:\0${address}` };
		await refused([statement(1), statement(2, { actor })], 400, 'training.xapi-unreadable');
		await refused(
			Array.from({ length: 501 }, (_, n) => statement(n)),
			413,
			'training.xapi-large',
		);
		expect(await log()).toEqual([]);
		await receiveStatements(open(), source, statement(1));
		const other = statement(1, { result: { duration: 'PT46M' } });
		await refused([statement(2), other], 409, 'training.xapi-conflict');
		expect(await log()).toHaveLength(1);
		await receiveStatements(open(), source, { ...statement(1), stored: '2026-11-21T00:00:00Z' });
	});

	test('a key works until it is revoked, is shown once, and is made again by a repeated form', async () => {
		const form = key();
		const first = await make(form);
		const second = await make(form);
		expect(second.user).toBe(first.user);
		const refused = expect.objectContaining({ status: 401, code: 'training.xapi-key' });
		await expect(sourceOf(first)).rejects.toEqual(refused);
		const source = await sourceOf(second);
		await expect(sourceOf({ ...second, user: key() })).rejects.toEqual(refused);
		for (const authorization of [null, '', 'Basic', 'Basic ====', 'Bearer x', 'Basic Og=='])
			await expect(sourceOfRequest(open(), { authorization, address: '192.0.2.8' })).rejects.toEqual(refused);
		await expect(sourceOf({ user: 'a\0', password: 'x' })).rejects.toEqual(refused);
		expect(await administeredSources(open(), chloe)).toHaveLength(1);
		await revokeSource(open(), chloe, { id: source.id, key: key() });
		await expect(sourceOf(second)).rejects.toEqual(refused);
		await expect(receiveStatements(open(), source, statement(1))).rejects.toEqual(refused);
		expect(await log()).toEqual([]);
	});

	test('an address that tries many keys waits; a service that sends much, too', async () => {
		const tried = { user: key(), password: 'x' };
		const tries = async () =>
			sourceOfRequest(open(), { authorization: basic(tried), address: '198.51.100.9' });
		for (let n = 0; n < 30; n += 1) await expect(tries()).rejects.toMatchObject({ status: 401 });
		await expect(tries()).rejects.toMatchObject({ status: 429 });
	});

	test('nobody else sees or settles what a service sent', async () => {
		const source = await sourceOf(await make());
		await receiveStatements(open(), source, statement(1, { actor: { mbox: 'mailto:x@ecole.example' } }));
		const { id } = (await heldPage(open(), chloe, { source: source.id, page: 1 })).held[0]!;
		const { id: elsewhere } = await createInstitution(open(), {
			...{ slug: `lieu-${key().slice(0, 8)}`, name: 'Ailleurs', kind: 'cegep' },
		});
		const other = await newcomer(open(), [{ institution: elsewhere, role: 'administrator' }], 'Dan');
		const bruno = await signedIn(open(), await newcomer(open(), [{ institution, role: 'adviser' }], 'Bruno'));
		for (const who of [other, bruno, ada]) {
			await expect(heldPage(open(), who, { source: source.id, page: 1 })).rejects.toEqual(lost);
			await expect(discardHeld(open(), who, { id, key: key() })).rejects.toEqual(lost);
			await expect(attachHeld(open(), who, { id, person: ada.username, key: key() })).rejects.toEqual(lost);
			await expect(revokeSource(open(), who, { id: source.id, key: key() })).rejects.toEqual(lost);
		}
	});

	test('what is held is forgotten after 180 days', async () => {
		const source = await sourceOf(await make());
		await receiveStatements(open(), source, statement(1, { actor: { mbox: 'mailto:x@ecole.example' } }));
		const began = open().now();
		open().setNow(new Date(began.getTime() + 181 * 86_400_000));
		await forgetOldStatements(open());
		open().setNow(began);
		expect((await administeredSource(open(), chloe, source.id)).counts).toEqual({ discarded: 1 });
	});
});
