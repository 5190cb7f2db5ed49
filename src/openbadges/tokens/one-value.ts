import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

/** Properties that have one value in every class in which OB 3.0 or the VC data model defines them. */
const SINGLE_VALUED: ReadonlySet<string> = new Set([
	...['issuer', 'validFrom', 'validUntil', 'issuanceDate', 'expirationDate', 'awardedDate'],
	...['name', 'description', 'narrative', 'url', 'email', 'genre', 'audience', 'caption'],
	...['achievement', 'achievementType', 'criteria', 'inLanguage', 'version', 'creator', 'source'],
	...['targetName', 'targetUrl', 'resultType', 'requiredLevel', 'level', 'achievedLevel', 'value'],
	...['hashed', 'identityHash', 'identityType', 'salt'],
	...['statusPurpose', 'statusListIndex', 'statusListCredential', 'encodedList'],
]);

/** Parts that have contexts and signatures of their own, or that are read as they stand. */
const LEFT_AS_IS: ReadonlySet<string> = new Set(['@context', 'proof', 'endorsement', 'endorsementJwt']);

/**
 * A copy of a credential in which each property of one value (`SINGLE_VALUED`) that is written as a list of
 * one has that value alone; and the paths of these properties. In JSON-LD (1.1, 4.1.9) both forms say the
 * same, but readers look for the value alone.
 */
export function withSingleValues(credential: JsonObject): {
	readonly credential: JsonObject;
	readonly paths: readonly string[];
} {
	const paths: string[] = [];
	const inside = (value: Json, path: string): Json => {
		if (Array.isArray(value)) return value.map((item: Json, i) => inside(item, `${path}[${i}]`));
		if (!isObject(value)) return value;
		const entries = Object.entries(value).map(([key, held]): readonly [string, Json] => {
			const place = path === '' ? key : `${path}.${key}`;
			if (LEFT_AS_IS.has(key)) return [key, held];
			if (!SINGLE_VALUED.has(key) || !Array.isArray(held) || held.length !== 1)
				return [key, inside(held, place)];
			// A text with its language is read in a list too (`textIn`).
			const [only] = held as readonly Json[];
			if (only === undefined || Array.isArray(only) || (isObject(only) && '@value' in only))
				return [key, held];
			paths.push(place);
			return [key, inside(only, place)];
		});
		return Object.fromEntries(entries);
	};
	return { credential: inside(credential, '') as JsonObject, paths };
}
