import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The validator, and what it needs: its own pins are from 2017, so that it is installed without them. */
const VALIDATOR = ['openbadges==1.1.2', 'openbadges-bakery==2.0.0'];
const NEEDS = [
	'aniso8601',
	'defusedxml',
	'future',
	'jsonschema',
	'language-tags',
	'pycryptodome',
	'pydux',
	'PyLD',
	'pypng',
	'python-jose',
	'python-mimeparse',
	'pytz',
	'requests',
	'requests-cache',
	'rfc3986<3',
	'setuptools<81',
	'six',
	'validators',
];

function run(command: string, args: readonly string[]): void {
	const out = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
	if (out.error) throw new Error(`${command}: ${out.error.message}`);
	if (out.status !== 0) throw new Error(out.stderr.trim().split('\n').slice(-3).join('\n'));
}

/** Makes a virtual environment with the validator in a folder; gives its Python. Throws, saying why it cannot. */
export function installWitness(folder: string): string {
	const python = join(folder, 'venv', 'bin', 'python');
	const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
	run('python3', ['-m', 'venv', join(folder, 'venv')]);
	run(python, [...pip, ...NEEDS]);
	run(python, [...pip, '--no-deps', ...VALIDATOR]);
	return python;
}
