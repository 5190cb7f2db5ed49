import { type Listener, recipientOfMail } from '#platform/server';
import { markAddressRefused } from './mail-address-store.ts';

/**
 * Listener that marks a person's e-mail address when a mail server refused it for good: nothing more is sent
 * there, and their account says so, until they give another.
 */
export const addressRefusedListener: Listener = {
	concerns: (_tx, _world, { person }) => Promise.resolve(person !== null),
	async hear(world, { person, about }) {
		if (person === null) return;
		await world.db.write(async (tx) => {
			const recipient = await recipientOfMail(tx, String(about['mail']));
			if (recipient) await markAddressRefused(tx, person, { recipient, at: world.now() });
		});
	},
};
