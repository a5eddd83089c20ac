import type { SandboxLimits } from '../sandbox/sandbox';
import type { FieldSet, ValuesOf } from './scorers';

const megabyte = 2 ** 20;
const kilobyte = 2 ** 10;

/** The fields that every scorer has that runs code. */
export const codeFields = {
	language: {
		kind: 'choice',
		label: 'Language',
		default: 'javascript',
		description: 'The language of the code and of the tests',
		choices: [
			{ value: 'javascript', label: 'JavaScript' },
			{ value: 'python', label: 'Python', description: 'Needs bubblewrap on the host, or a code-running service by credential' },
			{ value: 'typescript', label: 'TypeScript' },
		],
		isOpen: true,
	},
	functionName: {
		kind: 'text',
		label: 'Function Name',
		placeholder: 'e.g. add',
		description: 'What test cases call; left empty, the only function that each candidate defines',
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
		description: 'What the code of one candidate may take up',
	},
	outputLimitKb: {
		kind: 'number',
		label: 'Output Limit (KB)',
		default: 64,
		least: 1,
		most: 65536,
		description: 'What the code of one candidate may print',
	},
	testTimeoutSeconds: {
		kind: 'number',
		label: 'Test Timeout (Seconds)',
		default: 5,
		least: 0.1,
		description: 'What the code of one candidate may take, all its tests together',
	},
	testsAtOnce: {
		kind: 'number',
		label: 'Tests At Once',
		default: 8,
		least: 1,
		decimals: 0,
		description: 'Most candidates of one run in the sandbox at the same time',
	},
} as const satisfies FieldSet;

export function readLimits(values: ValuesOf<typeof codeOptions>): SandboxLimits {
	return {
		timeoutMs: values.testTimeoutSeconds * 1000,
		memoryBytes: values.memoryLimitMb * megabyte,
		outputBytes: values.outputLimitKb * kilobyte,
	};
}
