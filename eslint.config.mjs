import communityNodes from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

// The preset without Cloud support: this is a self-hosted package with runtime dependencies and a sandbox of its own.
const community = communityNodes.configs.recommendedWithoutN8nCloudSupport;
const base = (name) => n8nNodesBase.configs[name].rules;

export default tseslint.config(
	{ ignores: ['dist/**', 'node_modules/**', 'test/data/**'] },
	{
		files: ['**/*.ts', '**/*.mts'],
		extends: [tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
		},
	},
	{
		// What only types can tell: a promise that nobody waits for, a cast that changes nothing.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'scripts/**/*.mts', 'test/**/*.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/no-unnecessary-type-assertion': 'error',
		},
	},
	{
		// And a case that nobody handles.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: { '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }] },
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		plugins: community.plugins,
		rules: { ...community.rules, 'no-console': 'error' },
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...base('nodes'),
			// These two know only n8n's classic input and output strings; the community rule node-connection-type-literal asks for the opposite.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// The plugin predates credentials that are optional, and themed icons given as an object.
			'n8n-nodes-base/node-class-description-icon-not-svg': 'off',
		},
	},
	{
		// These throw the engine's own errors, with advice; nodes/shared/nodeErrors.ts turns each into n8n's at the border.
		files: ['nodes/engine/**/*.ts', 'nodes/shared/**/*.ts', 'nodes/*/read*.ts'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		// This file's whole purpose is to start an operating system's sandbox; it runs a fixed program without a shell, and candidates only inside it.
		files: ['nodes/engine/sandbox/python/bubblewrap.ts'],
		rules: { '@n8n/community-nodes/no-dangerous-functions': 'off' },
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...base('credentials'),
			// Expects a path inside n8n's own documentation; the community rule credential-documentation-url asks for a full address.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-documentation-url-not-http-url': 'error',
		},
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		plugins: { ...community.plugins, 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...community.rules,
			...base('community'),
			// n8n's verification takes no runtime dependencies; this package lives from them (openai, QuickJS, …) and is for self-hosted n8n.
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
		},
	},
);
