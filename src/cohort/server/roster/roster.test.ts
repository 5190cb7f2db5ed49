import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import type { Actor, PersonActor } from '#identity';
import { accessJournalOf, inviterByLearner, membershipsOf, personByUsername } from '#identity/server';
import { neighbours, type Neighbourhood } from '#tests/neighbours';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import {
	archiveCohort,
	closeCohort,
	cohortVersion,
	confirmRoster,
	createAccountWithSlip,
	importRoster,
	joinCodeOfSlip,
	joinCohort,
	leaveCohort,
	personalData,
	previewRoster,
	readCohortAndRecordLook,
	readRosterAndRecordLook,
	readSlips,
	removeRoster,
	rosterTable,
	slipPreview,
	takeSlip,
} from '../index.ts';
import { bundleText } from './one-roster.ts';
import { receiveRosterOnCallingThread } from './roster-job.ts';
import { slipUses, unconfirmedPeople } from './roster-store.ts';

const ROSTER =
	'Numéro;Nom;Prénom;Groupe\n0012;Lovelace;Ada;101\n0034;Hopper;Grace;102\n;Nelligan;Émile;101\n';
const lost = { status: 404 };

eachDialect('the roster of a cohort', (open) => {
	let here: Neighbourhood;
	let there: Neighbourhood;
	let cohort: string;
	const key = () => open().newId();
	beforeEach(async () => {
		({ here, there } = await neighbours(open()));
		[, cohort] = here.cohorts;
	});
	const preview = (content: string, who: Actor = here.adviser) =>
		previewRoster(open(), who, { cohort, content });
	const take = (content: string, { who = here.adviser as Actor, form = key() } = {}) =>
		importRoster(open(), who, { cohort, content, key: form });
	const view = (page = 1) => readRosterAndRecordLook(open(), here.adviser, cohort, page);
	const slips = async () =>
		new Map((await readSlips(open(), here.adviser, cohort)).slips.map((one) => [one.name, one.code]));
	/** Somebody makes an account with the slip of this name; returns them as an actor. */
	const come = async (name: string): Promise<PersonActor> => {
		const code = (await slips()).get(name)!;
		const username = `p-${key().slice(0, 12)}`;
		await createAccountWithSlip(open(), {
			...{ code, username, password: 'un canot sur le Saguenay', locale: 'fr', address: '203.0.113.7' },
			key: key(),
		});
		const { id, displayName } = (await personByUsername(open(), username))!;
		const memberships = await membershipsOf(open(), id);
		return { kind: 'person', id, username, displayName, memberships, session: null };
	};
	const join = async (who: Actor) => {
		const { joinCode: code } = (await readCohortAndRecordLook(open(), here.adviser, cohort)).cohort;
		await joinCohort(open(), who, { code, key: key() });
	};

	test('a dry run says what would change and writes nothing; imported again, nobody is there twice', async () => {
		expect(await preview(ROSTER)).toEqual({
			...{ fault: null, faults: [], faultCount: 0, tooMany: false, unread: [] },
			...{ added: 3, changed: 0, same: 0, repeated: 0 },
		});
		expect((await view()).people).toBe(0);
		const form = key();
		expect(await take(ROSTER, { form })).toEqual({ added: 3, changed: 0 });
		expect(await take(ROSTER, { form })).toEqual({ added: 3, changed: 0 });
		expect(await preview(ROSTER)).toMatchObject({ added: 0, changed: 0, same: 3 });
		// A new name under the same number, another group, and a number for somebody who had none.
		const next = ROSTER.replace('Lovelace;Ada;101', 'Byron;Ada;103').replace(';Nelligan', '77;Nelligan');
		expect(await take(`${next}99;Curie;Marie;101\n`)).toEqual({ added: 1, changed: 2 });
		const { lines, groups } = await view();
		expect(lines.map(({ number, name, group }) => [number, name, group])).toEqual([
			['0012', 'Ada Byron', '103'],
			['77', 'Émile Nelligan', '101'],
			['0034', 'Grace Hopper', '102'],
			['99', 'Marie Curie', '101'],
		]);
		expect(groups.map(({ group, invited }) => [group, invited])).toEqual([
			['101', 2],
			['102', 1],
			['103', 1],
		]);
	});

	test('one row at fault and nothing is imported; corrected, the file is taken', async () => {
		const damaged = `${ROSTER}1,23E+09;Curie;Marie;101\n0034;Turing;Alan;101\n`;
		const found = await preview(damaged);
		expect(found.faults.map(({ line, why }) => [line, why])).toEqual([
			[5, 'number-scientific'],
			[6, 'number-twice'],
		]);
		await expect(take(damaged)).rejects.toMatchObject({ code: 'cohort.roster-faults', field: 'file' });
		expect((await view()).people).toBe(0);
		await take(damaged.replace('1,23E+09', '0056').replace('0034;T', '0078;T'));
		expect((await view()).people).toBe(5);
	});

	test.each([
		['', 'roster-none', 1],
		['Nom;Groupe\n', 'roster-none', 1],
		['Courriel;Groupe\nada@exemple.ca;101\n', 'roster-no-name', 1],
		['Nom\n"Ada\nGrace\n', 'roster-quote', 3],
		['oneroster\nnothing', 'roster-bundle-broken', 1],
		['oneroster\n{}', 'roster-bundle-file', 1],
		[`Nom\n${Array.from({ length: 20_001 }, (_, at) => `A${at}`).join('\n')}`, 'roster-many', 20_002],
	])('a file that is no roster is refused whole (%#)', async (text, code, line) => {
		expect((await preview(text)).fault).toMatchObject({ code, line });
		await expect(take(text)).rejects.toMatchObject({ code: 'cohort.roster-faults' });
	});

	test('separators, marks and columns of every kind are read; the others are named and left out', async () => {
		for (const text of [
			'\ufeffNom;Groupe\r\nAda;1\r\n',
			'sep=,\r\nFull name,Section\r\nAda,1\r\n',
			'Name\tGroup\nAda\t1\n',
			'"Nom","Groupe"\n"Ada","1"\n\n\n',
			'\n\nNom;Groupe\nAda;1',
		])
			expect(await preview(text), text).toMatchObject({ added: 1, faultCount: 0, fault: null });
		const unread = (await preview('Nom;Code permanent;Date de naissance\nAda;LOVA12345678;2010-01-01\n'))
			.unread;
		expect(unread).toEqual(['Code permanent', 'Date de naissance']);
		await take('Nom;Code permanent;Date de naissance\nAda;LOVA12345678;2010-01-01\n');
		expect(JSON.stringify(await view())).not.toContain('LOVA');
	});

	test('nobody else reads, imports or removes it; nor anybody once the cohort is closed or archived', async () => {
		await take(ROSTER);
		for (const who of [there.adviser, ...here.learners]) {
			await expect(preview(ROSTER, who)).rejects.toMatchObject(lost);
			await expect(take(ROSTER, { who })).rejects.toMatchObject(lost);
			await expect(readRosterAndRecordLook(open(), who, cohort)).rejects.toMatchObject(lost);
			await expect(readSlips(open(), who, cohort)).rejects.toMatchObject(lost);
			await expect(removeRoster(open(), who, { cohort, key: key() })).rejects.toMatchObject(lost);
		}
		await archiveCohort(open(), here.adviser, { cohort, archived: true, key: key() });
		await expect(take(ROSTER)).rejects.toMatchObject({ code: 'cohort.ended' });
		await expect(readSlips(open(), here.adviser, cohort)).rejects.toMatchObject(lost);
		await archiveCohort(open(), here.adviser, { cohort, archived: false, key: key() });
		const code = (await slips()).get('Ada Lovelace')!;
		await removeRoster(open(), here.adviser, { cohort, key: key() });
		expect((await view()).people).toBe(0);
		await expect(slipPreview(open(), code)).rejects.toMatchObject({ code: 'cohort.slip-unknown' });
	});

	test('Ada comes with her slip under the name of the roster, shares, and disappears when she withdraws', async () => {
		await take(ROSTER);
		const code = (await slips()).get('Ada Lovelace')!;
		expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
		expect(await slipPreview(open(), ` ${code.toUpperCase()} `)).toEqual({
			...{ name: 'Ada Lovelace', cohort: 'Hiver', institution: 'École des Érables' },
		});
		const ada = await come('Ada Lovelace');
		expect(ada.displayName).toBe('Ada Lovelace');
		expect(ada.memberships).toMatchObject([
			{ institution: here.institution, role: 'learner', audience: 'student' },
		]);
		// The slip worked once, and shares nothing by itself.
		for (const typed of [code, 'zzzzzzzzzzzz', ''])
			await expect(slipPreview(open(), typed)).rejects.toMatchObject({
				...{ code: 'cohort.slip-unknown', field: 'code' },
			});
		expect((await slips()).has('Ada Lovelace')).toBe(false);
		const stateOf = async (name: string) => (await view()).lines.find((one) => one.name === name)?.state;
		expect(await stateOf('Ada Lovelace')).toBe('came');
		expect(await accessJournalOf(open(), ada.id)).toEqual([]);
		await join(ada);
		expect(await stateOf('Ada Lovelace')).toBe('not-started');
		expect((await view()).groups).toMatchObject([
			{ group: '101', invited: 2, came: 1, shared: 1, begun: 0, done: 0 },
			{ group: '102', invited: 1, came: 0, shared: 0, begun: 0, done: 0 },
		]);
		// She reads that the roster was looked at, since it tells how far she is.
		expect(await accessJournalOf(open(), ada.id)).toMatchObject([{ what: 'cohort-read' }]);
		await take(ROSTER.replace('Lovelace;Ada', 'Byron;Ada'));
		const named = async () =>
			(await readCohortAndRecordLook(open(), here.adviser, cohort)).members.map(({ name }) => name);
		expect(await named()).toEqual(['Ada Byron']);
		expect(JSON.stringify(await personalData(open(), ada.id))).toContain('"number":"0012"');
		await leaveCohort(open(), ada, { cohort, key: key() });
		expect(await named()).toEqual([]);
		expect(await stateOf('Ada Byron')).toBe('came');
		expect((await view()).groups[0]).toMatchObject({ came: 1, shared: 0 });
	});

	test('somebody with an account takes a slip with it; of another audience, they are told so', async () => {
		await take(ROSTER);
		const own = await newcomer(open(), [], 'Grace');
		const { institution } = here;
		const teacher = here.learners[0];
		const code = (await slips()).get('Grace Hopper')!;
		await expect(takeSlip(open(), teacher, { code, key: key() })).rejects.toMatchObject({
			...{ code: 'identity.audience-other', field: 'code' },
		});
		expect(await joinCodeOfSlip(open(), code)).toMatch(/^\w{8}$/);
		await takeSlip(open(), own, { code, key: key() });
		expect(await membershipsOf(open(), own.id)).toMatchObject([
			{ institution, role: 'learner', audience: 'student' },
		]);
		await expect(takeSlip(open(), own, { code, key: key() })).rejects.toMatchObject({
			code: 'cohort.slip-unknown',
		});
		// One slip of a cohort for each account: the others are somebody else's.
		const another = (await slips()).get('Ada Lovelace')!;
		await expect(takeSlip(open(), own, { code: another, key: key() })).rejects.toMatchObject({
			...{ code: 'cohort.slip-second', field: 'code' },
		});
	});

	test('who came by an adviser’s roster counts once somebody else confirmed that they exist', async () => {
		await take(ROSTER);
		const ada = await come('Ada Lovelace');
		const inviters = await inviterByLearner(open(), here.institution);
		expect(inviters.get(ada.id)).toBe(here.adviser.id);
		const administers = [{ institution: here.institution, role: 'administrator' as const }];
		const chloe = await newcomer(open(), administers, 'Chloé');
		// Only who came can be confirmed: a slip that nobody used yet may be used by whoever holds it.
		const { count, some } = await unconfirmedPeople(open().db.read, cohort, 100);
		expect([count, some.map(({ name }) => name)]).toEqual([1, ['Ada Lovelace']]);
		const people = some.map(({ id }) => id);
		for (const who of [here.adviser, there.adviser, ada])
			await expect(confirmRoster(open(), who, { cohort, people, key: key() })).rejects.toMatchObject(lost);
		const uses = async () => (await slipUses(open().db.read, here.institution)).get(ada.id);
		const importedBy = here.adviser.id;
		expect(await uses()).toEqual([{ importedBy, confirmedBy: null }]);
		await confirmRoster(open(), chloe, { cohort, people: [], key: key() });
		expect(await uses()).toEqual([{ importedBy, confirmedBy: null }]);
		await confirmRoster(open(), chloe, { cohort, people, key: key() });
		expect(await uses()).toEqual([{ importedBy, confirmedBy: chloe.id }]);
		expect(await slipUses(open().db.read, there.institution)).toEqual(new Map());
		// Told by another name, they are somebody else to confirm.
		await take(ROSTER.replace('Lovelace;Ada', 'King;Ada'));
		expect(await uses()).toEqual([{ importedBy, confirmedBy: null }]);
	});

	test('the table has a mark, one order, and no formula', async () => {
		await take('Nom;Numéro;Groupe\nZoé;2;"=1+1"\n"Ada ""la"" @";;\n'.replace(' @', ' A'));
		const words = {
			headers: ['No', 'Nom', 'Groupe', 'État'] as const,
			states: { waiting: 'à venir', came: 'venue', 'not-started': 'non', started: 'oui', done: 'fini' },
			delimiter: ';' as const,
		};
		const table = () => rosterTable(open(), here.adviser, cohort, words);
		expect(await table()).toBe(
			`\u{feff}No;Nom;Groupe;État\r\n;"Ada ""la"" A";;à venir\r\n2;Zoé;'=1+1;à venir\r\n`,
		);
		expect(await table()).toBe(await table());
		await expect(rosterTable(open(), there.adviser, cohort, words)).rejects.toMatchObject(lost);
	});

	test('a OneRoster bundle gives the students who are enrolled, with their class', async () => {
		const bundle = (more: Record<string, string> = {}) =>
			bundleText(
				zipSync(
					Object.fromEntries(
						Object.entries({
							'manifest.csv': 'propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n',
							'users.csv':
								'sourcedId,status,dateLastModified,enabledUser,givenName,familyName,identifier\n' +
								'u1,,,true,Ada,Lovelace,0012\nu2,,,true,Grace,Hopper,\nu3,tobedeleted,,true,Alan,Turing,3\n' +
								'u4,,,false,Marie,Curie,4\nu5,,,true,Luc,Prof,5\n',
							'classes.csv': 'sourcedId,status,title\nc1,,Français 101\nc2,,Arts\n',
							'enrollments.csv':
								'sourcedId,status,classSourcedId,userSourcedId,role,beginDate,endDate\n' +
								'e1,,c1,u1,student,2026-09-01,2026-12-20\ne2,,c2,u1,student,,\ne3,,c2,u2,student,,\n' +
								'e4,,c1,u3,student,,\ne5,,c1,u4,student,,\ne6,,c1,u5,teacher,,\n',
							...more,
						}).map(([name, text]) => [name, strToU8(text)]),
					),
				),
			)!;
		await take(bundle());
		expect((await view()).lines.map(({ number, name, group }) => [number, name, group])).toEqual([
			['0012', 'Ada Lovelace', 'Français 101'],
			['u2', 'Grace Hopper', 'Arts'],
		]);
		const wrong = await preview(
			bundle({
				'enrollments.csv':
					'classSourcedId,userSourcedId,role,beginDate\nc1,u1,student,2026-02-30\nc9,u1,student,\nc1,u9,student,\n',
			}),
		);
		expect(wrong.faults.map(({ line, file, why }) => [line, file, why])).toEqual([
			[2, 'enrollments.csv', 'date-impossible'],
			[3, 'enrollments.csv', 'class-unknown'],
			[4, 'enrollments.csv', 'user-unknown'],
		]);
		const without = bundle({ 'classes.csv': 'sourcedId\nc1\n' });
		expect((await preview(without)).fault).toEqual({
			...{ code: 'roster-bundle-column', line: 1, given: 'classes.csv: title' },
		});
	});

	test('a cohort that is over gives no account any more', async () => {
		await take(ROSTER);
		const code = (await slips()).get('Ada Lovelace')!;
		const start = open().now();
		const endsOn = '2099-01-31';
		const shown = cohortVersion({ name: 'Hiver', endsOn: null });
		await closeCohort(open(), here.adviser, { cohort, endsOn, shown, key: key() });
		open().setNow(new Date('2099-02-02T12:00:00Z'));
		await expect(slipPreview(open(), code)).rejects.toMatchObject({ code: 'cohort.ended', field: 'code' });
		open().setNow(start);
	});
});

