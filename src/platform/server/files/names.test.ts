import { expect, test } from 'vitest';
import { shownFileName } from './shown-file-name.ts';
import { savedFileName } from './saved-file-name.ts';

test.each([
	['Ma trace.pdf', 'Ma trace.pdf'],
	['../../etc/passwd', 'passwd'],
	['C:\\Users\\ada\\photo.png', 'photo.png'],
	['..', ''],
	['...', ''],
	['.htaccess', 'htaccess'],
	['a\u202Egnp.exe', 'agnp.exe'],
	['a\nb\tc.png', 'a b c.png'],
	['a\0b.png', 'ab.png'],
	['e\u0301t\u00E9.png', 'été.png'],
	['\uD800.png', '\uFFFD.png'],
	['\u200B\u2060', ''],
	['CON', 'CON'],
])('%s is shown as %s', (sent, shown) => expect(shownFileName(sent)).toBe(shown));

test('a long name is shortened before its extension, between two characters', () => {
	const shown = shownFileName(`${'😀'.repeat(300)}.pptx`);
	expect([...shown]).toHaveLength(120);
	expect(shown.endsWith('😀….pptx')).toBe(true);
	expect(shown.isWellFormed()).toBe(true);
	expect([...shownFileName('a'.repeat(300))]).toHaveLength(120);
	expect(shownFileName('a'.repeat(120))).toBe('a'.repeat(120));
});

test.each([
	['Ma trace.pdf', 'application/pdf', 'Ma trace.pdf'],
	['Ma trace.PDF', 'application/pdf', 'Ma trace.pdf'],
	['facture.exe', 'application/pdf', 'facture.exe.pdf'],
	['photo.jpeg', 'image/jpeg', 'photo.jpg'],
	['a/b:c*?.png', 'image/png', 'a_b_c__.png'],
	['con.png', 'image/png', 'fichier.png'],
	['Nul', 'image/png', 'fichier.png'],
	['console.png', 'image/png', 'console.png'],
	['', 'image/webp', 'fichier.webp'],
	['. . ', 'image/webp', 'fichier.webp'],
	['x', 'text/html', 'x.bin'],
])('%s, of type %s, is saved as %s', (name, type, saved) =>
	expect(savedFileName({ name, type }, 'fichier')).toBe(saved),
);
