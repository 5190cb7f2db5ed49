import { type Actor } from '#identity';
import { latestBadgesRevision } from '#identity/server';
import type { Locale } from '#platform';
import { createVersionedCache, type Queries, type VersionedCache, type World } from '#platform/server';
import type { AnyBadgeDefinition, BadgeDefinition } from '../../definition.ts';
import { isOwnBadge } from '../../own-id.ts';
import { catalogueOf, inOrder } from '../catalogue.ts';
import { withFrameworks } from './badge-file-content.ts';
import { findOwnBadgeVersion, type OwnBadgeVersion, ownBadgesAbove } from './own-badge-store.ts';

/** The badges of the service: the common ones, and those that institutions have of their own. */
export interface KnownBadges {
	/** The latest definition of a badge, whoever's it is and even if it is no longer offered; or undefined. */
	badge(id: string): BadgeDefinition | undefined;
	/** The same, and milestones: what an award names. */
	given(id: string): AnyBadgeDefinition | undefined;
	/**
	 * The badges that an institution offers: the common ones and its own, in the order of the catalogue. A
	 * badge of another institution's own is never among them.
	 */
	offeredIn(institution: string): readonly BadgeDefinition[];
	/** The badge with this id if the institution offers it, or undefined. */
	offered(id: string, institution: string): BadgeDefinition | undefined;
}

interface KnownOwnBadge {
	readonly definition: BadgeDefinition;
	readonly institution: string;
	readonly offered: boolean;
	readonly revision: number;
}

/** What a process has read of the badges that institutions have of their own. */
interface Memory {
	/** The latest version of each, by id. */
	readonly badges: Map<string, KnownOwnBadge>;
	/** Up to which revision they were read. */
	revision: number;
	/** What each institution offers, made when it is first asked for after a change. */
	readonly offers: Map<string, readonly BadgeDefinition[]>;
	/** Versions lately used, which never change, with their artwork. */
	readonly versions: VersionedCache<OwnBadgeVersion>;
}

/** Room for versions with their artwork (characters): some hundred. */
const MOST_CHARACTERS = 4_000_000;

// By the function that writes, which a world made for one write unit shares with the world of the service.
const memories = new WeakMap<World['db']['write'], Memory>();

function memoryOf({ db }: Pick<World, 'db'>): Memory {
	const known = memories.get(db.write);
	if (known) return known;
	const size = (one: OwnBadgeVersion) =>
		one.definition.length + one.artworkFr.length + (one.artworkEn?.length ?? 0);
	const memory: Memory = {
		badges: new Map(),
		revision: 0,
		offers: new Map(),
		versions: createVersionedCache(MOST_CHARACTERS, size),
	};
	memories.set(db.write, memory);
	return memory;
}

/** The definition of a badge of an institution's own, under its id in the whole service. */
export const ownDefinition = (id: string, text: string): BadgeDefinition => ({
	...(withFrameworks(JSON.parse(text)) as BadgeDefinition),
	id,
});

/** Reads what was changed since this process last did, if anything was. */
async function catchUp(q: Queries, memory: Memory, latest: number): Promise<void> {
	if (latest === memory.revision) return;
	// Below what was read: the demonstration was emptied, or a session was read just before a change.
	if (latest < memory.revision) {
		memory.badges.clear();
		memory.offers.clear();
		memory.revision = 0;
	}
	for (const { id, definition, institution, offered, revision } of await ownBadgesAbove(q, memory.revision)) {
		// Two requests may read at once, and the later one end first.
		if (revision <= (memory.badges.get(id)?.revision ?? 0)) continue;
		memory.badges.set(id, { definition: ownDefinition(id, definition), institution, offered, revision });
		memory.revision = Math.max(memory.revision, revision);
		memory.offers.clear();
	}
	memory.revision = Math.max(memory.revision, latest);
}

type BadgesWorld = Pick<World, 'db' | 'badgesDir'>;

/**
 * Returns the badges of the service as they stand now. They are kept in memory, and only what was changed since
 * is read. For whom a page is made, their session tells whether anything was; otherwise one query does.
 */
export async function knownBadges(world: BadgesWorld, asker?: Actor): Promise<KnownBadges> {
	const memory = memoryOf(world);
	const bySession = asker?.kind === 'person' && asker.session !== null;
	const latest = bySession ? (asker.ownBadges ?? 0) : await latestBadgesRevision(world.db.read);
	await catchUp(world.db.read, memory, latest);
	const common = catalogueOf(world);
	const offeredIn = (institution: string) => {
		const made =
			memory.offers.get(institution) ??
			[...common.all(), ...[...memory.badges.values()].filter(isOfferOf(institution)).map(definitionOf)].sort(
				inOrder,
			);
		memory.offers.set(institution, made);
		return made;
	};
	return {
		badge: (id) => memory.badges.get(id)?.definition ?? common.badge(id),
		given: (id) => memory.badges.get(id)?.definition ?? common.given(id),
		offeredIn,
		offered: (id, institution) => offeredIn(institution).find((one) => one.id === id),
	};
}

const definitionOf = ({ definition }: KnownOwnBadge) => definition;
const isOfferOf = (institution: string) => (one: KnownOwnBadge) =>
	one.offered && one.institution === institution;

/**
 * Returns the badges of the service for naming these: without a query where none of them is an institution's own.
 */
export const knownBadgesFor = async (
	world: BadgesWorld,
	ids: readonly string[],
): Promise<Pick<KnownBadges, 'badge' | 'given'>> =>
	ids.some(isOwnBadge) ? knownBadges(world) : catalogueOf(world);

/** A badge as an award names it: its id, and the version under which it was given. */
export interface BadgeVersion {
	readonly badge: string;
	readonly definitionVersion: number;
}

/** Returns a version of a badge of an institution's own, kept in memory once it was read. */
async function ownVersion(
	world: Pick<World, 'db' | 'now'>,
	{ badge, definitionVersion }: BadgeVersion,
): Promise<OwnBadgeVersion | undefined> {
	const { versions } = memoryOf(world);
	const name = `${badge}.${definitionVersion}`;
	const kept = versions.get(name, '', world.now());
	if (kept) return kept;
	const found = await findOwnBadgeVersion(world.db.read, badge, definitionVersion);
	if (found) versions.set(name, '', world.now(), found);
	return found;
}

type VersionWorld = Pick<World, 'db' | 'now' | 'badgesDir'>;

/**
 * Returns the definition of a badge in the version under which an award was given; for a common one, the present
 * definition. Undefined for an unknown badge.
 */
export async function definitionAt(
	world: VersionWorld,
	wanted: BadgeVersion,
): Promise<AnyBadgeDefinition | undefined> {
	if (!isOwnBadge(wanted.badge)) return catalogueOf(world).given(wanted.badge);
	const found = await ownVersion(world, wanted);
	return found && ownDefinition(wanted.badge, found.definition);
}

/**
 * Returns the SVG drawing of a badge in a version, its words in a language; for a common one, the present
 * drawing. Throws the refusal `notFound()` (404) for an unknown badge.
 */
export async function artworkAt(world: VersionWorld, wanted: BadgeVersion, locale: Locale): Promise<string> {
	const found = isOwnBadge(wanted.badge) ? await ownVersion(world, wanted) : undefined;
	if (!found) return catalogueOf(world).artwork(wanted.badge, locale);
	return (locale === 'en' ? found.artworkEn : null) ?? found.artworkFr;
}
