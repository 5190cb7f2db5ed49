import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { kinds } from './scripts/lint-rules.js';

export default ts.config(
	{
		ignores: [
			'build',
			'.svelte-kit',
			'node_modules',
			'src/messages/compiled',
			'test-results',
			'data',
			'scripts/runtime',
			'.mutants',
		],
	},
	...ts.configs.recommended,
	...svelte.configs['flat/recommended'],
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		rules: {
			'no-console': 'error',
			'no-undef': 'off',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'svelte/no-at-html-tags': 'error',
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/require-each-key': 'error',
		},
	},
	{ files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
	...kinds,
	{
		// This rule alone needs type information; it runs only where a promise nobody awaits would lose a
		// write or an error.
		files: ['server.ts', 'src/*.ts', 'src/*/server/**/*.ts', 'src/{cli,web}/**/*.ts'],
		ignores: ['**/*.test.ts', '**/*.fixture.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }] },
	},
	{
		files: ['scripts/**', 'server.ts', 'src/cli.ts', 'src/cli/**', 'tests/**'],
		rules: { 'no-console': 'off' },
	},
);
