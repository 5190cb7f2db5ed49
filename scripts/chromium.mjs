// Finds the Chromium of the journeys: the one named, the system's, or Debian's, installed here when we may. Its headless shell,
// where there is one, does most of the work with a third less of the processor.
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

/** A whole browser, and the one for what needs no more than a page; none without a browser. */
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
