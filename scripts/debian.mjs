// Installs Debian packages where that is allowed: on Debian or a derivative, as root, which is how a
// container runs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const mayInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

const apt = (...args) =>
	spawnSync('apt-get', args, {
		stdio: ['ignore', 2, 2],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	}).status === 0;
let fresh = false;

/**
 * Installs these Debian packages; returns true when that succeeded. Fetches the package lists once per
 * process.
 */
export function install(...packages) {
	if (!fresh) apt('update', '-qq');
	fresh = true;
	return apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/**
 * Installs one Debian package only if the package lists already on this machine know it; does not fetch the
 * lists. For a package that is useful but not worth a wait. Returns true when that succeeded.
 */
export function installKnown(name) {
	const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
	if (!/Candidate: \d/.test(stdout ?? '')) return false;
	return apt('install', '-y', '-qq', '--no-install-recommends', '-o', 'Acquire::Retries=0', name);
}
