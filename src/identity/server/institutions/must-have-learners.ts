import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { findInstitution } from './institution-store.ts';

/**
 * Throws `identity.no-learners`, beside the field given, if nobody learns in this institution: a RÉCIT service
 * has advisers and administrators only.
 */
export async function mustHaveLearners(q: Queries, institution: string, field: string): Promise<void> {
	if ((await findInstitution(q, { id: institution }))?.kind === 'recit')
		throw new Refusal('identity.no-learners', { field });
}
