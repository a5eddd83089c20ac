import { configDefaults, defineConfig } from 'vitest/config';

const realTests = 'test/**/*.real.test.ts';

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'quick',
					maxWorkers: '100%',
					include: ['test/**/*.test.ts'],
					exclude: [...configDefaults.exclude, realTests],
					testTimeout: 30_000,
					sequence: { groupOrder: 0 },
				},
			},
			{
				test: {
					name: 'real',
					include: [realTests],
					// Real servers share the machine's cores: one file after another.
					fileParallelism: false,
					sequence: { groupOrder: 1 },
					testTimeout: 300_000,
					hookTimeout: 1_200_000,
				},
			},
		],
	},
});
