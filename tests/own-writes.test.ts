/**
 * Acts within one person's data (`isOwn`) run beside those of other people on PostgreSQL. What each writes is
 * looked at here: a row that several people share would lose updates.
 */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carryOver, chooseVersionAndMode } from '#assessment/server';
import { deleteOwnDraft, saveDraft } from '#drafts/server';
import type { PersonActor } from '#identity';
import type { Queries, WriteScope } from '#platform/server';
import {
	changeTraining,
	eraseTrainingForGood,
	hoursShares,
	importTrainings,
	lookBack,
	putBackTraining,
	removeTraining,
	shareHours,
	withdrawHoursShare,
} from '#training/server';
import { askedBy } from './asked.ts';
import { cast, says, shows, trains } from './recognised/cast.ts';
import { testWorld, type TestWorld } from './world.ts';

/** The tables whose rows each belong to one person, and those to which an act only adds. */
const OWN_TABLES = [
	'answer_history',
	'answers',
	'assessments',
	'drafts',
	'event_deliveries',
	'idempotency_keys',
];
OWN_TABLES.push('hours_shares', 'removed_trainings', 'situation_choices', 'training_dimensions', 'trainings');

const root = resolve(import.meta.dirname, '..', 'src');

/** The table that a statement writes, if it writes one. */
const writtenBy = (query: string): readonly string[] =>
	/^(?:insert into|update|delete from) "(\w+)"/.exec(query)?.slice(1) ?? [];

/** A write unit as it ran: what it was limited to, and the tables that it wrote. */
interface Unit {
	readonly scope: WriteScope | undefined;
	readonly tables: readonly string[];
}

let world: TestWorld;
let ada: PersonActor;
const units: Unit[] = [];
beforeAll(async () => {
	const open = await testWorld();
	const write = async <T>(work: (tx: Queries) => Promise<T>, scope?: WriteScope): Promise<T> => {
		const { asked, value } = await askedBy(() => open.db.write(work, scope));
		units.push({ scope, tables: asked.flatMap(writtenBy) });
		return value;
	};
	world = { ...open, db: { ...open.db, write } };
	ada = (await cast(world)).ada;
});
afterAll(() => world.close());

const DRAFT = { path: '/training/new', form: '?/record' };
let training: Awaited<ReturnType<typeof trains>>;
const key = () => world.newId();
const typed = { title: ['Les licences'] };

/** Each act, and the file that limits it to its author's data. */
const ACTS: readonly (readonly [file: string, act: () => Promise<unknown>])[] = [
	[
		'assessment/server/choose-assessment.ts',
		() => chooseVersionAndMode(world, ada, { version: 'crcn-2019', mode: 'complete', key: key() }),
	],
	['assessment/server/carry-over.ts', () => carryOver(world, ada, { from: 'crcn-2019', key: key() })],
	['assessment/server/record-answer.ts', () => says(world, ada, 'collaboration', 3)],
	['assessment/server/situations.ts', () => shows(world, ada, 'collaboration')],
	[
		'training/server/record-training.ts',
		async () => void (training = await trains(world, ada, 'collaboration', 60)),
	],
	[
		'training/server/change-training.ts',
		() =>
			changeTraining(world, ada, {
				...{ id: training, revision: 1, key: key(), title: 'Écrire à trois', date: '2026-11-20' },
				...{ minutes: 90, kind: 'course', dimensions: ['collaboration'], reflection: '', link: '' },
			}),
	],
	[
		'training/server/import/import-trainings.ts',
		() =>
			importTrainings(world, ada, {
				...{ content: 'titre;date\nLire;2026-11-19', key: key(), locale: 'fr' },
				defaults: { title: '', minutes: 30, kind: 'reading', dimensions: ['collaboration'] },
			}),
	],
	[
		'training/server/look-back.ts',
		() => lookBack(world, ada, { id: training, before: 1, now: 3, helped: null, key: key() }),
	],
	['training/server/change-training.ts', () => removeTraining(world, ada, { id: training, key: key() })],
	['training/server/recently-removed.ts', () => putBackTraining(world, ada, { id: training, key: key() })],
	['training/server/change-training.ts', () => removeTraining(world, ada, { id: training, key: key() })],
	[
		'training/server/recently-removed.ts',
		() => eraseTrainingForGood(world, ada, { id: training, key: key() }),
	],
	[
		'training/server/hours/share-hours.ts',
		() => shareHours(world, ada, { year: '2025', days: 7, key: key() }),
	],
	[
		'training/server/hours/share-hours.ts',
		async () => {
			const [{ id } = { id: '' }] = await hoursShares(world, ada);
			await withdrawHoursShare(world, ada, { id, key: key() });
		},
	],
	[
		'drafts/server/save-draft.ts',
		() => saveDraft(world, ada, { ...DRAFT, revision: 0, typed, settled: false }),
	],
	['drafts/server/save-draft.ts', () => deleteOwnDraft(world, ada, DRAFT)],
];

test('each act runs in one unit, within the person’s data, and writes nothing that others share', async () => {
	for (const [file, act] of ACTS) {
		units.length = 0;
		await act();
		expect([file, units.map(({ scope }) => scope)]).toEqual([file, [{ ownedBy: ada.id }]]);
		const tables = units.flatMap((unit) => unit.tables);
		expect([file, tables.length > 0]).toEqual([file, true]);
		expect([file, tables.filter((table) => !OWN_TABLES.includes(table))]).toEqual([file, []]);
	}
});

test('no other file limits an act so', () => {
	const limited = globSync('**/*.ts', { cwd: root })
		.filter(
			(file) => !file.endsWith('.test.ts') && /isOwn: true/.test(readFileSync(`${root}/${file}`, 'utf8')),
		)
		.toSorted();
	expect(limited).toEqual([...new Set(ACTS.map(([file]) => file))].toSorted());
});
