import { CURRENT_VERSION } from '#framework';
import type { Application, Evidence, Review, Submission } from '../../src/applications/application.ts';
import type { Award } from '../../src/awards/award.ts';
import type { Issuance } from '../../src/awards/issuance.ts';
import { createInstitution } from '#identity/server';
import type { Queries, World } from '#platform/server';
import { enter } from './cast.ts';
import { addIssuer, type Issuer } from '../../src/awards/server/issuers/issuer-store.ts';
import { tablesOf as applicationTablesOf } from '../../src/applications/server/tables.ts';
import { tablesOf } from '../../src/awards/server/tables.ts';

const START = Date.parse('2026-11-01T12:00:00Z');

/** The instant `n` minutes after the first one in the data of the neighbours. */
export const minute = (n: number): Date => new Date(START + n * 60_000);

/**
 * Creates two institutions with an issuer and two people each, so that a query with an incomplete `where`
 * also returns rows of the neighbour. Nothing is really signed: stores only keep texts.
 */
export async function neighbours(world: World) {
	const place = async (name: string, kind: 'service-centre' | 'cegep') => {
		const slug = `${kind}-${world.newId().slice(0, 8)}`;
		const { id: institution } = await createInstitution(world, { slug, name, kind });
		const id = world.newId();
		const issuer: Issuer = {
			...{ id, institution, slug },
			did: `did:web:macaron.example:i:${slug}`,
			origin: 'https://macaron.example',
			createdAt: minute(0),
		};
		const kid = `z6Mk-${slug}`;
		const key = { id: world.newId(), kid, sealedPrivate: `sealed ${kid}` };
		await world.db.write((tx) => addIssuer(tx, issuer, key));
		const learner = async (displayName: string) =>
			enter(world, displayName, [{ institution, role: 'learner', audience: 'teacher' }]);
		return { institution, issuer, kid, learner };
	};
	const here = await place('École des Érables', 'service-centre');
	const there = await place('Cégep d’ailleurs', 'cegep');
	return {
		...{ here, there },
		ada: await here.learner('Ada'),
		emile: await here.learner('Émile'),
		bruno: await enter(world, 'Bruno', [{ institution: here.institution, role: 'adviser' }]),
		denis: await there.learner('Denis'),
		fatou: await there.learner('Fatou'),
	};
}

/** One of the two neighbouring institutions, with its issuer and its people. */
export type Place = Awaited<ReturnType<typeof neighbours>>['here'];

let entry = 1000;
const code = () => `code${String((entry += 1)).padStart(4, '0')}`;

/**
 * Makes a row of an award of a person, to store: in Collaboration, active and unpublished, unless `set` says
 * otherwise.
 */
export const awardAt = (
	world: World,
	{ institution, issuer, kid }: Place,
	person: string | null,
	set: Partial<Award> = {},
): Award => ({
	...{ id: world.newId(), application: null, person, institution, issuer: issuer.id },
	...{ badge: 'practice-collaboration', definitionVersion: 3, frameworkVersion: CURRENT_VERSION },
	...{ locale: 'fr', subject: 'urn:uuid:1' },
	...{ credential: '{}', kid, statusList: 1, statusIndex: (entry += 1), shortCode: code() },
	basis: { said: 'advanced', shown: null, observed: 'intermediate', minutes: 7, reflections: 3, evidence: 2 },
	...{
		decidedBy: null,
		translationOf: null,
		awardedAt: minute(1),
		validUntil: null,
		publishedAt: null,
		showsName: false,
		reconsideredAt: null,
		reconsidered: null,
		bindsEmail: false,
	},
	...{ revokedAt: null, revokedBy: null, revocationReason: null },
	...set,
});

/**
 * Makes a row of an issuance for a person, to store: in Collaboration and at step `intended`, unless `set`
 * says otherwise.
 */
