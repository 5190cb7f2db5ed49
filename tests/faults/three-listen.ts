import { once, type Listener, type Listeners, type World } from '#platform/server';

/** Three who hear that an autoformation was logged; what each writes, it writes once for the key it is given. */
export type Listening = 'badges' | 'notices' | 'mail';

/** Listeners whose effect is an answered form of their own; `on` is told before and after each effect, and may throw. */
export function threeListen(on: (name: Listening, when: 'before' | 'after') => void): Listeners {
	const listener = (name: Listening, atOnce: boolean): Listener => ({
		atOnce,
		async hear(world: World, event, key) {
			on(name, 'before');
			const form = { who: name, action: event.name, key, sent: {} };
			await once(world, form, async () => event.about['training'] ?? null);
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
