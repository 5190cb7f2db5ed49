import { type CheckId, LARGEST_GIVEN, LARGEST_JSON, type Report } from '#openbadges';
import { badgeAddress } from '#awards';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { ToldReport } from '../told-report.ts';
import { definitionAddress } from '#awards/server';
import { catalogueOf } from '#badges/server';
import type { HowToVerify } from './how-to-verify.ts';
import { reportAsJson } from './report-as-json.ts';
import { onBehalfOf } from './verification-shares.ts';
import { verifyGiven, verifyTyped } from './verify-given.ts';

/** What somebody gives to be verified: the bytes of a file, or what they typed or pasted. */
export type Given = { readonly file: Uint8Array } | { readonly typed: string };

/** The largest file that is looked at, in bytes. */
export const LARGEST_FILE = LARGEST_GIVEN;
/** The longest text that is looked at, in bytes. */
export const LARGEST_TEXT = LARGEST_JSON;

// Dates are said in the days of those who read: Québec's.
const TIME_ZONE = 'America/Toronto';

const PASSED: readonly string[] = ['pass', 'warn'];

/** The drawing of a badge of the catalogue, when signature, issuer and register say that it is one of ours. */
function ownPicture(world: World, { achievement, checks }: Report): string | null {
	const passed = (id: CheckId) => checks.some((one) => one.id === id && PASSED.includes(one.outcome));
	const ours = checks.some(({ reason }) => reason === 'this-site');
	if (!achievement || !ours || !passed('signature') || !passed('binding')) return null;
	const badge = catalogueOf(world)
		.all()
		.find(({ id }) => definitionAddress(world.origin, id) === achievement.id);
	return badge ? `${achievement.id}/artwork.svg` : null;
}

/**
 * Verifies what a visitor gives, and tells the report. Refuses what is empty (`recognition.nothing-given`), too long
 * (`recognition.given-too-large`, `recognition.text-too-long`) or a code nobody published (`recognition.code-unknown`).
 * Refuses too with `platform.overloaded` and `platform.too-costly` (503). Nothing of it is stored or logged.
 */
export async function verifyForVisitor(world: World, given: Given, asked: HowToVerify): Promise<ToldReport> {
	const at = world.now();
	const how = { ...asked, spent: onBehalfOf(world, asked.visitor).spent };
	if ('file' in given) {
		if (given.file.length > LARGEST_FILE)
			throw new Refusal('recognition.given-too-large', { field: 'file', status: 413 });
		const report = await verifyGiven(world, given.file, how);
		return reportAsJson(report, { at, timeZone: TIME_ZONE, picture: ownPicture(world, report) });
	}
	if (given.typed.trim() === '') throw new Refusal('recognition.nothing-given', { field: 'file' });
	if (Buffer.byteLength(given.typed) > LARGEST_TEXT)
		throw new Refusal('recognition.text-too-long', { field: 'text', status: 413 });
	const { award, report } = await verifyTyped(world, given.typed, how);
	return reportAsJson(report, {
		at,
		timeZone: TIME_ZONE,
		picture: ownPicture(world, report),
		page: award && badgeAddress(world.origin, award),
	});
}
