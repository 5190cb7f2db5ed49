import { createHash } from 'node:crypto';
import type { Actor } from '#identity';
import {
	administeredInstitution,
	institutionById,
	raiseBadgesRevision,
	writeOnceAsAdministrator,
} from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { BadgeFileFault } from '../../badge-file-fault.ts';
import type { BadgeDefinition } from '../../definition.ts';
import { isOwnBadge, ownBadgeId } from '../../own-id.ts';
import { catalogueOf } from '../catalogue.ts';
import {
	badgeFileText,
	type BadgeFileContent,
	changedPlaces,
	storedDefinitionText,
	isSameBadge,
} from './badge-file-content.ts';
import { readBadgeElsewhere } from './badge-file-job.ts';
import { definitionAt, ownDefinition } from './known-badges.ts';
import {
	countOwnBadges,
	findOwnBadge,
	findOwnBadgeVersion,
	insertOwnBadge,
	insertOwnBadgeVersion,
	type OwnBadge,
	type OwnBadgeVersion,
	ownBadgesOf,
	updateOwnBadge,
} from './own-badge-store.ts';

/** Most badges that an institution may have of its own. */
export const MOST_OWN_BADGES = 100;

/** A badge of the institution's own, as its administrators see it. */
export interface AdministeredOwnBadge {
	readonly id: string;
	readonly definition: BadgeDefinition;
	readonly version: number;
	readonly offered: boolean;
	readonly importedAt: Date;
	/** Who imported this version; null once they have no account any more. */
	readonly by: string | null;
}

/** Returns the badges of the institution's own that the actor administers, by their ids. */
export async function administeredOwnBadges(
	world: World,
	actor: Actor,
): Promise<{ readonly institution: string; readonly badges: readonly AdministeredOwnBadge[] }> {
	const { id, name } = await institutionById(world, administeredInstitution(actor));
	const rows = await ownBadgesOf(world.db.read, id);
	return {
		institution: name,
		badges: rows.map(({ definition, ...row }) => ({ ...row, definition: ownDefinition(row.id, definition) })),
	};
}

/**
 * What importing the file of a badge would change, or the faults for which it cannot be imported. A preview
 * stores nothing.
 */
export type BadgeFilePreview =
	| { readonly faults: readonly BadgeFileFault[] }
	| {
			readonly faults: readonly [];
			readonly badge: BadgeFileContent;
			/** `same`: this very badge is there already, so that nothing would be done. */
			readonly standing: 'new' | 'changed' | 'same';
			/** The version it would have, or has. */
			readonly version: number;
			/** The version in place; 0 for none. */
			readonly shown: number;
			/** The places of the file that differ from the version in place. */
			readonly changes: readonly string[];
	  };

const contentOf = ({ badge, ...row }: OwnBadgeVersion): BadgeFileContent => ({
	definition: ownDefinition(badge, row.definition),
	...{ artworkFr: row.artworkFr, artworkEn: row.artworkEn },
});

/** A new version is of the same badge: what was recognised under it must not come to mean something else. */
function stayingFaults(before: BadgeDefinition, after: BadgeDefinition): BadgeFileFault[] {
	return (['kind', 'dimension'] as const).flatMap((key) =>
		before[key] === after[key]
			? []
			: [{ place: `definition.${key}`, code: 'stays' as const, params: { was: before[key] } }],
	);
}

/** Reads the file of a badge and compares it with the version in place in an institution. */
async function previewIn(world: World, institution: string, content: string): Promise<BadgeFilePreview> {
	const read = await readBadgeElsewhere(world.threads, content);
	if ('faults' in read) return { faults: read.faults };
	const { slug } = await institutionById(world, institution);
	const id = ownBadgeId(slug, read.content.definition.id);
	const badge = { ...read.content, definition: { ...read.content.definition, id } };
	const { version: given } = badge.definition;
	const own = await findOwnBadge(world.db.read, id);
	const row = own && (await findOwnBadgeVersion(world.db.read, id, own.version));
	if (!own || !row) return { faults: [], badge, standing: 'new', version: given, shown: 0, changes: [] };
	const before = contentOf(row);
	if (isSameBadge(before, badge))
		return { faults: [], badge, standing: 'same', version: own.version, shown: own.version, changes: [] };
	const faults = stayingFaults(before.definition, badge.definition);
	if (faults.length > 0) return { faults };
	return {
		...{ faults: [], badge, standing: 'changed', shown: own.version },
		// A version once given is never changed: what differs from the one in place is a later one.
		version: Math.max(given, own.version + 1),
		changes: changedPlaces(before, badge),
	};
}

/**
 * Returns what importing the file of a badge would do in the institution that the actor administers, and stores
 * nothing.
 */
export const previewBadgeFile = (world: World, actor: Actor, content: string): Promise<BadgeFilePreview> =>
	previewIn(world, administeredInstitution(actor), content);

/** What an import did: a badge that was not there, a new version of one, or nothing as it was there already. */
export interface ImportedBadge {
	readonly id: string;
	readonly version: number;
	readonly done: 'new' | 'changed' | 'same';
}

/**
 * Imports the file of a badge into the institution that the actor administers. The same badge again makes no
 * version. Throws `badges.file-faults` for a file with faults, which `previewBadgeFile` tells;
 * `badges.changed-meanwhile` (409) when another version than `shown` is in place; `badges.too-many`.
 */