test('a file that is neither a text nor a bundle is told apart, as is one that is too large once opened', async () => {
	const form = async (bytes: Uint8Array<ArrayBuffer>) => {
		const sent = new FormData();
		sent.set('file', new Blob([bytes]), 'liste.zip');
		const request = new Request('http://localhost', { method: 'POST', body: sent });
		const body = new Uint8Array(await request.arrayBuffer());
		return receiveRosterOnCallingThread({ body, type: request.headers.get('content-type')!, field: 'file' });
	};
	const zip = (files: Record<string, Uint8Array>) => zipSync(files) as Uint8Array<ArrayBuffer>;
	expect(await form(strToU8('Nom\nAda') as Uint8Array<ArrayBuffer>)).toMatchObject({
		...{ isNoText: false, fields: { content: 'Nom\nAda' } },
	});
	expect(await form(zip({ 'manifest.csv': strToU8('a') }))).toMatchObject({
		...{ isNoText: false, fields: { content: 'oneroster\n{"manifest.csv":"a"}' } },
	});
	const large = zip({ 'users.csv': new Uint8Array(12_000_001) });
	expect(large.length).toBeLessThan(100_000);
	for (const bytes of [large, large.slice(0, 40), new Uint8Array([1, 0, 2])])
		expect(await form(bytes)).toMatchObject({ isNoText: true });
});
