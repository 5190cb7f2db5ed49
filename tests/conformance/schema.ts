import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { badge, issued } from '../../src/openbadges/worked-example.ts';
import type { Reproduced } from './w3c.ts';

/** Our own issued badges against the JSON schemas of the folder (OB 3.0, JSON Schema); one spoiled must fail. */
export async function checkSchema(folder: string): Promise<readonly Reproduced[]> {
	const root = join(folder, 'schemas');
	if (!existsSync(root)) return [];
	const answers: Reproduced[] = [];
	for (const file of readdirSync(root).filter((name) => name.includes('achievementcredential'))) {
		const ajv = new Ajv2019({ strict: false, allErrors: true });
		addFormats.default(ajv);
		const valid = ajv.compile(JSON.parse(readFileSync(join(root, file), 'utf8')) as object);
		const ours = [await issued(), await issued({ basis: [], evidence: [], status: undefined })];
		for (const [at, credential] of ours.entries()) {
			const same = valid(credential) as boolean;
			if (!same) console.error(valid.errors?.slice(0, 5));
			answers.push({ what: `schema ${file}: our badge ${at + 1}`, same });
		}
		const { id: _id, ...unnamed } = badge();
		answers.push({ what: `schema ${file}: a badge without id is refused`, same: !valid(unnamed) });
	}
	return answers;
}
