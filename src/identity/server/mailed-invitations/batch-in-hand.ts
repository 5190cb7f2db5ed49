import { notFound } from '#platform';
import type { Queries } from '#platform/server';
import { findBatch, type InvitationBatch } from './batch-store.ts';

/** The batch with this id, of this institution; throws not-found (404) for any other. */
export async function mustFindBatch(q: Queries, id: string, institution: string): Promise<InvitationBatch> {
	const batch = await findBatch(q, id);
	if (batch?.institution !== institution) throw notFound();
	return batch;
}
