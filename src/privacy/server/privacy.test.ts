import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseInSituation, recordAnswer } from '#assessment/server';
import { advisedCohorts, createCohort, importRoster, joinCohort, readSlips, takeSlip } from '#cohort/server';
import { saveDraft } from '#drafts/server';
import { noticeListener } from '#notices/server';
import type { Audience, PersonActor, Role } from '#identity';
import {
	actorOf,
	createInstitution,
	createPerson,
	membershipsOf,
	personById,
	sendVerificationLink,
	signIn,
} from '#identity/server';
import {
	ensureKeyFile,
	jobsOnThisThread,
	openWorld,
	prepareDatabase,
	readSettings,
	recordFile,
	type Settings,
	storeContentThen,
	sweepFiles,
	type World,
} from '#platform/server';
import {
	addEvidence,
	readApplicationAndRecordLook,
	decide,
	awardBadgesByRule,
	removeEvidence,
	startApplication,
	submitApplication,
} from '#applications/server';
import { setAwardVisibility } from '#awards/server';
import { verifyFileOrText } from '#verification/server';
import { recordTraining, removeTraining, shareHours } from '#training/server';
import { REFLECTION } from '../../../tests/recognised/cast.ts';
import { COPIED } from './copied-columns.fixture.ts';
import { insertRequest } from './requests/request-store.ts';
import { erasePerson, exportPerson } from './index.ts';
import { acceptContent } from '../../platform/server/files/receive-file-job.ts';
import { insertSource } from '../../training/server/received/source-store.ts';
import { insertStatements } from '../../training/server/received/statement-store.ts';
import { closings } from '../../closings.ts';
import { mailWriters } from '../../mail-writers.ts';
import { insertAgreement, upsertAgreementEntry } from '../../identity/server/agreements/agreement-store.ts';
import * as schema from '../../../drizzle/sqlite.schema.ts';
import { insertBatch } from '../../identity/server/mailed-invitations/batch-store.ts';
import { insertMailedInvitations } from '../../identity/server/mailed-invitations/mailed-invitation-store.ts';

const PASSWORD = 'sept-chats-gris';
const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let settings: Settings;
let world: World;
let institution: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-privacy-'));
	settings = readSettings({ DATA_DIR: join(folder, 'data') }, root);
	await prepareDatabase(settings);
	ensureKeyFile(settings.keyFile);
	world = await openWorld(settings, { info: () => {}, warn: () => {}, error: () => {} }, jobsOnThisThread, {
		closings,
		mailWriters,
	});
	({ id: institution } = await createInstitution(world, {
		slug: 'erables',
		name: 'Érables',
		kind: 'service-centre',
	}));
});
afterAll(async () => {
	await world.db.close();
	rmSync(folder, { recursive: true, force: true });
});

const key = () => world.newId();

async function person(
	username: string,
	displayName: string,
	memberships: { role: Role; audience?: Audience }[],
): Promise<PersonActor> {
	const belongs = memberships.map((one) => ({ ...one, institution }));
	const email = `${username}@exemple.example`;
	await createPerson(world, { username, displayName, email, password: PASSWORD, memberships: belongs });
	const { token } = await signIn(world, { identifier: username, password: PASSWORD, address: username });
	const actor = await actorOf(world, token);
	if (actor.kind !== 'person') throw new Error('No session.');
	return actor;
}

/** Stores a PDF of this person, whose name and content have `mark`. */
async function giveFile(id: string, mark: string): Promise<void> {
	const bytes = new Uint8Array(Buffer.from(`%PDF-1.7\n% ${mark}\n%%EOF\n`));
	const content = await acceptContent(bytes, `Trace ${mark}.pdf`, 'any');
	if ('refused' in content) throw new Error(content.refused);
	const whose = { owner: { person: id }, field: 'file' };
	await storeContentThen(world, content, 'file', () =>
		world.db.write((tx) => recordFile(tx, world, content, whose)),
	);
}

/** Stores that a person used an agreement of the institution with a RÉCIT service. */
async function useAgreement(id: string): Promise<void> {
	const slug = `recit-${world.newId().slice(0, 8)}`;
	const service = await createInstitution(world, { slug, name: 'RÉCIT', kind: 'recit' });
	const agreement = world.newId();
	await world.db.write(async (tx) => {
		await insertAgreement(tx, {
			...{ id: agreement, institution, service: service.id, reviews: true, until: null },
			...{ grantedBy: null, grantedAt: world.now(), endedAt: null, endedBy: null },
		});
		await upsertAgreementEntry(tx, { agreement, person: id, at: world.now() });
	});
}

