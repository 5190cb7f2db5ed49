import type { Report, VerifyOptions } from '#openbadges';
import { Refusal } from '#platform';
import { addressGroup, onThisThread, type Threads, type World } from '#platform/server';
import { readBadgePath, readShortCode } from '#awards';
import { awardById, awardByShortCode, inRegister, ownRegister } from '#awards/server';
import { verifyOnThread } from '#awards/threads';
import { readAddress } from '../typed-address.ts';
import type { HowToVerify } from './how-to-verify.ts';
import { type Outside, withWeb } from './web-sources.ts';

/** The short code that an address of ours holds: as its last part, or under a name. */
function codeIn({ pathname, searchParams }: URL): string | undefined {
	const parts = [pathname.split('/').findLast(Boolean) ?? '', ...searchParams.values()];
	// A word of eight letters is the name of a page, as often as not.
	return parts.find((part) => /[\dA-Z\p{Pd}]/u.test(part) && readShortCode(part) !== undefined);
}

/** Longer than an address and the words around it (characters). */
const LONGEST_ADDRESS = 8_192;

async function verifyOutside(
	own: VerifyOptions,
	outside: Outside & { readonly threads: Threads },
	given: Uint8Array | string,
	how: HowToVerify,
	addresses: boolean,
): Promise<Report> {
	const { options, note } = withWeb(own, outside, how);
	const { fetchBadge: _never, ...documents } = options;
	try {
		return await verifyOnThread(outside.threads, given, addresses ? options : documents, {
			...(how.outbound === false && { ours: true }),
			whose: how.visitor === undefined ? undefined : addressGroup(how.visitor),
			spent: how.spent,
		});
	} finally {
		note();
	}
}

/**
 * Verifies what was given (bytes of a file, or pasted text): with our own register, and what the web answers of issuers
 * and documents that are not ours. Nothing of it is stored. An address is not followed: `verifyTyped` does.
 */
export const verifyGiven = (
	world: World,
	given: Uint8Array | string,
	how: HowToVerify = {},
): Promise<Report> => verifyOutside(ownRegister(world), world, given, how, false);

/**
 * The same where there is no register of ours, for somebody who has the program and nothing else; a text that is an
 * address is followed.
 */
export const verifyElsewhere = (
	outside: Outside,
	given: Uint8Array | string,
	how: HowToVerify = {},
): Promise<Report> => {
	const nothing = () => ({ kind: 'unknown', why: 'not-supported' }) as const;
	const own = {
		now: outside.now(),
		resolveIssuer: nothing,
		statusSource: nothing,
		knownIssuers: (id: string) => inRegister(outside.knownIssuers ?? null, id),
	};
	return verifyOutside(own, { ...outside, threads: onThisThread }, given, how, typeof given === 'string');
};

// Ours needs no other site's word.
const verifyOurs = (world: World, credential: string, how: HowToVerify) =>
	verifyGiven(world, credential, { ...how, outbound: false });

/**
 * Verifies the published badge a short code names; gives its id too. An unknown code and that of an unpublished badge
 * get the same refusal (`recognition.code-unknown`).
 */
export async function verifyShortCode(
	world: World,
	typed: string,
	how: HowToVerify = {},
): Promise<{ award: string; report: Report }> {
	const code = readShortCode(typed);
	const award = code && (await awardByShortCode(world.db.read, code));
	if (!award || !award.publishedAt || !award.credential) {
		throw new Refusal('recognition.code-unknown', { field: 'text' });
	}
	return { award: award.id, report: await verifyOurs(world, award.credential, how) };
}

/**
 * What somebody typed or pasted: a short code, the text of a badge, or the address of one, ours or not (JSON, token, PNG
 * or SVG, an assertion before 3.0). `award` is the id of a published badge of ours.
 */
export async function verifyTyped(
	world: World,
	typed: string,
	how: HowToVerify = {},
): Promise<{ award: string | null; report: Report }> {
	// What is longer than any address is a document: other threads read it, this one answers people.
	if (typed.length > LONGEST_ADDRESS)
		return { award: null, report: await verifyOutside(ownRegister(world), world, typed, how, true) };
	if (readShortCode(typed)) return verifyShortCode(world, typed, how);
	const text = readAddress(typed, world.origin) ?? typed.trim();
	const here = URL.parse(text);
	const ours = here?.host === new URL(world.origin).host;
	// A code in an address of ours: as a page, a paper or a message gives it.
	const code = ours && here ? codeIn(here) : undefined;
	if (code) return verifyShortCode(world, code, how);
	// As people type it: in capitals, or with a slash at its end.
	const named = ours ? readBadgePath(here?.pathname.replace(/\/$/, '').toLowerCase() ?? '') : null;
	const award = named && !named.form?.startsWith('2.0') && (await awardById(world.db.read, named.award));
	if (award && award.publishedAt && award.credential) {
		return { award: award.id, report: await verifyOurs(world, award.credential, how) };
	}
	return { award: null, report: await verifyOutside(ownRegister(world), world, text, how, true) };
}
