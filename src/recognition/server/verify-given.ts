import { type Report, verify } from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { readShortCode } from '../short-code.ts';
import { awardById, awardByShortCode } from './award-store.ts';
import type { HowToVerify } from './how-to-verify.ts';
import { ownRegister } from './register.ts';

const OWN_ADDRESS = /\/b\/([0-9a-hjkmnp-tv-z]{26})(?:\.(?:json|png|svg))?$/;

/** Verifies what was given (bytes of a file, or pasted text); nothing of it is stored. */
export const verifyGiven = (
	world: World,
	given: Uint8Array | string,
	how: HowToVerify = {},
): Promise<Report> =>
	verify(given, {
		...ownRegister(world),
		...(how.recipient === undefined ? {} : { recipient: how.recipient }),
	});

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
	return { award: award.id, report: await verifyGiven(world, award.credential, how) };
}

/** What somebody typed or pasted on the page: a short code, the address of a badge of ours, or the text of a badge. */
export async function verifyTyped(
	world: World,
	typed: string,
	how: HowToVerify = {},
): Promise<{ award: string | null; report: Report }> {
	const text = typed.trim();
	if (readShortCode(text)) return verifyShortCode(world, text, how);
	const [, id] = text.startsWith(`${world.origin}/b/`) ? (OWN_ADDRESS.exec(text) ?? []) : [];
	const award = id && (await awardById(world.db.read, id));
	if (award && award.publishedAt && award.credential) {
		return { award: award.id, report: await verifyGiven(world, award.credential, how) };
	}
	return { award: null, report: await verifyGiven(world, text, how) };
}
