import type { BadgeDefinition } from './definition.ts';

/**
 * The id of a badge of an institution's own, from the institution's short name and the id in its file:
 * `laurentides.robotique`. The point stands in no other id, and a short name is of one institution for ever.
 */
export const ownBadgeId = (institutionSlug: string, id: string): string => `${institutionSlug}.${id}`;

/** Returns whether an id is that of a badge of an institution's own, rather than of a common one. */
export const isOwnBadge = (id: string): boolean => id.includes('.');

/** The short name of the institution that has this badge of its own; null for a common one. */
export const ownerSlug = (id: string): string | null =>
	isOwnBadge(id) ? id.slice(0, id.indexOf('.')) : null;

/**
 * The part of an address that names a badge: the id of a common badge; with the version for one of an
 * institution's own, `laurentides.robotique.2`, so that each version is served for ever.
 */
export const badgeSegment = ({ id, version }: Pick<BadgeDefinition, 'id' | 'version'>): string =>
	isOwnBadge(id) ? `${id}.${version}` : id;

/** Reads what `badgeSegment` wrote; the version is null where none is named. */
export function readBadgeSegment(segment: string): { readonly id: string; readonly version: number | null } {
	const [institution, id, version] = segment.split('.');
	if (id === undefined) return { id: segment, version: null };
	return { id: `${institution}.${id}`, version: version === undefined ? null : Number(version) };
}
