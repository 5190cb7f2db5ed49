import { createHash } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import { bakePng, bakeSvg } from '#openbadges';
import { notFound } from '#platform';
import type { Actor } from '#identity';
import type { World } from '#platform/server';
import { readableAward } from '../readable-award.ts';
import { catalogueOf } from '#badges/server';

/** A picture or a document, ready to send. */
export interface Sent {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly type: string;
	readonly etag: string;
	readonly name: string;
}

const PNG_WIDTH = 600;
const rendered = new Map<string, Uint8Array>();

/** A drawing as a picture; drawn once: the same drawing always gives the same picture. */
export function asPng(drawing: string): Uint8Array {
	const name = createHash('sha256').update(drawing).digest('base64url');
	const picture =
		rendered.get(name) ?? new Resvg(drawing, { fitTo: { mode: 'width', value: PNG_WIDTH } }).render().asPng();
	rendered.set(name, picture);
	return picture;
}

/** Bytes or text, ready to send. */
export function sent(bytes: Uint8Array | string, type: string, name: string): Sent {
	const whole = Uint8Array.from(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
	const etag = `"${createHash('sha256').update(whole).digest('base64url').slice(0, 27)}"`;
	return { bytes: whole, type, etag, name };
}

/** The drawing of a badge of the catalogue, without any award in it; an unknown badge is not found. */
export function artwork(world: World, badge: string, form: 'svg' | 'png'): Sent {
	const drawing = catalogueOf(world).artwork(badge);
	return form === 'svg'
		? sent(drawing, 'image/svg+xml', `${badge}.svg`)
		: sent(asPng(drawing), 'image/png', `${badge}.png`);
}

/** The forms an award can be taken away in. */
export type AwardForm = 'json' | 'png' | 'svg';

/** An award in one of its forms, without asking who takes it: the caller does. */
export function awardIn(
	world: World,
	award: { badge: string; id: string; credential: string },
	form: AwardForm,
): Sent {
	const name = `${award.badge}-${award.id.slice(0, 6)}.${form}`;
	if (form === 'json') return sent(award.credential, 'application/vc+ld+json', name);
	const drawing = catalogueOf(world).artwork(award.badge);
	return form === 'svg'
		? sent(bakeSvg(drawing, award.credential), 'image/svg+xml', name)
		: sent(bakePng(asPng(drawing), award.credential), 'image/png', name);
}

/** An award's file, for whoever may read the award; erased text gives the common 404. */
export async function awardFile(world: World, actor: Actor, id: string, form: AwardForm): Promise<Sent> {
	const { credential, badge } = await readableAward(world, actor, id);
	if (credential === null) throw notFound();
	return awardIn(world, { id, badge, credential }, form);
}
