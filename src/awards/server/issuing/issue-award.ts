import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { alreadyRevokedRefusal } from '../revoke-award.ts';
import { issueAwards } from './issue-awards.ts';
import type { AwardRequest } from './prepare-award.ts';

/** Creates the refusal (409) of a decision when the application was decided or withdrawn meanwhile. */
export const alreadyDecidedRefusal = () => new Refusal('recognition.already-decided', { status: 409 });

/** The id of the person's active award, and whether this very call issued it. */
export interface IssueAwardResult {
	readonly award: string;
	readonly now: boolean;
}

/**
 * Issues a badge to a person exactly once: resumes the issuance under way, else begins one. Throws what
 * `mayAsk` throws; not-found (404) if the person has left; `recognition.issuing-halted` or
 * `platform.key-missing` (503), after which the issuance waits to be resumed; `recognition.already-decided`
 * (409) if its application was decided or changed meanwhile; `recognition.already-revoked` (409) if the award
 * to translate was revoked.
 */
export async function issueAward(world: World, request: AwardRequest): Promise<IssueAwardResult> {
	const [outcome] = await issueAwards(world, [request]);
	if (outcome?.kind === 'issued') return { award: outcome.award, now: outcome.now };
	if (outcome?.kind !== 'not-issued') throw outcome?.problem;
	const { reason } = outcome;
	if (reason === 'person-left') throw notFound();
	if (reason === 'decided-otherwise') throw alreadyDecidedRefusal();
	if (reason === 'original-revoked') throw alreadyRevokedRefusal();
	throw new Error(`A badge was not issued: its issuance was voided (${reason}).`);
}
