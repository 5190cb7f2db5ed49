import { runFormOnce, type Listener, type Listeners, type World } from '#platform/server';

/** The names of the three listeners that hear when a learning activity is logged. */
export type Listening = 'badges' | 'notices' | 'mail';

/**
 * Makes three listeners that each store one row, once per event (an idempotent form under the event's key).
 * `on` is called before and after each stores its row, and may throw. `badges` hears of the event within the
 * act, the others later.
 */
export function threeListen(on: (name: Listening, when: 'before' | 'after') => void): Listeners {
	const listener = (name: Listening, immediate: boolean): Listener => ({
		immediate,
		async hear(world: World, event, key) {
			on(name, 'before');
			const form = { who: name, action: event.name, key, sent: {} };
			await runFormOnce(world, form, async () => event.about['training'] ?? null);
			on(name, 'after');
		},
	});
	return {
		'training.recorded': {
			badges: listener('badges', true),
			notices: listener('notices', false),
			mail: listener('mail', false),
		},
	};
}
