import { channel } from 'node:diagnostics_channel';
import type { Logger } from 'drizzle-orm/logger';

/** Told at each query that a database is asked, with its text and never its values: `node:diagnostics_channel`. */
export const ASKED = 'macaron:query';

const asked = channel(ASKED);

/** Tells the channel; costs nothing while nobody listens. */
export const tellAsked: Logger = {
	logQuery(text) {
		if (asked.hasSubscribers) asked.publish(text);
	},
};
