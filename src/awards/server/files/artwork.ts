import { createHash } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import { bakePng, bakeSvg } from '#openbadges';
import { type Locale, notFound } from '#platform';
import type { Actor } from '#identity';
import type { World } from '#platform/server';
import type { Award } from '../../award.ts';
import { awardFileName } from '../../file-name.ts';
import { mustReadAwardById } from '../readable-award.ts';
import { catalogueOf } from '#badges/server';

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
 * Returns the drawing of a badge of the catalogue in a language, without data of any award; throws not-found
 * (404) for an unknown badge.
 */
export function badgeArtworkFile(
	world: World,
	badge: string,
	form: 'svg' | 'png',
	locale: Locale,
): DownloadFile {
	const drawing = catalogueOf(world).artwork(badge, locale);
	return form === 'svg'
		? toDownloadFile(drawing, 'image/svg+xml', `${badge}.svg`)
		: toDownloadFile(asPng(drawing), 'image/png', `${badge}.png`);
}

/**
 * Returns the file name of an award, without extension: from its badge's name in the language of the award,
 * and its id.
 */
export function fileNameOf(world: World, award: Pick<Award, 'id' | 'badge' | 'locale'>): string {
	return awardFileName(award, catalogueOf(world).badge(award.badge)?.name[award.locale]);
}

/**
 * The file formats in which an award can be downloaded: signed JSON, or the badge's picture with that JSON
 * inside.
 */
export type AwardFormat = 'json' | 'png' | 'svg';

/** Returns an award as a file in one of its formats. Does not check who asks: the caller must. */
export function awardAsFile(
	world: World,
	award: Pick<Award, 'id' | 'badge' | 'locale'> & { readonly credential: string },
	form: AwardFormat,
): DownloadFile {
	const name = `${fileNameOf(world, award)}.${form}`;
	if (form === 'json') return toDownloadFile(award.credential, 'application/vc+ld+json', name);
	const drawing = catalogueOf(world).artwork(award.badge, award.locale);
	return form === 'svg'
		? toDownloadFile(bakeSvg(drawing, award.credential), 'image/svg+xml', name)
		: toDownloadFile(bakePng(asPng(drawing), award.credential), 'image/png', name);
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
	const { credential, badge, locale } = await mustReadAwardById(world, actor, id);
	if (credential === null) throw notFound();
	return awardAsFile(world, { id, badge, locale, credential }, form);
}
