import { m } from '#messages';
import { problemText } from '#messages/server';
import { Refusal } from '#platform';
import { reissueAwards, type ReissueResult, reissuePlan, type ReissuePlan } from '#awards/server';
import { type Terminal, type Command, EXIT, Stop } from './command.ts';
import { checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';

const NAME = 'issuer reissue';

/** Prints what signing the awards of a compromised key again would do. */
function printPlan({ out, locale }: Terminal, kid: string, plan: ReissuePlan) {
	const { active, signsNow, superseded, revoked, withoutText } = plan;
	out(m.command_reissue_plan({ kid, count: active }, { locale }));
	out(
		signsNow === null
			? m.command_reissue_no_key({}, { locale })
			: m.command_reissue_signs({ kid: signsNow }, { locale }),
	);
	out(m.command_reissue_others({ superseded, revoked, withoutText }, { locale }));
	out(m.command_reissue_how({ kid }, { locale }));
}

const whyOf = (problem: unknown, { locale }: Terminal): string =>
	problem instanceof Refusal ? problemText(problem.code, problem.params, locale) : String(problem);

function printDone(terminal: Terminal, { reissued, left, altered, problem }: ReissueResult) {
	const { out, err, locale } = terminal;
	out(m.command_reissue_done({ reissued, left }, { locale }));
	if (altered.length > 0) out(m.command_reissue_altered({ ids: altered.join(' ') }, { locale }));
	if (problem) err(m.command_reissue_stopped({ why: whyOf(problem, terminal) }, { locale }));
}

/**
 * The `issuer reissue` command: signs again the awards that a compromised key had signed; without `--yes`,
 * only counts them.
 */
export const issuerReissue: Command = {
	name: NAME,
	usage: 'issuer reissue KEY --reason … [--yes] [--json]',
	options: { reason: { type: 'string' }, yes: { type: 'boolean' }, json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.command_reissue_about({}, { locale }),
	optionsAbout: (locale) => [
		['--reason …', m.command_reissue_option_reason({}, { locale })],
		['--yes', m.command_reissue_option_yes({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options, [kid]) {
		const { locale } = terminal;
		const typed = options['reason'];
		const reason = typeof typed === 'string' ? typed.trim() : '';
		const missing = (option: string) =>
			new Stop(m.command_option_missing({ option, name: NAME }, { locale }));
		if (kid === undefined) throw missing('KEY');
		if (options['yes'] && reason === '') throw missing('--reason');
		const known = <T>(work: Promise<T>): Promise<T> =>
			work.catch((problem: unknown) => {
				if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
				throw new Stop(m.command_key_unknown({ kid }, { locale }), EXIT.no);
			});
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			if (!options['yes']) {
				const plan = await known(reissuePlan(world, kid));
				if (options['json']) terminal.out(JSON.stringify({ key: kid, done: false, ...plan }));
				else printPlan(terminal, kid, plan);
				return EXIT.done;
			}
			const done = await known(reissueAwards(world, { kid, reason }));
			const { reissued, altered, left, problem } = done;
			if (options['json']) {
				const stopped = problem === null ? null : whyOf(problem, terminal);
				terminal.out(JSON.stringify({ key: kid, done: true, reissued, altered, left, stopped }));
			} else printDone(terminal, done);
			return left === 0 ? EXIT.done : EXIT.no;
		});
	},
};
