import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import type { Audience, Role } from '../../actor.ts';
import { decodeText } from '#platform/threads';
import { peopleFrom, readPeopleOnCallingThread } from './people-job.ts';
import { type PeopleToRead, readPeople } from './read-people.ts';
import { MOST_PEOPLE } from './rows-of-list.ts';

const read = (text: string, more: Partial<PeopleToRead> = {}) =>
	readPeople({ text, role: 'learner', audience: 'teacher', learners: true, ...more });
/** The people of a list, each as `address name role audience school`. */
const told = (text: string, more: Partial<PeopleToRead> = {}) =>
	read(text, more).people.map(({ email, name, role, audience, school }) =>
		[email, name, role, audience, school].join('|'),
	);

test.each([
	['one a line', 'ada@x.ca\n\nbob@x.ca\r\n', ['ada@x.ca', 'bob@x.ca']],
	[
		'with names',
		'Ada Roy <ADA@X.ca>\n"Gagnon, Chloé" <c@x.ca>',
		['ada@x.ca Ada Roy', 'c@x.ca Gagnon, Chloé'],
	],
	['in one line', 'ada@x.ca, bob@x.ca;c@x.ca d@x.ca', ['ada@x.ca', 'bob@x.ca', 'c@x.ca', 'd@x.ca']],
	['names among addresses', 'a@x.ca, Bo Li <b@x.ca>; c@x.ca', ['a@x.ca', 'b@x.ca Bo Li', 'c@x.ca']],
	[
		'family name first',
		'Gagnon, Chloé <c@x.ca>; Roy, Ada <a@x.ca>',
		['c@x.ca Gagnon, Chloé', 'a@x.ca Roy, Ada'],
	],
])('addresses are read, %s', (_how, text, people) => {
	expect(read(text).people.map(({ email, name }) => `${email} ${name ?? ''}`.trim())).toEqual(people);
});

const GIVEN = 'ada@x.ca|Ada Roy|learner|student|École des Pins';
test.each([
	[
		'French, semicolons',
		'Courriel;Nom;Rôle;Public;École\nada@x.ca;Ada Roy;Apprenante;Étudiante;École des Pins',
		GIVEN,
	],
	[
		'English, commas',
		'email,name,role,audience,school\nada@x.ca,Ada Roy,learner,students,École des Pins',
		GIVEN,
	],
	['tabs, other order', 'ÉCOLE\tCOURRIEL\tNOM\tPUBLIC\nÉcole des Pins\tada@x.ca\tAda Roy\télève', GIVEN],
	[
		'two names',
		'prénom,nom de famille,adresse courriel,public,école\nAda,Roy,ada@x.ca,étudiant,École des Pins',
		GIVEN,
	],
	[
		'a first name makes the other a family’s',
		'Nom;Prénom;Courriel;Public;École\nRoy;Ada;ada@x.ca;Élèves;École des Pins',
		GIVEN,
	],
	['quotes', 'email,name,audience,school\n"ada@x.ca","Ada\nRoy",student,"École des Pins"', GIVEN],
	[
		'Excel’s first line',
		'sep=;\r\nemail;name;audience;school\r\nada@x.ca;Ada Roy;student;École des Pins',
		GIVEN,
	],
	[
		'another column',
		'matricule,email,name,audience,school\n123,ada@x.ca,Ada Roy,student,École des Pins',
		GIVEN,
	],
	['a short row', 'email,name,role\nada@x.ca', 'ada@x.ca||learner|teacher|'],
	['inclusive words', 'email,role\nbo@x.ca,Conseiller·ère', 'bo@x.ca||adviser||'],
	['parentheses', 'email,role\nbo@x.ca,Administrateur(trice)', 'bo@x.ca||administrator||'],
])('a table is read: %s', (_how, text, person) => {
	expect(told(text)).toEqual([person]);
});

test('what is not understood is told with its line and why, and costs nobody else their invitation', () => {
	const { people, notRead, notReadCount, repeated } = read(
		[
			'courriel;nom;rôle;public',
			'ada@x.ca;Ada;;',
			'pas une adresse;Bob;;',
			'',
			';Sans;;',
			'c@x.ca;C;chef;',
			'd@x.ca;D;apprenant;parents',
			`e@x.ca;${'E'.repeat(81)};;`,
			'ADA@x.ca;Ada encore;apprenante;',
			'ada@x.ca;Ada;conseillère;',
		].join('\n'),
	);
	expect(people.map(({ email, role, line }) => [line, email, role])).toEqual([
		[2, 'ada@x.ca', 'learner'],
		[10, 'ada@x.ca', 'adviser'],
	]);
	expect(notRead).toMatchObject([
		{ line: 3, why: 'email-shape', given: 'pas une adresse' },
		{ line: 5, why: 'email-missing', given: 'Sans' },
		{ line: 6, why: 'role-unknown', given: 'chef' },
		{ line: 7, why: 'audience-unknown', given: 'parents' },
		{ line: 8, why: 'name-long' },
	]);
	expect([notReadCount, repeated]).toEqual([5, 1]);
	expect(read('ada@x.ca', { audience: null }).notRead).toMatchObject([{ why: 'audience-missing' }]);
	expect(read('ada@x.ca', { learners: false }).notRead).toMatchObject([{ why: 'no-learners' }]);
	expect(read(`email,school\na@x.ca,${'é'.repeat(81)}`).notRead).toMatchObject([{ why: 'school-long' }]);
	expect(read('bonjour').notRead).toMatchObject([{ line: 1, why: 'email-shape', given: 'bonjour' }]);
	const many = read(`email\n${'x\n'.repeat(60)}`);
	expect([many.notRead.length, many.notReadCount]).toEqual([50, 60]);
});

