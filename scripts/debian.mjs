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

/** The same, as far as the lists that are here already know the package: useful, and not worth a wait. */
export function installKnown(name) {
	const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
	if (!/Candidate: \d/.test(stdout ?? '')) return false;
	return apt('install', '-y', '-qq', '--no-install-recommends', '-o', 'Acquire::Retries=0', name);
}
