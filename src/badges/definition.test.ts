import { expect, test } from 'vitest';
import { type BadgeDefinition, inFramework, latestFrameworkOf } from './definition.ts';

const badge = (...frameworks: BadgeDefinition['frameworks']) => ({ frameworks }) as BadgeDefinition;

test('a badge is taken in the version that is wanted, else in the latest that it serves', () => {
	const both = badge('crcn-2019', 'crcn-2025');
	expect(inFramework(both, 'crcn-2019').framework).toBe('crcn-2019');
	expect(inFramework(both, 'crcn-2025').framework).toBe('crcn-2025');
	expect(inFramework(badge('crcn-2019'), 'crcn-2025').framework).toBe('crcn-2019');
	expect(latestFrameworkOf(both)).toBe('crcn-2025');
});