/** Makes an account that of somebody who came by an invitation that Bruno had mailed. */
const invitedByMail = ({ id: usedBy, memberships }: PersonActor, { id: createdBy }: PersonActor) =>
	world.db.write(async (tx) => {
		const [batch, at, { institution = '' } = {}] = [key(), world.now(), memberships[0]];
		const what = { institution, role: 'learner', audience: 'teacher' } as const;
		await insertBatch(tx, {
			...{ ...what, id: batch, name: null, locale: 'fr', days: 7, list: null, createdBy, createdAt: at },
			...{ begunAt: at, listed: 1, done: 1, endedAt: at },
		});
		await insertMailedInvitations(tx, [
			{
				...{ ...what, id: key(), batch, line: 1, tokenHash: key(), email: 'ada@exemple.example' },
				...{ name: 'Ada', school: 'École des Pins', sentAt: at, expiresAt: at, usedAt: at, usedBy },
				...{ revokedAt: null, mail: null },
			},
		]);
	});

/** Stores what a service sent about a person. */
const sentByService = ({ id: person, memberships }: PersonActor) =>
	world.db.write(async (tx) => {
		const institution = memberships[0]?.institution ?? '';
		const [source, at] = [key(), world.now()];
		await insertSource(tx, {
			...{
				id: source,
				institution,
				name: 'Moodle',
				keyHash: key(),
				minutes: 60,
				dimensions: ['collaboration'],
			},
			...{ createdAt: at, lastAt: at, revokedAt: null },
		});
		await insertStatements(tx, [
			{
				...{
					id: key(),
					source,
					statement: key(),
					digest: key(),
					state: 'logged',
					person,
					who: '',
					title: '',
				},
				...{ date: '', minutes: 0, dimensions: [], link: null, receivedAt: at },
			},
		]);
	});

/** Creates Ada with data in every part of the service; each of her texts contains `mark`. */
async function live(mark: string, bruno: PersonActor, code: string) {
	const ada = await person(mark.toLowerCase(), `Ada ${mark}`, [{ role: 'learner', audience: 'teacher' }]);
	await sendVerificationLink(world, ada, { key: key(), locale: 'fr' });
	const dimension = 'collaboration';
	await recordAnswer(world, ada, { statement: `teacher-${dimension}-2`, answer: 3, revision: 0, key: key() });
	await chooseInSituation(world, ada, { dimension, choice: 'a', key: key() });
	const { id: training } = await recordTraining(world, ada, {
		title: `Titre ${mark}`,
		date: '2025-10-02',
		minutes: 130,
		kind: 'course',
		dimensions: [dimension],
		reflection: `Réflexion ${mark}. ${REFLECTION}`,
		link: `https://exemple.example/${mark}`,
		key: key(),
	});
	await giveFile(ada.id, mark);
	await useAgreement(ada.id);
	await world.db.write((tx) =>
		insertRequest(tx, {
			...{ id: key(), institution, kind: 'access', person: ada.id, reason: `Lettre de ${mark}` },
			...{ askedBy: null, askedAt: world.now(), answeredBy: null, answeredAt: null, dueAt: null },
			...{ state: 'asked', endedAt: null },
		}),
	);
	const { id: gone } = await recordTraining(world, ada, {
		...{ title: `Retirée ${mark}`, date: '2025-10-03', minutes: 5, kind: 'course', dimensions: [dimension] },
		...{ reflection: `Regret ${mark}`, link: `https://exemple.example/retiree-${mark}`, key: key() },
	});
	await removeTraining(world, ada, { id: gone, key: key() });
	await shareHours(world, ada, { year: '2025', days: 7, key: key() });
	const cohort = (await advisedCohorts(world, bruno))[0]!.id;
	await importRoster(world, bruno, {
		...{ cohort, content: `Nom;Numéro;Groupe\nAda ${mark};Numéro-${mark};Groupe ${mark}`, key: key() },
	});
	const slip = (await readSlips(world, bruno, cohort)).slips.find(({ name }) => name === `Ada ${mark}`);
	await takeSlip(world, ada, { code: slip!.code, key: key() });
	await joinCohort(world, ada, { code, key: key() });
	const typed = { reflection: `Brouillon ${mark}` };
	await saveDraft(world, ada, { path: '/training/new', form: 'record', revision: 0, typed, settled: false });
	const [exploration] = await awardBadgesByRule(world, ada.id, 'fr');
	const application = await startApplication(world, ada, {
		badge: 'practice-collaboration',
		locale: 'fr',
		key: key(),
	});
	await addEvidence(world, ada, application, {
		title: '',
		link: null,
		training,
		reflection: `Preuve ${mark}`,
		key: key(),
	});
	const piece = await addEvidence(world, ada, application, {
		...{ title: `Retirée ${mark}`, link: `https://exemple.example/preuve-${mark}`, training: null },
		...{ reflection: `Preuve retirée ${mark}`, key: key() },
	});
	await removeEvidence(world, ada, application, { evidence: piece, key: key() });
	await submitApplication(world, ada, application, { inBadge: true, key: key() });
	await readApplicationAndRecordLook(world, bruno, application);
	const { award } = await decide(world, bruno, application, {
		decision: 'accept',
		level: 'intermediate',
		reason: `Bravo ${mark}`,
		key: key(),
	});
	if (!exploration || !award) throw new Error('A badge is missing.');
	const given = { name: 'award.given', person: ada.id, about: { award } };
	await noticeListener.hear(world, given, key());
	await setAwardVisibility(world, ada, award, { visibility: 'public-with-name', key: key() });
	return { ada, awards: [exploration.id, award] };
}

