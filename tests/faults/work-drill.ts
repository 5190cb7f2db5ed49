import { type Listeners, type MailWriters, runFormOnce } from '#platform/server';

/** The listener of the drill: it stores, once for each event, that it heard. */
export const drillListeners = (action: string): Listeners => ({
	'training.recorded': {
		drill: {
			hear: (world, event, key) =>
				runFormOnce(world, { who: event.person ?? '', action, key, sent: {} }, async () => null),
		},
	},
});

/** Who writes the mails of the drill. */
export const drillWriters: MailWriters = {
	drill: (_world, { values }) => ({
		...{ subject: 'Un essai', paragraphs: [`Le secret : ${values['secret']}`], footer: [] },
	}),
};
