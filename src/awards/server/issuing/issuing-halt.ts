import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { addIssuingHalt, type IssuingHalt, haltsInForce, isHalted, liftIssuingHalts } from './halt-store.ts';

/**
 * Throws `recognition.issuing-halted` (503) while the institution or the whole service is halted. Call it
 * inside each write unit of issuing. Reads the database each time, so that a halt takes effect at once in
 * every process.
 */
export async function mustBeIssuing(tx: Queries, institution: string): Promise<void> {
	if (await isHalted(tx, institution)) throw new Refusal('recognition.issuing-halted', { status: 503 });
}

/** What a halt covers: an institution's id, or null for the whole service. */
type Scope = string | null;

/**
 * Stops the issuing of badges, by an institution or the whole service (null), at once and in every process;
 * verification, revocation and status lists continue.
 */
export async function haltIssuing(world: World, institution: Scope, reason: string): Promise<void> {
	const halt: IssuingHalt = { id: world.newId(), institution, reason, haltedAt: world.now() };
	await world.db.write((tx) => addIssuingHalt(tx, halt));
	world.log.warn('recognition.halted', { institution });
}

/**
 * Ends the halts of exactly this scope (an institution, or null for the whole service); returns false if
 * there was none. Halts of a wider or narrower scope stay.
 */
export async function resumeIssuing(world: World, institution: Scope): Promise<boolean> {
	const lifted = await world.db.write((tx) => liftIssuingHalts(tx, institution, world.now()));
	if (lifted > 0) world.log.warn('recognition.resumed', { institution });
	return lifted > 0;
}

/** Returns every halt in force, oldest first. */
export const issuingHalts = (world: World): Promise<readonly IssuingHalt[]> => haltsInForce(world.db.read);
