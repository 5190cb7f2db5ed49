// Finds a Chromium for the journeys: the one named, the system's, or Debian's, installed here when we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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
	if (found) return found;
	const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
	if (!debian) return undefined;
	console.error('Installing Chromium from Debian…');
	const apt = (...args) =>
		spawnSync('apt-get', args, {
			stdio: ['ignore', 2, 2],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	apt('update', '-qq');
	apt('install', '-y', '-qq', 'chromium');
	return present();
}
