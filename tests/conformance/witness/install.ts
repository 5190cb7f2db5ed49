import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * 1EdTech's validator, as Python packages. The versions of its dependencies that it pins date from 2017, so
 * it is installed with `--no-deps`, and its dependencies separately.
 */
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

/**
 * Creates in a folder a Python virtual environment with 1EdTech's validator; returns the path of its Python.
 * Throws with the output of the step that failed.
 */
export function installWitness(folder: string): string {
	const python = join(folder, 'venv', 'bin', 'python');
	const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
	run('python3', ['-m', 'venv', join(folder, 'venv')]);
	run(python, [...pip, ...NEEDS]);
	run(python, [...pip, '--no-deps', ...VALIDATOR]);
	return python;
}
