import type { ReplayResult } from '#backup/server';
import { m } from '#messages';
import { type Terminal, plainLine } from '../command.ts';

/**
 * Reports which acts since the backup were applied again, which could not be, and which awards only their
 * holders still have. With `json`, prints only what needs attention, to standard error.
 */
export function reportReplay(
	{ out, err, locale }: Terminal,
	good: ReplayResult,
	date: string,
	json: boolean,
): void {
	const to = { locale };
	const { counts, lost, closed, damaged, journals } = good;
	const say = json ? () => undefined : out;
	if (journals.length > 0) {
		say(m.backup_good_since({ paths: journals.map(plainLine).join(', '), count: good.since }, to));
		say(m.backup_good_counts({ revoked: counts.revoked, erased: counts.erased, hidden: counts.hidden }, to));
		say(
			m.backup_good_entries(
				{
					entries: counts['entry-skipped'],
					keys: counts['key-learned'],
					compromised: counts['key-compromised'],
				},
				to,
			),
		);
	} else err(m.backup_good_no_journal({ date }, to));
	for (const { path, line } of damaged) err(m.backup_good_damaged({ path: plainLine(path), line }, to));
	if (good.beginsAfter) err(m.backup_good_begins_after({ date }, to));
	if (closed.length > 0) err(m.backup_good_closed({ slugs: closed.join(', ') }, to));
	if (counts['not-made-good'] > 0) err(m.backup_good_not({ count: counts['not-made-good'] }, to));
	if (good.reissues > 0) err(m.backup_good_reissues({ count: good.reissues }, to));
	if (lost.length > 0) {
		say(m.backup_good_lost({ count: lost.length }, to));
		for (const { address, shortCode, badge, awardedAt } of lost)
			say(`  ${address}  ${shortCode}  ${badge}  ${awardedAt.toISOString()}`);
	}
	err(m.backup_good_rest({ date }, to));
}
