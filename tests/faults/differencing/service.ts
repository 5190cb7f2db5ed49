import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Answer } from '#assessment';
import { recordAnswer } from '#assessment/server';
import { nextPortraitDate, PORTRAIT_LEVELS } from '#cohort';
import {
	advisedCohorts,
	createCohort,
	joinCohort,
	leaveCohort,
	makePortraits,
	readCohortAndRecordLook,
} from '#cohort/server';
import type { PersonActor } from '#identity';
import { createInstitution, createPerson, membershipsOf } from '#identity/server';
import {
	databaseFile,
	ensureKeyFile,
	fileSeal,
	jobsOnThisThread,
	migrateSqlite,
	newId,
	openSqlite,
	publicFetch,
	type World,
} from '#platform/server';
import { erasePersonInUnit } from '#privacy/server';
import { localFiles } from '../../../src/platform/server/files/local-files.ts';
import { lotsSecret } from '../../../src/cohort/server/lots-of.ts';
import type { Drawing, Screen } from './rules.ts';
import { placeOf, type Script } from './script.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A real service without its pages: a database of its own, and a clock that histories set. */
export interface Service {
	readonly world: World;
	setNow(now: Date): void;
	close(): Promise<void>;
}

/** Opens a service on a new SQLite database in a temporary folder, removed when it is closed. */
export function openService(): Service {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-differencing-'));
	mkdirSync(join(folder, 'secrets'));
	const keyFile = join(folder, 'secrets', 'seal.key');
	ensureKeyFile(keyFile);
	migrateSqlite(databaseFile(folder), join(ROOT, 'drizzle', 'sqlite'));
	const db = openSqlite(databaseFile(folder));
	const origin = 'http://localhost:3000';
	const nothing = () => undefined;
	let now = new Date();
	return {
		world: {
			...{ db, now: () => now, newId, origin, seal: fileSeal(keyFile) },
			log: { info: nothing, warn: nothing, error: nothing },
			badgesDir: join(ROOT, 'badges'),
			...{ knownIssuers: null, demonstration: true, tokenAlgorithm: 'ES256' as const },
			fetchDocument: publicFetch({ origin, demonstration: true, outbound: false, plainHttp: false }),
			passwordCost: { memory: 64, passes: 1, parallelism: 1 },
			threads: jobsOnThisThread,
			files: {
				store: localFiles(join(folder, 'files')),
				quotas: { person: 10_000_000, institution: 20_000_000 },
			},
			...{ mailing: null, closings: {}, listeners: {} },
		},
		setNow: (instant) => void (now = instant),
		close: async () => {
			await db.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** What a service showed of a history, and whose lots it drew. */
export interface Shown {
	readonly screens: readonly Screen[];
	readonly drawing: Drawing;
}

/** Gives an account to somebody with one role in an institution. */
async function enter(world: World, institution: string, role: 'adviser' | 'learner'): Promise<PersonActor> {
	const username = `p-${newId().slice(0, 12)}`;
	const memberships = [
		{ institution, role, ...(role === 'learner' ? { audience: 'teacher' as const } : {}) },
	];
	const id = await createPerson(world, { username, displayName: 'Membre', memberships });
	return {
		...{ kind: 'person' as const, id, username, displayName: 'Membre', session: null },
		memberships: await membershipsOf(world, id),
	};
}

/**
 * Plays a history of what people say, in the cohorts of one institution, by the service's own acts: people
 * enter, answer, join, leave and are erased, the sweep passes, and the adviser looks at every page.
 */
export async function playOnService({ world, setNow }: Service, script: Script): Promise<Shown> {
	let date = '2026-12-01';
	let now = new Date('2026-11-20T15:00:00Z');
	/** Each act comes a second after the last. */
	const later = () => setNow((now = new Date(now.getTime() + 1000)));
	later();
	const { id: institution } = await createInstitution(world, {
		slug: `d-${newId().slice(0, 12)}`,
		name: 'École',
		kind: 'service-centre',
		threshold: script.threshold,
	});
	const adviser = await enter(world, institution, 'adviser');
	const cohorts: string[] = [];
	for (const cohort of script.cohorts.keys())
		cohorts.push(
			await createCohort(world, adviser, {
				name: `Cohorte ${cohort}`,
				audience: 'teacher',
				endsOn: null,
				key: newId(),
			}),
		);
	const advised = await advisedCohorts(world, adviser);
	const codes = cohorts.map((id) => advised.find((one) => one.id === id)!.joinCode);
	const people = new Map<number, PersonActor>();
	const revisions = new Map<string, number>();
	const screens: Screen[] = [];
	const photograph = async () => {
		const screen: Record<string, readonly number[]> = {};
		for (const [cohort, id] of cohorts.entries()) {
			const { portrait } = await readCohortAndRecordLook(world, adviser, id);
			for (const [source, figures] of Object.entries(portrait?.figures ?? {}))
				for (const [slug, { shares }] of Object.entries(figures))
					screen[`${cohort} ${placeOf(source as 'said', slug)}`] = PORTRAIT_LEVELS.map(
						(level) => shares[level],
					);
		}
		screens.push(screen);
	};
	const answer = async (who: number, slots: ReadonlyMap<string, number>) => {
		for (const dimension of script.dimensions) {
			const level = script.people[who]!.levels[slots.get(placeOf('said', dimension))!]!;
			const key = `${who} ${dimension}`;
			const statement = `teacher-${dimension}-2`;
			const given = { statement, answer: level as Answer, revision: revisions.get(key) ?? 0, key: newId() };
			const stored = await recordAnswer(world, people.get(who)!, given);
			revisions.set(key, stored.revisions[statement]!);
		}
	};
	for (const event of script.events) {
		later();
		if (event.what === 'date') {
			now = new Date(`${date}T15:00:00Z`);
			setNow(now);
			await makePortraits(world);
			await photograph();
			date = nextPortraitDate(date);
			continue;
		}
		if (event.what === 'enter') people.set(event.who, await enter(world, institution, 'learner'));
		const one = people.get(event.who)!;
		if (event.what === 'assess') await answer(event.who, event.slots);
		if (event.what === 'join') await joinCohort(world, one, { code: codes[event.cohort]!, key: newId() });
		if (event.what === 'leave')
			await leaveCohort(world, one, { cohort: cohorts[event.cohort]!, key: newId() });
		if (event.what === 'erase') {
			await world.db.write((tx) => erasePersonInUnit(tx, one.id, { keepBadges: true, now }));
			await photograph();
		}
	}
	const secret = await world.db.write((tx) => lotsSecret(tx, world));
	return { screens, drawing: { idOf: (who) => people.get(who)!.id, secretOf: () => secret } };
}
