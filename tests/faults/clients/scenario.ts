import { type SQL, sql } from 'drizzle-orm';
import { IdempotencyConflict, Refusal } from '#platform';
import { createInstitution } from '#identity/server';
import type { PersonActor, Role } from '#identity';
import type { Queries, World } from '#platform/server';
import { newcomer } from '../../people.ts';

/** What clients that act at the same moment got: how many did it, how many were refused, and other errors. */
export interface Met {
	readonly done: readonly unknown[];
	readonly refused: readonly string[];
	readonly errors: readonly string[];
}

/** What one round of a scenario showed: what the clients got, and what is wrong afterwards. */
export interface Round extends Met {
	readonly wrong: readonly string[];
}

/** An update that could be lost, tried by all clients of one database at the same moment. */
export interface Scenario {
	readonly name: string;
	/** True if it needs a database without an institution: it empties the one it is given. */
	readonly empties?: true;
	/** Prepares, lets every client act at once, and compares what is stored with what must hold. */
	readonly play: (clients: readonly World[]) => Promise<Round>;
}

/** What an error says; of one of the database, what PostgreSQL said and not the query. */
function said(problem: unknown): string {
	const { message, cause } = problem as Error;
	return cause instanceof Error ? said(cause) : message;
}

/** Lets every client act at the same moment. */
export async function atOnce(
	clients: readonly World[],
	act: (world: World, n: number) => Promise<unknown>,
): Promise<Met> {
	const all = await Promise.allSettled(clients.map((world, n) => act(world, n)));
	const problems = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
	const isRefusal = (problem: unknown): problem is Refusal =>
		problem instanceof Refusal || problem instanceof IdempotencyConflict;
	return {
		done: all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
		refused: problems.filter(isRefusal).map(({ code }) => code),
		errors: problems.filter((problem) => !isRefusal(problem)).map(said),
	};
}

/** What clients met in all, when they acted several times. */
export const together = (...all: readonly Met[]): Met => ({
	done: all.flatMap(({ done }) => done),
	refused: all.flatMap(({ refused }) => refused),
	errors: all.flatMap(({ errors }) => errors),
});

/** Compares what is stored with what must be: by name, each pair that differs. */
export const wrongIn = (
	pairs: Readonly<Record<string, readonly [found: unknown, must: unknown]>>,
): string[] =>
	Object.entries(pairs).flatMap(([name, [found, must]]) =>
		JSON.stringify(found) === JSON.stringify(must)
			? []
			: [`${name}: ${JSON.stringify(found)} in place of ${JSON.stringify(must)}`],
	);

/** Asks the database, past every store, and returns the rows. */
export async function rowsOf(world: World, query: SQL): Promise<readonly Record<string, unknown>[]> {
	const q = world.db.read as Queries & {
		execute(query: SQL): Promise<{ rows: Record<string, unknown>[] }>;
	};
	return (await q.execute(query)).rows;
}

/** Asks the database for one number. */
export const numberOf = async (world: World, query: SQL): Promise<number> =>
	Number(Object.values((await rowsOf(world, query))[0] ?? {})[0]);

/** Makes a new institution; returns its id, and what makes people of it. */
export async function school(world: World) {
	const { id } = await createInstitution(world, {
		...{ slug: `ecole-${world.newId().slice(0, 10)}`, name: 'École des Érables', kind: 'service-centre' },
	});
	const person = (role: Role, name: string): Promise<PersonActor> =>
		newcomer(world, [{ institution: id, role, ...(role === 'learner' && { audience: 'teacher' }) }], name);
	return { id, person };
}

/** How many administrators an institution has who can sign in. */
export const administratorsOf = (world: World, institution: string): Promise<number> =>
	numberOf(
		world,
		sql`select count(*) from memberships m join people p on p.id = m.person
			where m.institution = ${institution} and m.role = 'administrator' and m.ended_at is null and p.disabled_at is null`,
	);
