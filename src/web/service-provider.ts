import { issuerAt } from '#awards/server';
import { listInstitutions } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';

/** The institution that offers this service: its name and, once it has issued a badge, the path of its page. */
export interface ServiceProvider {
	readonly name: string;
	readonly href: string | null;
}

/** What was read last of each service; tests open several in one process. */
const providers = new WeakMap<World['db'], ServiceProvider | null>();

/**
 * Reads who offers this service: its only institution, or that of the demonstration; nobody if there are
 * several. A closed institution offers nothing. It is kept in memory, since every page names it: read again at
 * the start, every minute, and when an institution is made, renamed, closed or reopened here.
 */
export async function readServiceProvider(world: World): Promise<void> {
	const all = (await listInstitutions(world)).filter(({ closedAt }) => closedAt === null);
	const [only, another] = world.demonstration ? all.filter((one) => one.demonstration) : all;
	const provider = only && !another ? only : undefined;
	providers.set(
		world.db,
		provider ? { name: provider.name, href: await issuerPath(world, provider.slug) } : null,
	);
}

/** The path of the page of an institution’s issuing body; null before its first badge. */
export async function issuerPath(world: World, slug: string): Promise<string | null> {
	try {
		return `/i/${(await issuerAt(world, slug)).slug}`;
	} catch (error) {
		if (error instanceof Refusal && error.status === 404) return null;
		throw error;
	}
}

/** Who offers this service, as it was read last; null if nobody alone does. */
export const serviceProvider = (world: World): ServiceProvider | null => providers.get(world.db) ?? null;