test.each([
	['nothing', ' \n', 'people-none', 1],
	['headers alone', 'email,name\n', 'people-none', 1],
	['no column of addresses', 'nom,rôle\nAda,apprenante', 'people-no-column', 1],
	['a quote that is never closed', 'email,name\na@x.ca,A\nb@x.ca,"B\nc@x.ca,C', 'people-quote', 4],
	['a cell that never ends', `email,name\na@x.ca,${'a'.repeat(20_000)}`, 'people-quote', 2],
	['too many rows', `email\n${'a@x.ca\n'.repeat(MOST_PEOPLE + 1)}`, 'people-many', MOST_PEOPLE + 2],
	['too many addresses', 'a@x.ca\n'.repeat(MOST_PEOPLE + 1), 'people-many', MOST_PEOPLE + 1],
])('a list with %s is refused whole', (_what, text, code, line) => {
	expect(read(text)).toMatchObject({ fault: { code, line }, people: [] });
});

test('a file is text in the encodings that spreadsheets write, or is none', () => {
	const text = 'courriel;nom\nada@x.ca;Zoé';
	const utf8 = new TextEncoder().encode(text);
	const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
	for (const bytes of [
		utf8,
		new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]),
		new Uint8Array(Buffer.from(text, 'latin1')),
		utf16,
		new TextEncoder().encode(text.normalize('NFD')),
	])
		expect(told(decodeText(bytes) ?? '', { role: 'adviser' })).toEqual(['ada@x.ca|Zoé|adviser||']);
	expect(decodeText(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBeUndefined();
});

test('a list of many is handed over in blocks, from which any part is taken', async () => {
	const text = Array.from({ length: 1_234 }, (_, at) => `p${at}@x.ca`).join('\n');
	const list = await readPeopleOnCallingThread({ text, role: 'adviser', audience: null, learners: true });
	expect([list.count, list.blocks.length]).toEqual([1_234, 3]);
	const emails = (from: number, most: number) => peopleFrom(list, from, most).map(({ email }) => email);
	expect(emails(499, 3)).toEqual(['p499@x.ca', 'p500@x.ca', 'p501@x.ca']);
	expect(emails(1_230, 50)).toHaveLength(4);
	expect(emails(1_234, 50)).toEqual([]);
	expect(emails(0, 2_000)).toHaveLength(1_234);
});

const ROLE_WORDS = fc.constantFrom<readonly [string, Role]>(
	...(
		[
			['', 'learner'],
			['apprenante', 'learner'],
			['LEARNER', 'learner'],
			['Conseillère', 'adviser'],
			['administrateur', 'administrator'],
		] as const
	).map((pair) => pair),
);
const AUDIENCE_WORDS = fc.constantFrom<readonly [string, Audience]>(
	...(
		[
			['', 'teacher'],
			['Étudiants', 'student'],
			['staff', 'staff'],
		] as const
	).map((pair) => pair),
);
/** Words with what a table must quote: signs between cells, quotes, ends of lines, accents. */
const words = fc
	.array(fc.constantFrom('Zoé', 'D’Arc', 'a"b', 'x;y', 'u,v', 'l\nm', '\t', 'É', '-', '<i>', '=1+1', '@'), {
		maxLength: 4,
	})
	.map((all) => all.join(' '));

test('whatever a table holds, each of its rows is somebody, repeats one, or is told', () => {
	always(
		{ person: 300, repeated: 20, 'not read': 100, quoted: 100, windows: 30 },
		(met) =>
			fc.property(
				fc.array(
					fc.record({
						at: fc.nat(40),
						good: fc.boolean(),
						name: words,
						role: ROLE_WORDS,
						audience: AUDIENCE_WORDS,
					}),
					{ minLength: 1, maxLength: 20 },
				),
				fc.constantFrom(';', ',', '\t'),
				fc.constantFrom('\n', '\r\n'),
				fc.boolean(),
				(rows, delimiter, end, windows) => {
					const cell = (value: string) =>
						/[";,\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
					const table = [
						['Courriel', 'Nom', 'Rôle', 'Public'],
						...rows.map(({ at, good, name, role, audience }) => [
							good ? `p${at}@x.ca` : `p${at}.x.ca`,
							name,
							role[0],
							audience[0],
						]),
					]
						.map((cells) => cells.map(cell).join(delimiter))
						.join(end);
					const bytes = windows
						? Buffer.from(table.replaceAll('’', '\x92'), 'latin1')
						: new TextEncoder().encode(table);
					const { people, notReadCount, repeated, fault } = read(decodeText(new Uint8Array(bytes)) ?? '');
					expect(fault).toBeNull();
					expect(people.length + notReadCount + repeated).toBe(rows.length);
					const good = rows.filter((row) => row.good);
					expect(notReadCount).toBe(rows.length - good.length);
					const keys = new Map(good.toReversed().map((row) => [`${row.role[1]} p${row.at}@x.ca`, row]));
					expect(new Set(people.map(({ role, email }) => `${role} ${email}`))).toEqual(new Set(keys.keys()));
					for (const { role, email, audience, name } of people) {
						const row = keys.get(`${role} ${email}`)!;
						expect(audience).toBe(role === 'learner' ? row.audience[1] : null);
						expect(name ?? '').toBe(row.name.replace(/\s+/g, ' ').trim());
					}
					met('person', people.length > 0);
					met('repeated', repeated > 0);
					met('not read', notReadCount > 0);
					met('quoted', table.includes('"'));
					met('windows', windows);
				},
			),
		{ numRuns: 500 },
	);
});

test('more addresses on one line than a function takes arguments are too many people, not a fault of ours', () => {
	const line = Array.from({ length: 200_000 }, (_, n) => `a${n}@x.ca`).join(' ');
	expect(read(line).fault).toMatchObject({ code: 'people-many' });
});
