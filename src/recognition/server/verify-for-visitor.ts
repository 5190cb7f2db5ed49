import { type CheckId, LARGEST_GIVEN, LARGEST_JSON, type Report } from '#openbadges';
import { Refusal } from '#platform';
import { addressBuckets, type Taken, type World } from '#platform/server';
import type { ToldReport } from '../told-report.ts';
import { definitionAddress } from './badge-values.ts';
import { catalogueOf } from './catalogue.ts';
import type { HowToVerify } from './how-to-verify.ts';
import { reportAsJson } from './report-as-json.ts';
import { verifyGiven, verifyTyped } from './verify-given.ts';

/** How many badges one address may verify: generous, a whole school stands behind one. */
export const VERIFICATIONS = { burst: 300, perSecond: 2, remembered: 20_000 } as const;
/** How many badges the service verifies for all who ask. */
export const VERIFICATIONS_IN_ALL = { burst: 1500, perSecond: 30, remembered: 1 } as const;

const takeFrom = addressBuckets(VERIFICATIONS);
const takeFromAll = addressBuckets(VERIFICATIONS_IN_ALL);

/** Counts one verification of a visitor, in memory only; what is left is the smaller of theirs and everybody's. */
export function takeVerification(world: Pick<World, 'now'>, address: string): Taken {
	const mine = takeFrom(address, world.now());
	if (!mine.allowed) return mine;
	const everybody = takeFromAll('', world.now());
	return {
		allowed: everybody.allowed,
		left: Math.min(mine.left, everybody.left),
		wait: Math.max(mine.wait, everybody.wait),
	};
}

/** A verification that computes for longer (ms) counts as several: shares are of work, not of requests. */
const ONE_MS = 25;

/** Counts what a verification turned out to cost beyond the first one, to the visitor and to all. */
function chargeFor(world: Pick<World, 'now'>, visitor: string | undefined, ms: number): void {
	const more = Math.floor(ms / ONE_MS);
	if (more === 0) return;
	if (visitor !== undefined) takeFrom.charge(visitor, more, world.now());
	takeFromAll.charge('', more, world.now());
}

/** The refusal of one verification too many: 429, with the seconds to wait. */
export const tooManyVerifications = ({ wait }: Taken) =>
	new Refusal('recognition.verify-wait', { status: 429, params: { seconds: Math.max(1, wait) } });

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
	const how = { ...asked, spent: (ms: number) => chargeFor(world, asked.visitor, ms) };
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
		page: award && `${world.origin}/b/${award}`,
	});
}