export const issuanceAt = (
	world: World,
	{ institution, issuer, kid }: Place,
	person: string,
	set: Partial<Issuance> = {},
): Issuance => ({
	...{ id: world.newId(), person, institution, badge: 'practice-collaboration', application: null },
	...{ issuer: issuer.id, kid, statusList: 1, statusIndex: (entry += 1), shortCode: code() },
	...{ unsigned: '{"a":1}', digest: 'digest', step: 'intended', proof: null, voided: null, reissueOf: null },
	intent: {
		...{ definitionVersion: 3, frameworkVersion: CURRENT_VERSION, locale: 'fr', subject: 'urn:uuid:1' },
		...{ decidedBy: null, acceptance: null },
		basis: {
			said: 'advanced',
			shown: null,
			observed: 'intermediate',
			minutes: 7,
			reflections: 3,
			evidence: 2,
		},
	},
	...{ createdAt: minute(1), updatedAt: minute(1) },
	...set,
});

/** Makes a row of a person's application, to store: a draft in Collaboration, unless `set` says otherwise. */
export const applicationAt = (
	world: World,
	{ institution }: Place,
	person: string,
	set: Partial<Application> = {},
): Application => ({
	...{ id: world.newId(), person, institution, badge: 'practice-collaboration', definitionVersion: 3 },
	...{
		frameworkVersion: CURRENT_VERSION,
		locale: 'fr',
		state: 'draft',
		revision: 1,
		evidenceInBadge: false,
		bindsEmail: false,
	},
	settling: false,
	kind: 'evidence',
	...{ createdAt: minute(1), submittedAt: null, decidedAt: null },
	...set,
});

/** Makes a piece of evidence, added `n` minutes after the first instant of the neighbours' data. */
export const evidenceAt = (world: World, n: number): Evidence => ({
	...{ id: world.newId(), title: `Trace ${n}`, link: null, training: null, file: null },
	...{ reflection: 'Ceci.' },
	...{ context: null, shared: false },
	addedAt: minute(n),
});
/** Makes a submission, sent `n` minutes after the first instant of the neighbours' data. */
export const submissionAt = (world: World, n: number): Submission => ({
	...{ id: world.newId(), said: 'advanced', at: minute(n) },
	evidence: [{ title: `Trace ${n}`, link: null, reflection: 'Ceci.' }],
});
/** Makes a review, decided `n` minutes after the first instant of the neighbours' data. */
export const reviewAt = (world: World, n: number): Review => ({
	...{ id: world.newId(), reviewer: null, decision: 'return', reason: `Raison ${n}`, level: null },
	...{ saidAtDecision: 'advanced', markings: [], interview: null, at: minute(n) },
});

type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/**
 * Reads every row of the tables of applications and awards, by table and id (or, for a row without an id, by
 * award or by person and issuer).
 */
async function everyRow(q: Queries): Promise<Rows> {
	const all = new Map<string, Record<string, unknown>>();
	for (const [table, columns] of Object.entries({ ...applicationTablesOf(q), ...tablesOf(q) }))
		for (const row of (await q.select().from(columns)) as Record<string, unknown>[]) {
			const name = row['id'] ?? row['award'] ?? `${row['person']}@${row['issuer']}`;
			all.set(`${table} ${String(name)}`, row);
		}
	return all;
}

/**
 * Runs `work` in one write unit and returns what it changes in the tables of applications and awards, by
 * `table id`: the new values of a row's changed columns; a whole new row under `added`; `null` for a deleted
 * row.
 */
export const changesOf = (world: World, work: (tx: Queries) => Promise<unknown>) =>
	changesBy(world, () => world.db.write(work));

/**
 * Runs `work`, which opens its write units itself, and returns what it changes in the tables of applications
 * and awards, by `table id`: the new values of a row's changed columns; a whole new row under `added`; `null`
 * for a deleted row.
 */
export async function changesBy(
	world: World,
	work: () => Promise<unknown>,
): Promise<Readonly<Record<string, unknown>>> {
	const before = await everyRow(world.db.read);
	await work();
	const after = await everyRow(world.db.read);
	const changes: Record<string, unknown> = {};
	for (const [name, row] of after) {
		const earlier = before.get(name);
		const changed = Object.entries(row).filter(
			([column, value]) => JSON.stringify(value) !== JSON.stringify(earlier?.[column]),
		);
		if (!earlier) changes[name] = { added: row };
		else if (changed.length > 0) changes[name] = Object.fromEntries(changed);
	}
	for (const name of before.keys()) if (!after.has(name)) changes[name] = null;
	return changes;
}
