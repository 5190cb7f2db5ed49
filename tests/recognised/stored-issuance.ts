import type { Issuance } from '#awards';
import type { Queries } from '#platform/server';
import { issuancesByIds } from '../../src/awards/server/issuing/issuance-store.ts';

export async function issuanceById(q: Queries, id: string): Promise<Issuance | undefined> {
	const [one] = await issuancesByIds(q, [id]);
	return one;
}
