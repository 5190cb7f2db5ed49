// Finds the Chromium that runs the journeys: the one named by the variable CHROMIUM, the system's, or
// Debian's, installed here when allowed. Its headless shell, where present, runs most journeys with a third
// less processor time.
import { existsSync } from 'node:fs';
import { install, installKnown, mayInstall } from './debian.mjs';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
];
const SHELL = '/usr/bin/chromium-headless-shell';

const present = () => PLACES.find((file) => existsSync(file));

/**
 * Returns the paths of a whole browser (`whole`) and of a lighter one (`quick`) for journeys that only need a
 * page; undefined when there is no browser. Installs Debian's where one is missing and that is allowed.
 */
export function findChromium() {
	const named = process.env.CHROMIUM;
	if (named) return existsSync(named) ? { whole: named, quick: named } : undefined;
	if (mayInstall()) {
		if (!present()) {
			console.error('Installing Chromium from Debian…');
			install('chromium');
		}
		if (!existsSync(SHELL)) installKnown('chromium-headless-shell');
	}
	const whole = present();
	return whole ? { whole, quick: existsSync(SHELL) ? SHELL : whole } : undefined;
}
