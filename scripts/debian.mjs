// Installs a package of Debian's, where we may: on Debian or its kin, as root, as in a container.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const mayInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

const apt = (...args) =>
	spawnSync('apt-get', args, {
		stdio: ['ignore', 2, 2],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	}).status === 0;
let fresh = false;

/** Tells whether it was installed; the lists are fetched once. */
export function install(...packages) {
	if (!fresh) apt('update', '-qq');
	fresh = true;
	return apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}