export async function importBadge(
	world: World,
	actor: Actor,
	{ content, shown, key }: { readonly content: string; readonly shown: number; readonly key: string },
): Promise<ImportedBadge> {
	const institution = administeredInstitution(actor);
	const preview = await previewIn(world, institution, content);
	if (!('badge' in preview)) throw new Refusal('badges.file-faults', { field: 'content' });
	const { badge, version, standing } = preview;
	const { id } = badge.definition;
	const sha256 = createHash('sha256').update(badgeFileText(badge)).digest('hex');
	const form = { institution, action: 'badges.import', key, sent: { id, sha256 } };
	return writeOnceAsAdministrator<ImportedBadge & { [key: string]: string | number }>(
		world,
		actor,
		form,
		async (tx, me) => {
			const own = await findOwnBadge(tx, id);
			if (standing === 'same' && own?.version === version)
				return { answer: { id, version, done: 'same' }, did: null };
			if ((own?.version ?? 0) !== shown || preview.shown !== shown)
				throw new Refusal('badges.changed-meanwhile', { status: 409 });
			if (!own && (await countOwnBadges(tx, institution)) >= MOST_OWN_BADGES)
				throw new Refusal('badges.too-many', { params: { most: MOST_OWN_BADGES } });
			const changed = {
				...{ version, revision: await raiseBadgesRevision(tx, institution) },
				...{ changedBy: me.id, changedAt: world.now() },
			};
			if (own) await updateOwnBadge(tx, id, changed);
			else await insertOwnBadge(tx, { id, institution, offered: true, ...changed });
			const { definition, artworkFr, artworkEn } = badge;
			await insertOwnBadgeVersion(tx, {
				...{ badge: id, version, artworkFr, artworkEn },
				definition: storedDefinitionText({ ...definition, id: nameInFile(id), version }),
				...{ importedBy: me.id, importedAt: world.now() },
			});
			return {
				answer: { id, version, done: own ? 'changed' : 'new' },
				did: { what: 'own-badge-imported', thing: id },
			};
		},
	);
}

/** The id of a badge in its file: the one in the service without the institution's short name. */
const nameInFile = (id: string) => id.slice(id.indexOf('.') + 1);

/** Sets whether a badge of the institution's own is offered; does nothing when it is so already. */
async function setOffered(
	world: World,
	actor: Actor,
	{ badge, key }: { readonly badge: string; readonly key: string },
	{ offered, action }: { readonly offered: boolean; readonly action: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const form = { institution, action, key, sent: { badge } };
	await writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		const own: OwnBadge | undefined = await findOwnBadge(tx, badge);
		if (own?.institution !== institution) throw notFound();
		if (own.offered === offered) return { answer: true, did: null };
		const revision = await raiseBadgesRevision(tx, institution);
		await updateOwnBadge(tx, badge, { offered, revision, changedBy: me.id, changedAt: world.now() });
		const what = offered ? 'own-badge-offered' : 'own-badge-withdrawn';
		return { answer: true, did: { what, thing: badge } };
	});
}

type OwnBadgeInput = { readonly badge: string; readonly key: string };

/**
 * Takes a badge of the institution's own out of its offer: nobody begins to ask for it any more, and no rule
 * gives it. What was given, and what was asked for, stays. Throws not-found (404) for a badge of another.
 */
export const withdrawOwnBadge = (world: World, actor: Actor, input: OwnBadgeInput): Promise<void> =>
	setOffered(world, actor, input, { offered: false, action: 'badges.withdraw' });

/** Puts a badge of the institution's own back into its offer. Throws not-found (404) for a badge of another. */
export const offerOwnBadge = (world: World, actor: Actor, input: OwnBadgeInput): Promise<void> =>
	setOffered(world, actor, input, { offered: true, action: 'badges.offer' });

/**
 * Returns the file of a badge, as text: the latest version of one of the institution's own, or a common one, from
 * which an administrator can make another. Throws not-found (404) for a badge of another institution.
 */
export async function exportBadge(
	world: World,
	actor: Actor,
	id: string,
): Promise<{ readonly name: string; readonly text: string }> {
	const institution = administeredInstitution(actor);
	if (isOwnBadge(id)) {
		const own = await findOwnBadge(world.db.read, id);
		const row =
			own?.institution === institution && (await findOwnBadgeVersion(world.db.read, id, own.version));
		if (!row) throw notFound();
		const content = contentOf(row);
		const definition = { ...content.definition, id: nameInFile(id) };
		return { name: `${id}.${row.version}.json`, text: badgeFileText({ ...content, definition }) };
	}
	const catalogue = catalogueOf(world);
	const definition = await definitionAt(world, { badge: id, definitionVersion: 1 });
	// A milestone asks for badges, which an institution’s own badge cannot.
	if (!definition || definition.kind === 'milestone') throw notFound();
	const [artworkFr, english] = [catalogue.artwork(id, 'fr'), catalogue.artwork(id, 'en')];
	const artworkEn = english === artworkFr ? null : english;
	return { name: `${id}.json`, text: badgeFileText({ definition, artworkFr, artworkEn }) };
}
