import { channel } from 'node:diagnostics_channel';
import type { Logger } from 'drizzle-orm/logger';

/**
 * Name of the diagnostics channel (`node:diagnostics_channel`) that receives the text of each query, never
 * its values.
 */
export const QUERY_CHANNEL = 'macaron:query';

const asked = channel(QUERY_CHANNEL);

/**
 * Drizzle logger that publishes the text of each query on the channel `macaron:query`. Publishing does
 * nothing while the channel has no subscriber.
 */
export const queryLogger: Logger = {
	logQuery(text) {
		asked.publish(text);
	},
};
