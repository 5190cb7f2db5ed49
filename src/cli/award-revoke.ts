import { revokeAward } from '#awards/server';
import { m } from '#messages';
import { isId, Refusal } from '#platform';
import { type Command, EXIT, Stop } from './command.ts';
import { withDataFolder } from './data-folder.ts';
import { neededOption } from './options.ts';

/**
 * The `award revoke` command: revokes an award, even one of an institution that is closed, where nobody else
 * can.
 */
export const awardRevoke: Command = {
	name: 'award revoke',
	usage: 'award revoke ID --reason …',
	options: { reason: { type: 'string' } },
	words: 1,
	about: (locale) => m.command_award_revoke_about({}, { locale }),
	optionsAbout: (locale) => [['--reason …', m.command_award_option_reason({}, { locale })]],
	async run(terminal, options, [id]) {
		const { locale } = terminal;
		if (id === undefined) throw new Stop(m.command_award_word_missing({ name: 'award revoke' }, { locale }));
		const reason = neededOption(terminal, 'award revoke', options, 'reason');
		return withDataFolder(terminal, async (world) => {
			const unknown = new Stop(m.command_award_unknown({}, { locale }), EXIT.no);
			if (!isId(id)) throw unknown;
			await revokeAward(world, { kind: 'operator' }, id, { reason, key: world.newId() }).catch(
				(problem: unknown) => {
					throw problem instanceof Refusal && problem.status === 404 ? unknown : problem;
				},
			);
			terminal.out(m.command_award_revoked({ id }, { locale }));
			return EXIT.done;
		});
	},
};
