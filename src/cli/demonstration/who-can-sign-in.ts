import { m } from '#messages';
import type { Locale } from '#platform';
import { peopleWithPassword } from './demonstration.ts';

/** Lists the people of the demonstration with their passwords, as lines for the console. */
export function whoCanSignIn(passwords: Readonly<Record<string, string>>, locale: Locale): string[] {
	const widest = Math.max(...peopleWithPassword.map(({ username }) => username.length));
	const lines = peopleWithPassword.flatMap(({ username, displayName, about }) => {
		const password = passwords[username];
		if (!password || !about) return [];
		return [`  ${username.padEnd(widest)}  ${password}  ${displayName}, ${about[locale]}`];
	});
	return [m.command_demo_title({}, { locale }), ...lines, m.command_demo_once({}, { locale })];
}
