import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

/**
 * A register of issuers that the operator trusts: the id of each issuer, and whether it was removed from the
 * register.
 */
export interface KnownIssuers {
	/** Name of the register, shown in reports. */
	readonly register: string;
	readonly issuers: ReadonlyMap<string, 'listed' | 'removed'>;
}

const LARGEST = 4 * 1024 * 1024;
const id = z.string().regex(/^(did:[a-z0-9]+:\S+|https:\/\/\S+)$/, 'is neither a DID nor an https address');
const name = z.string().trim().min(1).max(120);
const entry = z
	.union([id, z.object({ id })])
	.transform((given) => (typeof given === 'string' ? given : given.id));

/** Macaron's own format of a register: its name, the issuers, and the removed issuers. */
const own = z.object({ name, issuers: z.array(entry), removed: z.array(entry).default([]) });

/** The Digital Credentials Consortium's format of a register: an object keyed by the DID of each issuer. */
const dcc = z.object({
	meta: z.object({ name: name.optional() }).optional(),
	registry: z.record(id, z.object({ name: z.string() })),
});

/**
 * Parses a register of issuers, in Macaron's format or the Digital Credentials Consortium's. Throws an
 * `Error` that says what is wrong. A register without a name takes that of its `file`.
 */
export function parseKnownIssuers(text: string, file: string): KnownIssuers {
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		throw new Error('it is not JSON');
	}
	const foreign = typeof given === 'object' && given !== null && 'registry' in given;
	const read = (foreign ? dcc : own).safeParse(given);
	if (!read.success) {
		const [first] = read.error.issues.map(
			({ path, message }) => `at ${path.join('.') || 'its root'}: ${message}`,
		);
		throw new Error(first);
	}
	if ('registry' in read.data) {
		const { meta, registry } = read.data;
		const issuers = Object.keys(registry).map((one) => [one, 'listed'] as const);
		return { register: meta?.name ?? basename(file), issuers: new Map(issuers) };
	}
	const { issuers, removed } = read.data;
	const both = issuers.find((one) => removed.includes(one));
	if (both !== undefined) throw new Error(`${both} is both listed and removed`);
	return {
		register: read.data.name,
		issuers: new Map([
			...issuers.map((one) => [one, 'listed'] as const),
			...removed.map((one) => [one, 'removed'] as const),
		]),
	};
}

/** Reads a register of issuers from a file; throws an `Error` with the path and what is wrong with it. */
export function readKnownIssuers(path: string): KnownIssuers {
	const fault = (why: string) => new Error(`KNOWN_ISSUERS: ${path} cannot be used: ${why}`);
	let text: string;
	try {
		if (statSync(path).size > LARGEST) throw fault(`it is larger than ${LARGEST / 1024 / 1024} MB`);
		text = readFileSync(path, 'utf8');
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw code === undefined ? error : fault(code === 'ENOENT' ? 'there is no such file' : code);
	}
	try {
		return parseKnownIssuers(text, path);
	} catch (error) {
		throw fault((error as Error).message);
	}
}
