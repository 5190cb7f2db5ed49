import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInput } from '#openbadges';
import { ensureKeyFile, jobsOnThisThread, openWorld, prepareDatabase, readSettings } from '#platform/server';
import { badge, issued } from '../../src/openbadges/worked-example.fixture.ts';
import { type IssuedForm, issuedByService } from './issued.ts';
import type { Reproduced } from './w3c.ts';
import { closings } from '../../src/closings.ts';

/**
 * Issues badges as the service does, from a temporary database, and returns every download format of each.
 */
async function servicesOwn(): Promise<readonly IssuedForm[]> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-schema-'));
	const settings = readSettings({ DATA_DIR: join(folder, 'data'), KEY_FILE: join(folder, 'seal.key') });
	await prepareDatabase(settings);
	ensureKeyFile(settings.keyFile);
	const world = await openWorld(
		settings,
		{ info: () => {}, warn: () => {}, error: () => {} },
		jobsOnThisThread,
		{
			closings,
		},
	);
	try {
		return (await issuedByService(world)).forms;
	} finally {
		await world.db.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * Reads the credential in one download format of a badge; undefined when it cannot be read. The payload of a
 * token is the credential itself (OB 3.0, JSON Web Token Proof Format).
 */
function credentialIn({ bytes }: IssuedForm): unknown {
	const reading = readInput(bytes);
	if (!reading.ok) return undefined;
	if (reading.kind !== 'jwt') return reading.credential;
	const [, payload = ''] = reading.text.split('.');
	return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

/**
 * Validates the badges that the service issues against the JSON schemas of the folder (OB 3.0, JSON Schema);
 * a spoiled badge must fail.
 */
export async function checkSchema(folder: string): Promise<readonly Reproduced[]> {
	const root = join(folder, 'schemas');
	if (!existsSync(root)) return [];
	const answers: Reproduced[] = [];
	const forms = await servicesOwn();
	for (const file of readdirSync(root).filter((name) => name.includes('achievementcredential'))) {
		const ajv = new Ajv2019({ strict: false, allErrors: true });
		addFormats.default(ajv);
		const valid = ajv.compile(JSON.parse(readFileSync(join(root, file), 'utf8')) as object);
		const ours = [
			{ what: 'the worked example', credential: await issued() },
			{ what: 'the least of it', credential: await issued({ basis: [], evidence: [], status: undefined }) },
			...forms.map((one) => ({ what: `${one.badge}, as ${one.form}`, credential: credentialIn(one) })),
		];
		for (const { what, credential } of ours) {
			const same = valid(credential) as boolean;
			if (!same) console.error(valid.errors?.slice(0, 5));
			answers.push({ what: `schema ${file}: ${what}`, same });
		}
		const { id: _id, ...unnamed } = badge();
		answers.push({ what: `schema ${file}: a badge without id is refused`, same: !valid(unnamed) });
	}
	return answers;
}
