// Finds a Chromium for the journeys: the one named, the system's, or Debian's, installed here when we may.
import { existsSync } from 'node:fs';
import { install, mayInstall } from './debian.mjs';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
];

const present = () => PLACES.find((file) => existsSync(file));

export function findChromium() {
	const named = process.env.CHROMIUM;
	if (named) return existsSync(named) ? named : undefined;
	const found = present();
	if (found || !mayInstall()) return found;
	console.error('Installing Chromium from Debian…');
	install('chromium');
	return present();
}
