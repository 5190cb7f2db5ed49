import { writeInvitationMail } from '#presentation/mail/invitation-mail.server.ts';
import { deliverDueMails, type OutgoingMail, type SendOutcome, type World } from '#platform/server';
import type { PersonActor } from '../../actor.ts';
import { draftBatch, inviteBatch } from '../index.ts';
import type { DraftBatchInput } from './draft-batch.ts';
import { INVITATION_MAIL } from './invite-next-people.ts';

/** What a test's list gives; the rest is a list of advisers, in French, for a week. */
export type ListGiven = Partial<DraftBatchInput> & Pick<DraftBatchInput, 'institution' | 'people'>;

/** The world of a service that sends invitations, which `sent` collects; `outcomes` answers for an address. */
export function mailingWorld<W extends World>(world: W) {
	const sent: OutgoingMail[] = [];
	const outcomes: Record<string, SendOutcome> = {};
	const mailing = {
		writers: { [INVITATION_MAIL]: writeInvitationMail },
		send: (mail: OutgoingMail): Promise<SendOutcome> => {
			const outcome = outcomes[mail.to] ?? { kind: 'accepted' };
			if (outcome.kind === 'accepted') sent.push(mail);
			return Promise.resolve(outcome);
		},
	};
	const able = { ...world, mailing };
	const draft = (who: PersonActor, given: ListGiven) =>
		draftBatch(able, who, {
			...{ name: null, role: 'adviser', audience: null, locale: 'fr', days: 7, key: world.newId() },
			...given,
		});
	return {
		world: able,
		sent,
		outcomes,
		/** Keeps a list as a draft; returns its id. */
		draft,
		/** Invites the people of a list; returns its id. */
		async invite(who: PersonActor, given: ListGiven): Promise<string> {
			const { institution } = given;
			const batch = await draft(who, given);
			await inviteBatch(able, who, { institution, batch, key: world.newId() });
			return batch;
		},
		/** Sends what is due, and returns the token of the last link sent to an address. */
		async tokenFor(email: string): Promise<string> {
			await deliverDueMails(able);
			const mail = sent.findLast(({ to }) => to === email);
			return /\/join\/([\w-]{43})\s/.exec(mail?.text ?? '')?.[1] ?? '';
		},
	};
}
