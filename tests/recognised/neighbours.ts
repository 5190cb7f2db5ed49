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

/** An instant of the neighbours' story: so many minutes after its beginning. */
export const minute = (n: number): Date => new Date(START + n * 60_000);

/**
 * Two institutions that issue, with two people each, so that a query that forgets a part of its `where` returns too much.
 * Nothing is signed: stores only keep texts.
 */
export async function neighbours(world: World) {
	const place = async (name: string, kind: 'school' | 'college') => {
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
	const here = await place('École des Érables', 'school');
	const there = await place('Cégep d’ailleurs', 'college');
	return {
		...{ here, there },
		ada: await here.learner('Ada'),
		emile: await here.learner('Émile'),
		bruno: await enter(world, 'Bruno', [{ institution: here.institution, role: 'adviser' }]),
		denis: await there.learner('Denis'),
		fatou: await there.learner('Fatou'),
	};
}

/** One place of the neighbours' story. */
export type Place = Awaited<ReturnType<typeof neighbours>>['here'];

let entry = 1000;
const code = () => `code${String((entry += 1)).padStart(4, '0')}`;

/** An award of somebody, as a store keeps it: standing, hidden, in Collaboration unless told. */
export const awardAt = (
	world: World,
	{ institution, issuer, kid }: Place,
	person: string | null,
	set: Partial<Award> = {},
): Award => ({
	...{ id: world.newId(), application: null, person, institution, issuer: issuer.id },
	...{ badge: 'practice-collaboration', definitionVersion: 2, locale: 'fr', subject: 'urn:uuid:1' },
	...{ credential: '{}', kid, statusList: 1, statusIndex: (entry += 1), shortCode: code() },
	basis: { said: 'advanced', shown: null, observed: 'intermediate', minutes: 7, reflections: 3, evidence: 2 },
	...{ decidedBy: null, translationOf: null, awardedAt: minute(1), publishedAt: null, showsName: false },
	...{ revokedAt: null, revokedBy: null, revocationReason: null },
	...set,
});

/** A badge on its way to somebody, as a store keeps it: intended, in Collaboration unless told. */
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
		...{ definitionVersion: 2, locale: 'fr', subject: 'urn:uuid:1', decidedBy: null, acceptance: null },
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

/** A draft of somebody's for a badge: in Collaboration unless told. */
export const applicationAt = (
	world: World,
	{ institution }: Place,
	person: string,
	set: Partial<Application> = {},
): Application => ({
	...{ id: world.newId(), person, institution, badge: 'practice-collaboration', definitionVersion: 2 },
	...{ locale: 'fr', state: 'draft', revision: 1, evidenceInBadge: false },
	...{ createdAt: minute(1), submittedAt: null, decidedAt: null },
	...set,
});

/** A piece of evidence, something sent and an answer, at a minute of the story. */
export const evidenceAt = (world: World, n: number): Evidence => ({
	...{ id: world.newId(), title: `Trace ${n}`, link: null, training: null, reflection: 'Ceci.' },
	addedAt: minute(n),
});
export const submissionAt = (world: World, n: number): Submission => ({
	...{ id: world.newId(), said: 'advanced', at: minute(n) },
	evidence: [{ title: `Trace ${n}`, link: null, reflection: 'Ceci.' }],
});
export const reviewAt = (world: World, n: number): Review => ({
	...{ id: world.newId(), reviewer: null, decision: 'return', reason: `Raison ${n}`, level: null },
	...{ saidAtDecision: 'advanced', at: minute(n) },
});

type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Every row of applications and awards, by its table and what names it. */
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
 * What some work changes of applications and awards in the database, by `table id`: of each row only the columns that change,
 * with their new values; `added` whole; `null` for one that is gone.
 */
export const changesOf = (world: World, work: (tx: Queries) => Promise<unknown>) =>
	changesBy(world, () => world.db.write(work));

/** The same of work that opens its write units itself. */
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
