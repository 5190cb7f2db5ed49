import type { BulkAct, LeftOut } from '#identity';
import { m } from '#messages';

/** The acts for many people, as the list that one chooses from names them. */
export const BULK_ACT_TEXT: Readonly<Record<BulkAct, () => string>> = {
	'give-teacher': m.admin_bulk_give_teacher,
	'give-staff': m.admin_bulk_give_staff,
	'give-student': m.admin_bulk_give_student,
	'give-adviser': m.admin_bulk_give_adviser,
	'give-administrator': m.admin_bulk_give_administrator,
	'remove-learner': m.admin_bulk_remove_learner,
	'remove-adviser': m.admin_bulk_remove_adviser,
	'remove-administrator': m.admin_bulk_remove_administrator,
	close: m.admin_bulk_close,
	open: m.admin_bulk_open,
	'new-password': m.admin_bulk_password,
};

type Counted = (told: { count: number }) => string;

/** The sentence about how many people are left out of an act, for each reason: one, many. */
const REASONS: Readonly<Record<LeftOut, readonly [one: () => string, many: Counted]>> = {
	self: [m.admin_bulk_out_self, m.admin_bulk_out_self],
	already: [m.admin_bulk_out_already_one, m.admin_bulk_out_already_many],
	'only-role': [m.admin_bulk_out_only_one, m.admin_bulk_out_only_many],
	elsewhere: [m.admin_bulk_out_elsewhere_one, m.admin_bulk_out_elsewhere_many],
	closed: [m.admin_bulk_out_closed_one, m.admin_bulk_out_closed_many],
	'no-address': [m.admin_bulk_out_address_one, m.admin_bulk_out_address_many],
	'links-lately': [m.admin_bulk_out_links_one, m.admin_bulk_out_links_many],
	gone: [m.admin_bulk_out_gone_one, m.admin_bulk_out_gone_many],
};

/** Says how many people an act leaves out for a reason. */
export function leftOutText({
	reason,
	people,
}: {
	readonly reason: LeftOut;
	readonly people: number;
}): string {
	const [one, many] = REASONS[reason];
	return people === 1 ? one() : many({ count: people });
}

/** Says why an act leaves out one person. */
export const reasonText = (reason: LeftOut): string => REASONS[reason][0]();
