// Installs Debian's PostgreSQL for the tests, when the system has none and installing is allowed. Without
// PostgreSQL, the tests use PGlite: the same code in memory, but slower.
import { appendFileSync, globSync, existsSync } from 'node:fs';
import { install, mayInstall } from './debian.mjs';

const present = () =>
	globSync('/usr/lib/postgresql/*/bin/initdb').length > 0 || existsSync('/usr/bin/initdb');

/** Returns true when PostgreSQL is on this machine, or was just installed. */
export function preparePostgres() {
	if (present() || !mayInstall()) return present();
	console.error('Installing PostgreSQL from Debian…');
	// Install only the programs: no system cluster and no running service.
	const settings = '/etc/postgresql-common/createcluster.conf';
	if (!install('postgresql-common')) return false;
	appendFileSync(settings, '\ncreate_main_cluster = false\n');
	return install('postgresql') && present();
}
