import type { SandboxLimits } from '../sandbox/sandbox';
import type { FieldSet, ValuesOf } from './field';

const megabyte = 2 ** 20;
const kilobyte = 2 ** 10;

/** The fields that every scorer has that runs code. */
export const codeFields = {
	language: {
		kind: 'choice',
		label: 'Language',
		default: 'javascript',
		description: 'Language of the code and the tests',
		choices: [
			{ value: 'javascript', label: 'JavaScript' },
			{ value: 'python', label: 'Python', description: 'Needs bubblewrap on the host, or a Sandbox Service API credential' },
			{ value: 'typescript', label: 'TypeScript' },
		],
		isOpen: true,
	},
	functionName: {
		kind: 'text',
		label: 'Function Name',
		placeholder: 'e.g. add',
		description: 'Function that test cases call. Leave empty to use the only function that each candidate defines.',
	},
} as const satisfies FieldSet;

/** The options that every scorer has that runs code. */
export const codeOptions = {
	memoryLimitMb: {
		kind: 'number',
		label: 'Memory Limit (MB)',
		default: 64,
		least: 1,
		most: 2048,
		description: 'Max memory for the code of one candidate',
	},
	outputLimitKb: {
		kind: 'number',
		label: 'Output Limit (KB)',
		default: 64,
		least: 1,
		most: 65536,
		description: 'Max output of the code of one candidate',
	},
	testTimeoutSeconds: {
		kind: 'number',
		label: 'Test Timeout (Seconds)',
		default: 5,
		least: 0.1,
		description: 'Max time for the code of one candidate, all its tests together',
	},
	testsAtOnce: {
		kind: 'number',
		label: 'Tests At Once',
		default: 8,
		least: 1,
		decimals: 0,
		description: 'Max number of candidates of one run in the sandbox at the same time',
	},
} as const satisfies FieldSet;

export function readLimits(values: ValuesOf<typeof codeOptions>): SandboxLimits {
	return {
		timeoutMs: values.testTimeoutSeconds * 1000,
		memoryBytes: values.memoryLimitMb * megabyte,
		outputBytes: values.outputLimitKb * kilobyte,
	};
}
