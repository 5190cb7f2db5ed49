import { readFileSync, statSync } from 'node:fs';
import { m } from '#messages';
import { problemText } from '#messages/server';
import {
	checkTitle,
	generalLimit,
	type Outcome,
	type Report,
	sentence,
	verdictSentence,
	verdictTitle,
} from '#openbadges';
import { type Locale, Refusal } from '#platform';
import type { World } from '#platform/server';
import { readShortCode } from '#recognition';
import { reportAsJson, verifyGiven, verifyShortCode } from '#recognition/server';
import { type Call, type Command, EXIT, plainLine, Stop } from './call.ts';
import { withService } from './data-folder.ts';

const LARGEST_MEGABYTES = 8;

const OUTCOMES: Readonly<Record<Outcome, typeof m.command_outcome_pass>> = {
	pass: m.command_outcome_pass,
	warn: m.command_outcome_warn,
	fail: m.command_outcome_fail,
	unknown: m.command_outcome_unknown,
	skip: m.command_outcome_skip,
};

/** Valid; known not to be valid; or nobody can tell from here. */
function exitOf({ verdict }: Report): number {
	if (verdict === 'valid') return EXIT.done;
	return ['valid-issuer-unproven', 'unsupported', 'unknown'].includes(verdict) ? EXIT.cannot : EXIT.no;
}

/** What a file holds; undefined when there is none of that name. */
function fileNamed(name: string, locale: Locale): Uint8Array | undefined {
	try {
		if (statSync(name).size > LARGEST_MEGABYTES * 1024 * 1024)
			throw new Stop(m.command_verify_too_large({ name, most: LARGEST_MEGABYTES }, { locale }));
		return readFileSync(name);
	} catch (error) {
		if (error instanceof Stop) throw error;
		const { code: cause = 'unknown' } = error as NodeJS.ErrnoException;
		if (cause === 'ENOENT') return undefined;
		throw new Stop(m.command_verify_unreadable({ name, cause }, { locale }));
	}
}

/** A file comes before a code: a name that reads as both is most often a file just downloaded. */
async function verifyNamed(call: Call, world: World, name: string): Promise<Report> {
	const { locale } = call;
	const bytes = name === '-' ? await call.stdin() : fileNamed(name, locale);
	if (bytes) return verifyGiven(world, bytes);
	if (!readShortCode(name)) throw new Stop(m.command_verify_no_file({ name }, { locale }));
	try {
		return (await verifyShortCode(world, name)).report;
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		throw new Stop(problemText(problem.code, problem.params, locale));
	}
}

function print({ out, locale }: Call, report: Report): void {
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
	out('');
	for (const check of report.checks.filter(({ outcome }) => outcome !== 'skip')) {
		line(`[${OUTCOMES[check.outcome]({}, { locale })}] ${checkTitle(check.id, locale)}`);
		line(`    ${sentence(check, locale)}`);
	}
	out('');
	line(generalLimit(locale));
}

/** Verifies a badge of this service: a file, a short code, or what comes on the standard input. */
export const verify: Command = {
	name: 'verify',
	usage: 'verify FILE|CODE|- [--json]',
	options: { json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.command_verify_about({}, { locale }),
	optionsAbout: (locale) => [['--json', m.command_option_json({}, { locale })]],
	run(call, { json }, [name]) {
		if (!name) throw new Stop(m.command_verify_missing({}, { locale: call.locale }));
		return withService(call, async (world) => {
			const report = await verifyNamed(call, world, name);
			if (json) call.out(JSON.stringify(reportAsJson(report, { at: world.now() })));
			else print(call, report);
			return exitOf(report);
		});
	},
};
