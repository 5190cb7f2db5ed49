import type { Report, VerifyOptions } from '#openbadges';
import { Refusal } from '#platform';
import { addressGroup, jobsOnThisThread, type Threads, type World } from '#platform/server';
import { type Award, hasWrongLength, readBadgeAddress, readShortCode } from '#awards';
import {
	awardById,
	awardByShortCode,
	lookUpKnownIssuer,
	ownVerifyOptions,
	publishedAwardFacts,
} from '#awards/server';
import { verifyOnThread } from '#awards/threads';
import { readAddress } from '../typed-address.ts';
import type { VisitorVerifyOptions } from './how-to-verify.ts';
import { type WebAccess, withWebSources } from './web-sources.ts';

/**
 * The short code of a badge in an address of this site: its last path segment, or the value of a query
 * parameter.
 */
function codeIn({ pathname, searchParams }: URL): string | undefined {
	const parts = [pathname.split('/').findLast(Boolean) ?? '', ...searchParams.values()];
	// A word of eight lowercase letters in an address is often the name of a page: require a digit, a capital
	// or a dash.
	return parts.find((part) => /[\dA-Z\p{Pd}]/u.test(part) && readShortCode(part) !== undefined);
}

/** Longest typed text that may be an address with some words around it (characters). */
const LONGEST_ADDRESS = 8_192;

async function verifyOutside(
	own: VerifyOptions,
	outside: WebAccess & { readonly threads: Threads },
	given: Uint8Array | string,
	how: VisitorVerifyOptions,
	addresses: boolean,
): Promise<Report> {
	const { options, note } = withWebSources(own, outside, how);
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
 * Verifies the bytes of a file or a pasted text: our own register is asked first, then the web for issuers
 * and documents that are not ours. Nothing submitted is stored. An address is not followed: `verifyTyped`
 * does that.
 */
export const verifyFileOrText = (
	world: World,
	given: Uint8Array | string,
	how: VisitorVerifyOptions = {},
): Promise<Report> => verifyOutside(ownVerifyOptions(world), world, given, how, false);

/**
 * Verifies a file or a text for the command run outside a service: no badge counts as ours, issuers and
 * documents come from the web, and a text that is an address is fetched.
 */
export const verifyOutsideService = (
	outside: WebAccess,
	given: Uint8Array | string,
	how: VisitorVerifyOptions = {},
): Promise<Report> => {
	const nothing = () => ({ kind: 'unknown', why: 'not-supported' }) as const;
	const own = {
		now: outside.now(),
		resolveIssuer: nothing,
		statusSource: nothing,
		knownIssuers: (id: string) => lookUpKnownIssuer(outside.knownIssuers ?? null, id),
	};
	return verifyOutside(own, { ...outside, threads: jobsOnThisThread }, given, how, typeof given === 'string');
};

// A badge of ours needs no document from another site, so nothing is requested.
const verifyOurs = (world: World, credential: string, how: VisitorVerifyOptions) =>
	verifyFileOrText(world, credential, { ...how, outbound: false });

/**
 * The signed text of a published award; undefined if the award is not published. No copy is kept for a holder
 * who deleted their account: throws the refusal `recognition.copy-not-kept` (or
 * `recognition.copy-not-kept-revoked`), with the address of the badge's page.
 */
async function mustReadPublishedText(
	world: World,
	award: Award | undefined,
	field: 'text' | 'file',
): Promise<string | undefined> {
	if (!award?.publishedAt) return undefined;
	if (award.credential !== null) return award.credential;
	const page = (await publishedAwardFacts(world, award.id))?.address;
	// The award was unpublished after it was read.
	if (page === undefined) return undefined;
	const code = award.revokedAt ? 'recognition.copy-not-kept-revoked' : 'recognition.copy-not-kept';
	throw new Refusal(code, { field, params: { address: page }, page });
}

/**
 * Verifies the published badge that a short code names, and returns its id too. An unknown code and the code
 * of an unpublished badge get the same refusal (`recognition.code-unknown`). For a badge whose holder deleted
 * their account, the refusal is `recognition.copy-not-kept` (or `-revoked`).
 */
export async function verifyShortCode(
	world: World,
	typed: string,
	how: VisitorVerifyOptions = {},
): Promise<{ award: string; report: Report }> {
	const code = readShortCode(typed);
	const award = code ? await awardByShortCode(world.db.read, code) : undefined;
	const text = await mustReadPublishedText(world, award, 'text');
	if (!award || text === undefined) throw new Refusal('recognition.code-unknown', { field: 'text' });
	return { award: award.id, report: await verifyOurs(world, text, how) };
}

/**
 * Verifies the published badge at an address of ours, and returns its id too. Any other address is refused
 * (`recognition.pdf-unpublished`); so is a badge whose holder deleted their account
 * (`recognition.copy-not-kept`, or `-revoked`).
 */
export async function verifyPublished(
	world: World,
	address: string,
	how: VisitorVerifyOptions = {},
): Promise<{ award: string; report: Report }> {
	const named = readBadgeAddress(address);
	const award = named ? await awardById(world.db.read, named.award) : undefined;
	const text = await mustReadPublishedText(world, award, 'file');
	if (!award || text === undefined) throw new Refusal('recognition.pdf-unpublished', { field: 'file' });
	return { award: award.id, report: await verifyOurs(world, text, how) };
}

/**
 * Verifies what somebody typed or pasted: a short code, the text of a badge, or the address of a badge, ours
 * or not (JSON, token, PNG or SVG, an assertion before 3.0). `award` is the id of the badge if it is a
 * published one of ours, else null. Throws the refusals of `verifyShortCode`, and `recognition.code-length`
 * for a text that would be a short code if it were not too short or too long.
 */
export async function verifyTyped(
	world: World,
	typed: string,
	how: VisitorVerifyOptions = {},
): Promise<{ award: string | null; report: Report }> {
	// A text longer than any address is a document: another thread reads it, so that this thread can serve
	// visitors.
	if (typed.length > LONGEST_ADDRESS)
		return { award: null, report: await verifyOutside(ownVerifyOptions(world), world, typed, how, true) };
	if (readShortCode(typed)) return verifyShortCode(world, typed, how);
	if (hasWrongLength(typed)) throw new Refusal('recognition.code-length', { field: 'text' });
	const text = readAddress(typed, world.origin) ?? typed.trim();
	const here = URL.parse(text);
	const ours = here?.host === new URL(world.origin).host;
	// An address of this site may contain the short code of a badge: pages, papers and messages give such
	// addresses.
	const code = ours && here ? codeIn(here) : undefined;
	if (code) return verifyShortCode(world, code, how);
	const named = ours ? readBadgeAddress(text) : null;
	const award = named ? await awardById(world.db.read, named.award) : undefined;
	const signed = await mustReadPublishedText(world, award, 'text');
	if (award && signed !== undefined && !named?.form?.startsWith('2.0'))
		return { award: award.id, report: await verifyOurs(world, signed, how) };
	return { award: null, report: await verifyOutside(ownVerifyOptions(world), world, text, how, true) };
}
