import type { Award } from '#awards';
import { activeAward, awardsOf } from '#awards/server';
import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import type { Application } from '../application.ts';
import { wasRevokedBySomebody } from './milestones/settle-milestones.ts';

type About = Pick<Application, 'person' | 'institution' | 'badge'>;

/**
 * Throws `recognition.reconsider-elsewhere` (409) where the person holds the badge from another institution, whose
 * advisers answer for it, and `recognition.reconsider-revoked` (409) where they hold it no more because somebody
 * revoked it: an adviser does not undo that.
 */
export async function mustBeReconsiderable(q: Queries, { person, institution, badge }: About): Promise<void> {
	const award = await activeAward(q, person, badge);
	if (award && award.institution !== institution)
		throw new Refusal('recognition.reconsider-elsewhere', { status: 409 });
	if (!award && wasRevokedBySomebody(await awardsOf(q, person), badge))
		throw new Refusal('recognition.reconsider-revoked', { status: 409 });
}

/** The award about which an application asks a person to reconsider: of its own institution; undefined for none. */
export async function awardReconsidered(
	q: Queries,
	{ person, institution, badge }: About,
): Promise<Award | undefined> {
	const award = await activeAward(q, person, badge);
	return award?.institution === institution ? award : undefined;
}
