import { m } from '#messages';
import type { World } from '#platform/server';
import { haltIssuing, issuingHalts, resumeIssuances, resumeIssuing } from '#awards/server';
import { type Terminal, type Command, EXIT, type Options, Stop } from './command.ts';
import { institutionFor, checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';

/** Reads what a halt concerns: the named institution, or else the whole service (id null). */
async function scopeOf(terminal: Terminal, world: World, { institution }: Options) {
	const { locale } = terminal;
	if (typeof institution !== 'string')
		return { id: null, name: m.command_halt_everything({}, { locale }) } as const;
	const { id, name } = await institutionFor(terminal, world, institution);
	return { id, name } as const;
}

/**
 * The `issuer halt` command: stops the issuing of badges at once, for one institution or the whole service.
 */
export const issuerHalt: Command = {
	name: 'issuer halt',
	usage: 'issuer halt --reason … [--institution …] [--json]',
	options: { reason: { type: 'string' }, institution: { type: 'string' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.command_halt_about({}, { locale }),
	optionsAbout: (locale) => [
		['--reason …', m.command_option_reason({}, { locale })],
		['--institution …', m.command_halt_option_institution({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options) {
		const { locale } = terminal;
		const reason = typeof options['reason'] === 'string' ? options['reason'].trim() : '';
		if (reason === '')
			throw new Stop(m.command_option_missing({ option: '--reason', name: 'issuer halt' }, { locale }));
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const scope = await scopeOf(terminal, world, options);
			await haltIssuing(world, scope.id, reason);
			terminal.out(
				options['json']
					? JSON.stringify({ halted: scope.id ?? 'service' })
					: m.command_halt_done({ scope: scope.name }, { locale }),
			);
			return EXIT.done;
		});
	},
};

/** The `issuer resume` command: ends a halt, and finishes the issuances that were waiting. */
export const issuerResume: Command = {
	name: 'issuer resume',
	usage: 'issuer resume [--institution …] [--json]',
	options: { institution: { type: 'string' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.command_resume_about({}, { locale }),
	optionsAbout: (locale) => [
		['--institution …', m.command_halt_option_institution({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	run: (terminal, options) =>
		withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const { locale } = terminal;
			const scope = await scopeOf(terminal, world, options);
			const lifted = await resumeIssuing(world, scope.id);
			const done = await resumeIssuances(world);
			const left = (await issuingHalts(world)).length;
			if (options['json']) terminal.out(JSON.stringify({ lifted, left, ...done }));
			else {
				const said = lifted ? m.command_resume_done : m.command_resume_none;
				terminal.out(said({ scope: scope.name }, { locale }));
				terminal.out(m.command_resume_counts({ ...done }, { locale }));
				if (left > 0) terminal.out(m.command_resume_left({ count: left }, { locale }));
			}
			return lifted ? EXIT.done : EXIT.no;
		}),
};
