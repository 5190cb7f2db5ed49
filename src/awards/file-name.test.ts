import { expect, test } from 'vitest';
import { awardFileName } from './file-name.ts';

test.each([
	['Pratique · Collaboration', 'pratique-collaboration'],
	['Exploration · Compétence et citoyenneté éthique', 'exploration-competence-et-citoyennete-ethique'],
	['Cœur d’ÉTÉ; filename="x"\r\nSet-Cookie: y', 'coeur-d-ete-filename-x-set-cookie-y'],
	['../../etc/passwd', 'etc-passwd'],
	['数字', 'practice-x'],
	[undefined, 'practice-x'],
	['Très '.repeat(40), `${'tres-'.repeat(11)}tres`],
])('%j is a file named %s', (name, expected) => {
	expect(awardFileName({ id: 'abcdefghij', badge: 'practice-x' }, name)).toBe(`${expected}-abcdef`);
});
