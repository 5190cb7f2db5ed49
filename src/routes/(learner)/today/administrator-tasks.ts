import type { InstitutionCounts } from '#identity/server';
import { m } from '#messages';

/**
 * A line of an administrator's « Aujourd’hui »: something in the institution that they may have to decide, in
 * a sentence, with a link to where it is done.
 */
export interface AdministratorTask {
	readonly text: string;
	readonly action: { readonly href: string; readonly label: string };
}

/**
 * What an administrator must decide in their institution (requests about `requests` to confirm, no adviser, nobody invited, expired invitations,
 * mails that could not be sent, a single administrator), most urgent first; empty when nothing needs a decision.
 */
export function administratorTasks(
	{ learners, advisers, administrators, invitations, expired, unsent }: InstitutionCounts,
	requests: readonly { readonly id: string; readonly name: string }[] = [],
): readonly AdministratorTask[] {
	const all: AdministratorTask[] = [];
	const at = (text: string, href: string, label: string) => void all.push({ text, action: { href, label } });
	for (const { id, name } of requests)
		at(m.requests_matter_one({ name }), `/people/${id}/requests`, m.requests_matter_do());
	if (advisers === 0) at(m.today_matter_advisers(), '/invitations', m.today_matter_advisers_do());
	if (learners === 0 && invitations === 0)
		at(m.today_matter_nobody(), '/invitations', m.today_matter_nobody_do());
	if (expired > 0) {
		const text =
			expired === 1 ? m.today_matter_expired_one() : m.today_matter_expired_many({ count: expired });
		at(text, '/invitations', m.today_matter_expired_do());
	}
	if (unsent > 0) {
		const text = unsent === 1 ? m.today_matter_unsent_one() : m.today_matter_unsent_many({ count: unsent });
		at(text, '/undelivered', m.today_matter_unsent_do());
	}
	if (administrators === 1) at(m.today_matter_alone(), '/people', m.today_matter_alone_do());
	return all;
}
