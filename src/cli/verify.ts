import { m } from '#messages';
import type { Report } from '#openbadges';
import type { Locale } from '#platform';
import type { FetchFromPublicAddress } from '#platform/server';
import { reportAsJson } from '#verification/server';
import { type Command, EXIT, type Options, Stop } from './command.ts';
import { type VerifyArgumentOptions, verifyArgument } from './verify-named.ts';
import { printReport } from './verify-print.ts';
import { fetchLocalFilesFirst } from './verify-resources.ts';

/**
 * The exit code for a report: `done` if valid, `cannot` if it cannot be decided from here, otherwise `no`.
 */
function exitOf({ verdict }: Report): number {
	if (verdict === 'valid') return EXIT.done;
	return ['valid-issuer-unproven', 'unsupported', 'unknown'].includes(verdict) ? EXIT.cannot : EXIT.no;
}

const INSTANT = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * Parses the instant that the operator typed; a date alone means its first instant in UTC. Throws `Stop` when
 * it is not valid.
 */
function instantOf(typed: string, locale: Locale): Date {
	const [, day] = INSTANT.exec(typed) ?? [];
	const instant = new Date(typed);
	// `Date` would accept February 30 as March 2, so the date is compared with what was typed.
	const real = day !== undefined && new Date(day).toJSON()?.startsWith(day);
	if (!real || Number.isNaN(instant.getTime()))
		throw new Stop(m.command_verify_at_bad({ typed }, { locale }));
	return instant;
}

const noNetwork: FetchFromPublicAddress = async () => ({ kind: 'refused', why: 'no-answer' });

function wayOf({ at, offline, resources }: Options, locale: Locale): VerifyArgumentOptions {
	const kept =
		typeof resources === 'string'
			? fetchLocalFilesFirst(resources, locale)
			: (others: FetchFromPublicAddress) => others;
	return {
		at: typeof at === 'string' ? instantOf(at, locale) : undefined,
		through: (allowed) => kept(offline ? noNetwork : allowed),
	};
}

/**
 * The `verify` command: verifies any badge from a file, an address, a short code of this service, or standard
 * input.
 */
export const verify: Command = {
	name: 'verify',
	usage: 'verify FILE|URL|CODE|- [--json] [--offline] [--resources INDEX.json] [--at ISO-DATE]',
	options: {
		json: { type: 'boolean' },
		offline: { type: 'boolean' },
		resources: { type: 'string' },
		at: { type: 'string' },
	},
	words: 1,
	about: (locale) => m.command_verify_about({}, { locale }),
	optionsAbout: (locale) => [
		['--json', m.command_option_json({}, { locale })],
		['--offline', m.command_verify_offline({}, { locale })],
		['--resources INDEX.json', m.command_verify_resources({}, { locale })],
		['--at ISO-DATE', m.command_verify_at({}, { locale })],
	],
	async run(terminal, options, [name]) {
		const { locale } = terminal;
		if (!name) throw new Stop(m.command_verify_missing({}, { locale }));
		const way = wayOf(options, locale);
		const report = await verifyArgument(terminal, name, way);
		if (options['json']) terminal.out(JSON.stringify(reportAsJson(report, { at: way.at ?? new Date() })));
		else printReport(terminal, report);
		return exitOf(report);
	},
};
