/**
 * The keys that stand twice in one object of a JSON text, as paths from its root (`a.b`). `JSON.parse` keeps
 * the last of two and says nothing, so only the raw text tells. The text must be valid JSON.
 */
export function repeatedKeys(text: string): string[] {
	const open: { keys: Set<string> | null; key: string }[] = [];
	const repeated: string[] = [];
	for (const [token, string, after] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
		const inside = open.at(-1);
		if (token === '{') open.push({ keys: new Set(), key: '' });
		else if (token === '[') open.push({ keys: null, key: '' });
		else if (token === '}' || token === ']') open.pop();
		else if (inside?.keys && string && after) {
			inside.key = JSON.parse(string) as string;
			if (inside.keys.has(inside.key)) repeated.push(open.flatMap(({ key }) => key || []).join('.'));
			inside.keys.add(inside.key);
		}
	}
	return repeated;
}
