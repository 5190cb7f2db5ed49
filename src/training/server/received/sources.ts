import type { Actor } from '#identity';
import {
	administeredInstitution,
	newToken,
	tokenHash,
	writeAsAdministrator,
	writeOnceAsAdministrator,
} from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import {
	findSource,
	insertSource,
	replaceSourceKey,
	sourceCount,
	sourcesOf,
	storeSourceRevoked,
	type TrainingSource,
} from './source-store.ts';
import { type StatementState, statementCounts } from './statement-store.ts';

/** Most services that an institution may let send activities, revoked ones counted. */
export const MOST_SOURCES = 50;

/** A service as its administrators see it: without its key, and how many statements came, by state. */
export interface AdministeredSource extends Omit<TrainingSource, 'keyHash' | 'institution'> {
	readonly counts: Readonly<Partial<Record<StatementState, number>>>;
}

/** The services that may send activities to the institution that the actor administers. */
export async function administeredSources(
	world: World,
	actor: Actor,
): Promise<readonly AdministeredSource[]> {
	const sources = await sourcesOf(world.db.read, administeredInstitution(actor));
	const counts = await statementCounts(
		world.db.read,
		sources.map(({ id }) => id),
	);
	return sources.map(({ keyHash: _, institution: __, ...source }) => ({
		...source,
		counts: counts.get(source.id) ?? {},
	}));
}

/** One of these services. Throws not-found (404) for that of another institution. */
export async function administeredSource(
	world: World,
	actor: Actor,
	id: string,
): Promise<AdministeredSource> {
	const institution = administeredInstitution(actor);
	const found = await findSource(world.db.read, id);
	if (found?.institution !== institution) throw notFound();
	const { keyHash: _, institution: __, ...source } = found;
	const counts = (await statementCounts(world.db.read, [id])).get(id) ?? {};
	return { ...source, counts };
}

/** A key of a service, shown once: the two parts of Basic authentication. */
export interface SourceKey {
	readonly user: string;
	readonly password: string;
}

/**
 * Lets a service send activities to the institution that the actor administers; returns its key, of which only
 * a hash is stored. A repeat of the same form makes no second service: it gives the first another key, and the
 * earlier one stops working. Throws `training.sources-many`, and `training.source-revoked` (409) when the
 * repeated one was revoked meanwhile.
 */
export async function makeSource(
	world: World,
	actor: Actor,
	{ key, ...content }: Pick<TrainingSource, 'name' | 'minutes' | 'dimensions'> & { readonly key: string },
): Promise<SourceKey> {
	const institution = administeredInstitution(actor);
	const [id, createdAt, password] = [world.newId(), world.now(), newToken()];
	const sent = { ...content, dimensions: [...content.dimensions] };
	const form = { institution, action: 'training.make-source', key, sent };
	const made = await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		if ((await sourceCount(tx, institution)) >= MOST_SOURCES)
			throw new Refusal('training.sources-many', { params: { most: MOST_SOURCES } });
		const keyHash = tokenHash(password);
		await insertSource(tx, {
			...{ ...content, id, institution, keyHash, createdAt, lastAt: null, revokedAt: null },
		});
		return { answer: id, did: { what: 'source-made', thing: id } };
	});
	if (made === id) return { user: id, password };
	const renewed = await writeAsAdministrator(world, actor, { institution }, async (tx) => ({
		answer: await replaceSourceKey(tx, made, tokenHash(password)),
		did: null,
	}));
	if (!renewed) throw new Refusal('training.source-revoked', { status: 409 });
	return { user: made, password };
}

/** Revokes the key of a service: it sends nothing more. What came stays. Idempotent for a form's key. */
export async function revokeSource(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<string> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: `training.revoke-source:${id}`, key, sent: {} };
	return writeOnceAsAdministrator(world, actor, form, async (tx) => {
		const source = await findSource(tx, id);
		if (source?.institution !== institution) throw notFound();
		const did = await storeSourceRevoked(tx, id, world.now());
		return { answer: source.name, did: did ? { what: 'source-revoked', thing: id } : null };
	});
}
