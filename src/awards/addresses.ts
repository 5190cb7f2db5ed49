import { ID_PATTERN } from '#platform';

/** The address of a badge, where its page, its files and its signed text all say that it is. */
export const badgeAddress = (origin: string, award: string): string => `${origin}/b/${award}`;

/** The address of an issuing body. */
export const issuingBodyAddress = (origin: string, slug: string): string => `${origin}/i/${slug}`;

/** What stands at an address under a badge's: its page (no form), a file, or a part of its Open Badges 2.0 twin. */
export interface BadgePath {
	readonly award: string;
	readonly form: 'json' | 'jwt' | 'png' | 'svg' | '2.0' | '2.0/badge' | '2.0.png' | null;
}

const BADGE = new RegExp(`^/b/(${ID_PATTERN})(?:\\.(json|jwt|png|svg)|/(2\\.0(?:/badge|\\.png)?))?$`);
const BODY = /^\/i\/([a-z0-9-]+)(?:\/(2\.0))?$/;

/** Reads the path of a badge of this service; null for any other. */
export function readBadgePath(path: string): BadgePath | null {
	const [, award, file, twin] = BADGE.exec(path) ?? [];
	return award === undefined ? null : { award, form: (file ?? twin ?? null) as BadgePath['form'] };
}

/** Reads the path of an issuing body, or of its Open Badges 2.0 twin; null for any other. */
export function readBodyPath(path: string): { readonly slug: string; readonly twin: boolean } | null {
	const [, slug, twin] = BODY.exec(path) ?? [];
	return slug === undefined ? null : { slug, twin: twin !== undefined };
}
