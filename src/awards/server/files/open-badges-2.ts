import { createHash } from 'node:crypto';
import { type Actor, ANONYMOUS } from '#identity';
import { institutionById } from '#identity/server';
import {
	bakePng,
	type FetchedDocument,
	type JsonObject,
	parseStrictJson,
	openBadges2Assertion,
	type OpenBadges2Addresses,
	openBadges2Class,
	openBadges2Profile,
	revokedAssertion,
} from '#openbadges';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { readBadgePath, readIssuingBodyPath } from '../../addresses.ts';
import type { Award } from '../../award.ts';
import { pngOf, fileNameOf, type DownloadFile, toDownloadFile } from './artwork.ts';
import { mustReadAwardById } from '../readable-award.ts';
import { artworkAt } from '#badges/server';
import { issuerAddress, issuerAt } from '../issuers/issuers.ts';

/**
 * The parts of an award's Open Badges 2.0 form (its twin): the hosted assertion, its badge class, and the
 * baked picture.
 */
export type OpenBadges2Part = 'assertion' | 'badge' | 'png';

/**
 * A document of an award's Open Badges 2.0 form. `gone` is true once the award was revoked: the document is
 * then sent with status 410.
 */
export interface OpenBadges2File extends DownloadFile {
	readonly gone: boolean;
}

const TYPE = 'application/ld+json';
const json = (document: JsonObject, name: string): DownloadFile =>
	toDownloadFile(JSON.stringify(document), TYPE, name);

// The salt must be stable but need not be secret: the subject is a random UUID (122 bits).
const saltOf = (award: Award): string =>
	createHash('sha256').update(`open-badges-2.0 ${award.id}`).digest('hex').slice(0, 32);

/**
 * The addresses of the documents of an award's Open Badges 2.0 form, under the address of the award and that
 * of its issuer.
 */
function addressesOf(credential: JsonObject): OpenBadges2Addresses {
	const id = String(credential['id']);
	const { url } = credential['issuer'] as JsonObject;
	return {
		assertion: `${id}/2.0`,
		badge: `${id}/2.0/badge`,
		issuer: `${String(url)}/2.0`,
		picture: `${id}/2.0.png`,
	};
}

/**
 * Returns a part of the Open Badges 2.0 form of an award, built from its signed text, if the actor may read
 * the award. Throws not-found (404) for an award that is unknown, erased or not readable by the actor.
 */
export async function awardAsOpenBadges2(
	world: World,
	actor: Actor,
	id: string,
	part: OpenBadges2Part,
): Promise<OpenBadges2File> {
	const award = await mustReadAwardById(world, actor, id);
	if (award.credential === null) throw notFound();
	const credential = parseStrictJson(award.credential) as JsonObject;
	const at = addressesOf(credential);
	const name = `${await fileNameOf(world, award)}.2.0`;
	if (part === 'badge')
		return { ...json(openBadges2Class(credential, at), `${name}.badge.json`), gone: false };
	if (award.revokedAt !== null) {
		return { ...json(revokedAssertion(at.assertion, award.revocationReason), `${name}.json`), gone: true };
	}
	const assertion = openBadges2Assertion(credential, at, saltOf(award));
	if (part === 'assertion') return { ...json(assertion, `${name}.json`), gone: false };
	const picture = await pngOf(world, award, await artworkAt(world, award, award.locale));
	const baked = bakePng(picture, JSON.stringify(assertion), 'openbadges');
	return { ...toDownloadFile(baked, 'image/png', `${name}.png`), gone: false };
}

/**
 * Returns what this service would answer to an anonymous visitor at an address of one of its own Open Badges
 * 2.0 documents, without using the network; undefined for any other address.
 */
export async function ownOpenBadges2Document(
	world: World,
	url: string,
): Promise<FetchedDocument | undefined> {
	const path = url.startsWith(`${world.origin}/`) ? url.slice(world.origin.length) : '';
	const badge = readBadgePath(path);
	const body = readIssuingBodyPath(path);
	const document = badge?.form === '2.0' || badge?.form === '2.0/badge' || body?.twin;
	if (!document) return undefined;
	try {
		const found: DownloadFile & { readonly gone?: boolean } = badge
			? await awardAsOpenBadges2(world, ANONYMOUS, badge.award, badge.form === '2.0' ? 'assertion' : 'badge')
			: await issuerOpenBadges2Profile(world, body!.slug);
		const text = new TextDecoder().decode(found.bytes);
		if (found.gone) return { kind: 'gone', text };
		return { kind: 'found', status: 200, text, contentType: found.type };
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		return { kind: 'found', status: 404, text: '', contentType: 'text/plain' };
	}
}

/**
 * Returns the baked Open Badges 2.0 picture that an anonymous visitor gets at an address of this service;
 * undefined if there is none.
 */
export async function ownOpenBadges2Picture(world: World, url: string): Promise<Uint8Array | undefined> {
	const path = url.startsWith(`${world.origin}/`) ? url.slice(world.origin.length) : '';
	const badge = readBadgePath(path);
	if (badge?.form !== '2.0.png') return undefined;
	try {
		const { gone, bytes } = await awardAsOpenBadges2(world, ANONYMOUS, badge.award, 'png');
		return gone ? undefined : new Uint8Array(bytes);
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		return undefined;
	}
}

/**
 * Returns the Open Badges 2.0 profile of an issuing body of this service; throws not-found (404) for an
 * unknown one.
 */
export async function issuerOpenBadges2Profile(world: World, slug: string): Promise<DownloadFile> {
	const issuer = await issuerAt(world, slug);
	const { name } = await institutionById(world, issuer.institution);
	const url = issuerAddress(issuer);
	const profile = openBadges2Profile({
		id: `${url}/2.0`,
		name,
		url,
		// Open Badges 2.0 requires an e-mail address: every domain that takes mail has this one (RFC 5321,
		// 4.5.1).
		email: `postmaster@${new URL(issuer.origin).hostname}`,
		startsWith: `${issuer.origin}/b/`,
	});
	return json(profile, `${slug}.2.0.json`);
}
