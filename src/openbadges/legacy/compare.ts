import { asList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

/** Whether what was given says nothing else than what stands: it may say less, never otherwise. */
export function agrees(given: Json, standing: Json): boolean {
	if (isObject(given) && isObject(standing)) {
		return Object.entries(given).every(([key, value]) => {
			if (key === '@context') return true;
			const other = standing[key];
			return other !== undefined && agrees(value, other);
		});
	}
	// A set of one value may stand without its brackets (JSON-LD, compaction).
	if (Array.isArray(given) || Array.isArray(standing)) {
		const [left, right] = [asList(given), asList(standing)];
		return left.length === right.length && left.every((one, i) => agrees(one, right[i] as Json));
	}
	// The name of a thing for the thing itself.
	if (typeof given === 'string' && isObject(standing)) return standing['id'] === given;
	return given === standing;
}

// What a holder could gain by leaving out.
const CLAIMS = ['recipient', 'badge', 'issuedOn', 'issued_on', 'expires'] as const;

/**
 * Whether an assertion that was given is the one that stands at its address. What describes the badge, when it is
 * given in place but named there, is compared with what stands at that name.
 */
export function sameAssertion(given: JsonObject, standing: JsonObject): boolean {
	const { badge, ...rest } = given;
	if (CLAIMS.some((key) => (standing[key] ?? null) !== null && (given[key] ?? null) === null)) return false;
	if (!agrees(rest, standing)) return false;
	return sameThing(badge ?? null, standing['badge'] ?? null);
}

/** Whether two values are the same thing, each written in place or only named. */
export function sameThing(given: Json, standing: Json): boolean {
	if (isObject(given) && typeof standing === 'string') return given['id'] === standing;
	return agrees(given, standing);
}
