import { m } from '#messages';
import {
	checkTitle,
	proofLimitSentence,
	type CheckOutcome,
	type Report,
	reportInLanguages,
	sentence,
	verdictSentence,
	verdictTitle,
	vouchedSentence,
} from '#openbadges';
import { type Terminal, plainLine } from './command.ts';

const OUTCOMES: Readonly<Record<CheckOutcome, typeof m.command_outcome_pass>> = {
	pass: m.command_outcome_pass,
	warn: m.command_outcome_warn,
	fail: m.command_outcome_fail,
	unknown: m.command_outcome_unknown,
	skip: m.command_outcome_skip,
};

/**
 * Prints a report of verification for a person: the verdict, the badge and its issuer, and each check that
 * was made.
 */
export function printReport({ out, locale }: Terminal, given: Report): void {
	const report = reportInLanguages(given, [locale]);
	const line = (text: string) => out(plainLine(text));
	line(verdictTitle(report, locale));
	line(verdictSentence(report, locale));
	out('');
	const named = [
		[m.command_verify_badge({}, { locale }), report.achievement?.name ?? report.achievement?.id],
		[m.command_verify_issuer({}, { locale }), report.issuer?.name ?? report.issuer?.id],
		[m.command_verify_spec({}, { locale }), report.spec && `Open Badges ${report.spec}`],
	] as const;
	for (const [name, value] of named) if (value) line(`${name.padEnd(9)} ${value}`);
	if (report.vouched) line(vouchedSentence(report, locale));
	out('');
	for (const check of report.checks.filter(({ outcome }) => outcome !== 'skip')) {
		line(`[${OUTCOMES[check.outcome]({}, { locale })}] ${checkTitle(check.id, locale)}`);
		line(`    ${sentence(check, locale)}`);
	}
	out('');
	line(proofLimitSentence(locale));
}
