import { createHash } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import { bakePng, bakeSvg } from '#openbadges';
import { type Locale, notFound } from '#platform';
import type { Actor } from '#identity';
import type { World } from '#platform/server';
import type { Award } from '../../award.ts';
import { awardFileName } from '../../file-name.ts';
import { mustReadAwardById } from '../readable-award.ts';
import { badgeSegment, isOwnBadge, readBadgeSegment } from '#badges';
import { artworkAt, badgePng, type BadgeVersion, definitionAt, knownBadgesFor } from '#badges/server';

/** A picture or a document, ready to be sent as a response. */
export interface DownloadFile {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly type: string;
	readonly etag: string;
	readonly name: string;
}

const PNG_WIDTH = 600;
const rendered = new Map<string, Uint8Array>();

/**
 * Renders an SVG drawing as PNG, 600 pixels wide; the result is cached in memory, so that the same drawing is
 * rendered once.
 */
export function asPng(drawing: string): Uint8Array {
	const name = createHash('sha256').update(drawing).digest('base64url');
	const picture =
		rendered.get(name) ?? new Resvg(drawing, { fitTo: { mode: 'width', value: PNG_WIDTH } }).render().asPng();
	rendered.set(name, picture);
	return picture;
}

/** Makes a `DownloadFile` of bytes or of a text (UTF-8), with an ETag from its SHA-256. */
export function toDownloadFile(bytes: Uint8Array | string, type: string, name: string): DownloadFile {
	const whole = Uint8Array.from(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
	const etag = `"${createHash('sha256').update(whole).digest('base64url').slice(0, 27)}"`;
	return { bytes: whole, type, etag, name };
}

/**
 * Returns the picture of a badge as PNG. A common one is drawn once; one of an institution's own, which somebody
 * gave, on another thread.
 */
export const pngOf = async (world: World, { badge }: Pick<BadgeVersion, 'badge'>, drawing: string) =>
	isOwnBadge(badge) ? badgePng(world, drawing) : asPng(drawing);

/**
 * Returns the drawing of a badge in a language, without data of any award, from what names it in addresses: of an
 * institution's own, the version that is named, or else the latest. `lasts` tells whether an address always has
 * this drawing. Throws not-found (404) for an unknown badge.
 */
export async function badgeArtworkFile(
	world: World,
	segment: string,
	form: 'svg' | 'png',
	locale: Locale,
): Promise<DownloadFile & { readonly lasts: boolean }> {
	const { id, version } = readBadgeSegment(segment);
	const definitionVersion = version ?? (await knownBadgesFor(world, [id])).given(id)?.version;
	if (definitionVersion === undefined) throw notFound();
	return {
		...(await artworkFile(world, { badge: id, definitionVersion }, form, locale)),
		lasts: !isOwnBadge(id) || version !== null,
	};
}

/** Returns the drawing of a badge in the version under which an award was given, as a file. */
export async function artworkFile(
	world: World,
	wanted: BadgeVersion,
	form: 'svg' | 'png',
	locale: Locale,
): Promise<DownloadFile> {
	const drawing = await artworkAt(world, wanted, locale);
	const name = badgeSegment({ id: wanted.badge, version: wanted.definitionVersion });
	return form === 'svg'
		? toDownloadFile(drawing, 'image/svg+xml', `${name}.svg`)
		: toDownloadFile(await pngOf(world, wanted, drawing), 'image/png', `${name}.png`);
}

type NamedAward = Pick<Award, 'id' | 'badge' | 'definitionVersion' | 'locale'>;

/**
 * Returns the file name of an award, without extension: from its badge's name in the language of the award,
 * and its id.
 */
export async function fileNameOf(world: World, award: NamedAward): Promise<string> {
	return awardFileName(award, (await definitionAt(world, award))?.name[award.locale]);
}

/**
 * The file formats in which an award can be downloaded: signed JSON, or the badge's picture with that JSON
 * inside.
 */
export type AwardFormat = 'json' | 'png' | 'svg';

/** Returns an award as a file in one of its formats. Does not check who asks: the caller must. */
export async function awardAsFile(
	world: World,
	award: NamedAward & { readonly credential: string },
	form: AwardFormat,
): Promise<DownloadFile> {
	const name = `${await fileNameOf(world, award)}.${form}`;
	if (form === 'json') return toDownloadFile(award.credential, 'application/vc+ld+json', name);
	const drawing = await artworkAt(world, award, award.locale);
	return form === 'svg'
		? toDownloadFile(bakeSvg(drawing, award.credential), 'image/svg+xml', name)
		: toDownloadFile(bakePng(await pngOf(world, award, drawing), award.credential), 'image/png', name);
}

/**
 * Returns an award as a file, if the actor may read it. Throws not-found (404) otherwise, and if the award's
 * text was erased.
 */
export async function awardFile(
	world: World,
	actor: Actor,
	id: string,
	form: AwardFormat,
): Promise<DownloadFile> {
	const { credential, badge, definitionVersion, locale } = await mustReadAwardById(world, actor, id);
	if (credential === null) throw notFound();
	return awardAsFile(world, { id, badge, definitionVersion, locale, credential }, form);
}
