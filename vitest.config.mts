import { tmpdir } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

const realTests = 'test/**/*.real.test.ts';

/** Real tests that watch a clock, or compute on all cores: each runs while nothing else does. */
const aloneTests = ['e2e/capableModel', 'e2e/hostileCallers', 'e2e/tracing', 'engine/fanout/fanOutChaos', 'engine/fanout/storm'].map(
	(file) => `test/${file}.real.test.ts`,
);

/** In a browser; `npm run test:editor` runs them, and of them `npm test` only those that are real tests, too. */
const editorTests = 'test/editor/**/*.test.ts';

/** With a model that can do the work, which takes minutes: `npm run test:models` runs them. */
const modelTests = 'test/models/**/*.models.ts';

/** With several processes of n8n, or a real Ray; `npm run test:cluster` runs them. */
const clusterTests = 'test/cluster/**/*.cluster.ts';

/** Folders that n8n lets nodes use; tests keep their files in that of the system. */
const env = { N8N_RESTRICT_FILE_ACCESS_TO: tmpdir() };

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'quick',
					env,
					maxWorkers: '100%',
					include: ['test/**/*.test.ts'],
					exclude: [...configDefaults.exclude, realTests, editorTests],
					testTimeout: 30_000,
					sequence: { groupOrder: 0 },
				},
			},
			{
				test: {
					name: 'real',
					env,
					include: [realTests],
					exclude: [...configDefaults.exclude, ...aloneTests],
					// A server that starts keeps one core busy, and then waits for the next test: two files share two cores well.
					maxWorkers: 2,
					sequence: { groupOrder: 1 },
					testTimeout: 300_000,
					hookTimeout: 1_200_000,
				},
			},
			{
				test: {
					name: 'alone',
					env,
					include: aloneTests,
					fileParallelism: false,
					sequence: { groupOrder: 2 },
					testTimeout: 300_000,
					hookTimeout: 1_200_000,
				},
			},
			{
				test: {
					name: 'editor',
					env,
					include: [editorTests],
					fileParallelism: false,
					sequence: { groupOrder: 3 },
					testTimeout: 900_000,
					hookTimeout: 1_200_000,
				},
			},
			{
				test: {
					name: 'models',
					env: { ...env, SHADOW_CLONES_MODEL: process.env['SHADOW_CLONES_MODEL'] ?? 'medium' },
					include: [modelTests],
					fileParallelism: false,
					sequence: { groupOrder: 4 },
					testTimeout: 900_000,
					hookTimeout: 1_800_000,
				},
			},
			{
				test: {
					name: 'cluster',
					env,
					include: [clusterTests],
					fileParallelism: false,
					sequence: { groupOrder: 5 },
					testTimeout: 600_000,
					hookTimeout: 1_200_000,
				},
			},
		],
	},
});
