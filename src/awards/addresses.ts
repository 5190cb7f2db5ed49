import { ID_PATTERN } from '#platform';

/**
 * The public address of an award (`{origin}/b/{id}`), as its page, its files and its signed text all state
 * it.
 */
export const badgeAddress = (origin: string, award: string): string => `${origin}/b/${award}`;

/** The public address of an issuing body (`{origin}/i/{slug}`). */
export const issuingBodyAddress = (origin: string, slug: string): string => `${origin}/i/${slug}`;

/**
 * What a path under `/b/` names: the page of an award (`form` null), one of its files, or a part of its Open
 * Badges 2.0 form.
 */
export interface BadgePath {
	readonly award: string;
	readonly form: 'json' | 'jwt' | 'png' | 'svg' | '2.0' | '2.0/badge' | '2.0.png' | null;
}

const BADGE = new RegExp(`^/b/(${ID_PATTERN})(?:\\.(json|jwt|png|svg)|/(2\\.0(?:/badge|\\.png)?))?$`);
const BODY = /^\/i\/([a-z0-9-]+)(?:\/(2\.0))?$/;

/** Parses a path of this service that names an award or one of its files; null for any other path. */
export function readBadgePath(path: string): BadgePath | null {
	const [, award, file, twin] = BADGE.exec(path) ?? [];
	return award === undefined ? null : { award, form: (file ?? twin ?? null) as BadgePath['form'] };
}

/**
 * The endings of paths that show a badge without containing it: its printed sheet, and the picture that
 * previews a link to it.
 */
const SHOWN = /\.pdf$|\/card\.png$/;

/**
 * Returns the award that an address would name on this service, whatever the address's host; null if its path
 * names none. Accepts capitals and needless slashes, as people type them. The address of a printed sheet or
 * of a preview picture is read as that of the award's page.
 */
export function readBadgeAddress(address: string): BadgePath | null {
	const path = URL.parse(address)
		?.pathname.replace(/\/+(?=\/|$)/g, '')
		.toLowerCase();
	return path === undefined ? null : readBadgePath(path.replace(SHOWN, ''));
}

/**
 * Parses the path of an issuing body (`/i/{slug}`) or of its Open Badges 2.0 profile (`twin` true); null for
 * any other path.
 */
export function readIssuingBodyPath(path: string): { readonly slug: string; readonly twin: boolean } | null {
	const [, slug, twin] = BODY.exec(path) ?? [];
	return slug === undefined ? null : { slug, twin: twin !== undefined };
}
