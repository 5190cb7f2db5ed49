import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { addIssuingHalt, type IssuingHalt, haltsInForce, isHalted, liftHalts } from './halt-store.ts';

/**
 * Inside each write unit of issuing: refuses with `recognition.issuing-halted` (503) while the institution or the whole
 * service is halted. Read from the database each time, so that a halt holds at once for every process.
 */
export async function mustBeIssuing(tx: Queries, institution: string): Promise<void> {
	if (await isHalted(tx, institution)) throw new Refusal('recognition.issuing-halted', { status: 503 });
}

/** What a halt covers: an institution's id, or null for the whole service. */
type Scope = string | null;

/** Stops issuing, at once and for every process; verifying, revoking and status lists go on. */
export async function haltIssuing(world: World, institution: Scope, reason: string): Promise<void> {
	const halt: IssuingHalt = { id: world.newId(), institution, reason, haltedAt: world.now() };
	await world.db.write((tx) => addIssuingHalt(tx, halt));
	world.log.warn('recognition.halted', { institution });
}

/** Ends the halts of a scope; false if there was none. Wider and narrower ones stay. */
export async function resumeIssuing(world: World, institution: Scope): Promise<boolean> {
	const lifted = await world.db.write((tx) => liftHalts(tx, institution, world.now()));
	if (lifted > 0) world.log.warn('recognition.resumed', { institution });
	return lifted > 0;
}

/** Every halt in force, oldest first. */
export const issuingHalts = (world: World): Promise<readonly IssuingHalt[]> => haltsInForce(world.db.read);