const files = (bytes: Uint8Array) =>
	Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, raw]) => [name, raw]));

/** The copy of a person's data: its name, and its bytes, read to their end. */
async function copyOf(actor: PersonActor): Promise<{ name: string; bytes: Uint8Array }> {
	const { name, body } = await exportPerson(world, actor);
	return { name, bytes: new Uint8Array(await new Response(body).arrayBuffer()) };
}

/** How many contents of the store of files contain a text. */
const contentsWith = (text: string): number =>
	readdirSync(join(settings.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter(
		(one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(text),
	).length;

/**
 * All the bytes that the database has on the disk, as one text: the file, its write-ahead log and its index.
 */
const onDisk = () =>
	readdirSync(settings.dataDir)
		.filter((name) => name !== 'files')
		.map((name) => readFileSync(join(settings.dataDir, name), 'latin1'))
		.join('\n');

/** References to what may be a person's and here never is: the logo of an institution is its own file. */
const NOT_A_PERSONS = new Set(['institutions.logo']);

/**
 * The tables that refer to a person, directly or through other tables, each with the names of its columns.
 */
function tablesOfPeople(): Record<string, string[]> {
	const all = Object.values(schema).map((table) => getTableConfig(table as SQLiteTable));
	const ofPeople = new Set(
		all
			.filter(({ columns }) => columns.some(({ name }) => name === 'person' || name === 'actor'))
			.map(({ name }) => name)
			.concat('people'),
	);
	for (let before = 0; before < ofPeople.size;) {
		before = ofPeople.size;
		for (const { name, foreignKeys } of all)
			if (
				foreignKeys
					.map((key) => key.reference())
					.filter(({ columns: [column] }) => !NOT_A_PERSONS.has(`${name}.${column?.name}`))
					.some(({ foreignTable }) => ofPeople.has(getTableConfig(foreignTable).name))
			)
				ofPeople.add(name);
	}
	return Object.fromEntries(
		all.flatMap(({ name, columns }) =>
			ofPeople.has(name) ? [[name, columns.map((column) => column.name).sort()]] : [],
		),
	);
}

/** The values at a path of a person's copy of their data; none when a list on the path is empty. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
	const [step, ...rest] = path;
	if (step === undefined) return [value];
	if (step === '[]') return (value as unknown[]).flatMap((one) => valuesAt(one, rest));
	return valuesAt((value as Record<string, unknown>)[step], rest);
}

describe('a person’s file', () => {
	let bruno: PersonActor;
	let code: string;
	beforeAll(async () => {
		bruno = await person('bruno', 'Bruno', [{ role: 'adviser' }]);
		await createCohort(world, bruno, { name: 'Automne 2026', audience: 'teacher', endsOn: null, key: key() });
		code = (await advisedCohorts(world, bruno))[0]?.joinCode ?? '';
	});

	test('Ada gets everything she put in, her badges, and nothing of anybody else', async () => {
		const { ada } = await live('Kanari1', bruno, code);
		await live('Kanari2', bruno, code);
		const { name, bytes } = await copyOf(ada);
		expect(name).toMatch(/^macaron-\d{4}-\d\d-\d\d\.zip$/);
		const zip = files(bytes);
		const read = (path: string) => JSON.parse(strFromU8(zip[path] ?? new Uint8Array()));
		expect(
			Object.keys(zip)
				.filter((path) => !path.startsWith('badges/'))
				.sort(),
		).toEqual([
			'LISEZMOI.txt',
			'README.txt',
			'account.json',
			'applications.json',
			'assessment.json',
			'badges.json',
			'cohorts.json',
			'drafts.json',
			'files.json',
			'files/001-Trace Kanari1.pdf',
			'notices.json',
			'profile.json',
			'requests.json',
			'training.json',
		]);
		expect(read('account.json')).toMatchObject({
			account: { username: 'kanari1', email: 'kanari1@exemple.example', displayName: 'Ada Kanari1' },
			memberships: [{ institution: 'Érables', role: 'learner', audience: 'teacher' }],
			shares: [{ with: 'cohort' }],
			mails: [{ to: 'kanari1@exemple.example', about: 'verify-email', state: 'waiting' }],
			accesses: [{ by: 'Bruno', what: 'application-read' }],
		});
		expect(read('assessment.json').assessments[0].answers).toMatchObject([
			{ dimension: 'collaboration', answer: 3, revision: 1 },
		]);
		expect(read('files.json').files).toMatchObject([
			{
				file: 'files/001-Trace Kanari1.pdf',
				name: 'Trace Kanari1.pdf',
				type: 'application/pdf',
				width: null,
			},
		]);
		expect(strFromU8(zip['files/001-Trace Kanari1.pdf']!)).toBe('%PDF-1.7\n% Kanari1\n%%EOF\n');
		expect(read('drafts.json').drafts).toMatchObject([
			{ page: '/training/new', form: 'record', typed: { reflection: 'Brouillon Kanari1' } },
		]);
		expect(read('training.json').trainings).toMatchObject([
			{
				title: 'Titre Kanari1',
				date: '2025-10-02',
				minutes: 130,
				kind: 'course',
				dimensions: ['collaboration'],
				reflection: `Réflexion Kanari1. ${REFLECTION}`,
				link: 'https://exemple.example/Kanari1',
			},
		]);
		expect(read('applications.json')).toMatchObject({
			applications: [
				{
					badge: 'practice-collaboration',
					state: 'accepted',
					evidence: [{ title: 'Titre Kanari1', reflection: 'Preuve Kanari1' }],
					reviews: [{ decision: 'accept', reason: 'Bravo Kanari1' }],
				},
			],
		});
		expect(read('cohorts.json')).toMatchObject([{ cohort: 'Automne 2026', leftAt: null }]);
		expect(read('profile.json').marks.collaboration).toMatchObject({
			said: 'advanced',
			observed: 'intermediate',
		});
		const badges = Object.keys(zip).filter((path) => path.startsWith('badges/'));
		expect(badges.filter((path) => path.endsWith('.json'))).toHaveLength(2);
		for (const path of badges) {
			expect((await verifyFileOrText(world, zip[path] ?? '')).verdict).toBe('valid');
		}
		const all = Object.values(zip)
			.map((raw) => Buffer.from(raw).toString('latin1'))
			.join('\n');
		expect(all).toMatch(/Kanari1/i);
		expect(all).not.toMatch(/Kanari2/i);
		expect(all).not.toContain('$argon2');
		expect(strFromU8(zip['LISEZMOI.txt'] ?? new Uint8Array())).toContain('pour Ada Kanari1');
	});

	test('each column of what is a person’s has its place in their copy, or a reason to be left out', async () => {
		const listed = Object.entries(COPIED).map(([table, columns]) => [table, Object.keys(columns).sort()]);
		expect(Object.fromEntries(listed)).toEqual(tablesOfPeople());
		const { ada } = await live('Kanari3', bruno, code);
		await invitedByMail(ada, bruno);
		await sentByService(ada);
		const zip = files((await copyOf(ada)).bytes);
		const found = Object.entries(COPIED).flatMap(([table, columns]) =>
			Object.entries(columns).flatMap(([column, place]) => {
				if (place.startsWith('— ')) return [];
				const [file = '', path = ''] = place.split(':');
				const copy: unknown = JSON.parse(strFromU8(zip[`${file}.json`]!));
				const steps = path.replaceAll('[]', '.[]').split('.').filter(Boolean);
				return [{ column: `${table}.${column}`, values: valuesAt(copy, steps) }];
			}),
		);
		expect(found.length).toBeGreaterThan(90);
		expect(found.filter(({ values }) => values.includes(undefined))).toEqual([]);
		// Ada has no issuance in progress, no award that was signed again, and no badge that two advisers decided.
		const unmet = found.filter(({ values }) => values.length === 0).map(({ column }) => column.split('.')[0]);
		expect([...new Set(unmet)].sort()).toEqual(['issuances', 'opinions', 'superseded_awards']);
	});

	test('nobody takes a copy without being somebody', async () => {
		await expect(exportPerson(world, { kind: 'anonymous' })).rejects.toMatchObject({ status: 401 });
		await expect(exportPerson(world, { kind: 'operator' })).rejects.toMatchObject({ status: 404 });
	});

	test.each([
		['keep', 'valid'],
		['revoke', 'revoked'],
	] as const)(
		'Ada leaves (%s): nothing of hers is on the disk, her own copies are %s',
		async (badges, verdict) => {
			const mark = badges === 'keep' ? 'Qvanitee' : 'Zweropht';
			const { ada } = await live(mark, bruno, code);
			const copy = files((await copyOf(ada)).bytes);
			const input = { password: PASSWORD, confirmation: ` ${mark} `, badges, key: key() };
			expect(onDisk()).toMatch(new RegExp(mark, 'i'));

			await expect(erasePerson(world, ada, { ...input, password: 'autre-chose' })).rejects.toMatchObject({
				code: 'privacy.password-wrong',
			});
			await expect(erasePerson(world, ada, { ...input, confirmation: 'bruno' })).rejects.toMatchObject({
				code: 'privacy.confirmation-wrong',
			});
			expect(await personById(world, ada.id)).toBeDefined();

			await erasePerson(world, ada, input);
			expect(onDisk()).not.toMatch(new RegExp(mark, 'i'));
			expect(onDisk()).not.toContain(ada.id);
			expect(await personById(world, ada.id)).toBeUndefined();
			expect(await membershipsOf(world, ada.id)).toEqual([]);
			// The content of a file stays a day, unnamed, in case a backup is being made; then it goes too.
			expect(contentsWith(mark)).toBe(1);
			const later = new Date(Date.now() + 25 * 3_600_000);
			expect(await sweepFiles({ ...world, now: () => later })).toMatchObject({ contents: 1, missing: 0 });
			expect(contentsWith(mark)).toBe(0);
			await expect(
				signIn(world, { identifier: mark, password: PASSWORD, address: 'later' }),
			).rejects.toMatchObject({ code: 'identity.wrong' });
			const signed = Object.entries(copy).filter(([path]) => path.startsWith('badges/'));
			expect(signed).toHaveLength(4);
			for (const [, raw] of signed) expect((await verifyFileOrText(world, raw)).verdict).toBe(verdict);

			// The same form is sent again from a browser whose session was erased: it gets the first answer.
			await erasePerson(world, { kind: 'anonymous' }, input);
			await expect(erasePerson(world, { kind: 'anonymous' }, { ...input, key: key() })).rejects.toMatchObject(
				{ status: 401 },
			);
		},
	);

	test('the only administrator first gives the role to somebody else', async () => {
		const chloe = await person('chloe', 'Chloé', [{ role: 'administrator' }]);
		const input = { password: PASSWORD, confirmation: 'chloe', badges: 'keep', key: key() } as const;
		await expect(erasePerson(world, chloe, input)).rejects.toMatchObject({
			code: 'privacy.last-administrator',
		});
		await person('denise', 'Denise', [{ role: 'administrator' }]);
		await erasePerson(world, chloe, { ...input, key: key() });
		expect(await personById(world, chloe.id)).toBeUndefined();
	});
});
