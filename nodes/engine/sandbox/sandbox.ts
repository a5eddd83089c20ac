export type Language = 'javascript' | 'typescript' | 'python';

/**
 * What a candidate must do.
 *
 * `code` throws when something is wrong (`node:assert`, Python's `assert`); each assertion that stands on its own counts on
 * its own. `cases` call one function and compare what it returns, by value.
 */
export type Tests =
	| { readonly kind: 'code'; readonly source: string }
	| {
			readonly kind: 'cases';
			readonly functionName: string;
			readonly cases: ReadonlyArray<{ readonly input: readonly unknown[]; readonly expected: unknown }>;
	  };

export interface SandboxLimits {
	readonly timeoutMs: number;
	readonly memoryBytes: number;
	readonly outputBytes: number;
}

export interface TestJob {
	readonly language: Language;
	readonly code: string;
	readonly tests: Tests;
	readonly limits: SandboxLimits;
}

export interface TestFailure {
	/** The assertion's own text, or the case as `name(2, 3)`, shortened. */
	readonly assertion: string;
	readonly message: string;
	readonly expected?: string;
	readonly came?: string;
}

/**
 * How one candidate did.
 *
 * `finished`: every assertion was tried. `broken`: the candidate did not get that far, by its own fault (`cause`); what it passed before
 * is counted, `total` is absent where it cannot be known; `missing` is nobody's fault: it needs what this sandbox does not have. The sandbox's own trouble is never reported here but thrown.
 */
export type TestReport =
	| {
			readonly kind: 'finished';
			readonly passed: number;
			readonly total: number;
			readonly firstFailure?: TestFailure;
			readonly output: string;
			readonly durationMs: number;
	  }
	| {
			readonly kind: 'broken';
			readonly cause: 'syntax' | 'threw' | 'timeout' | 'memory' | 'recursion' | 'output' | 'crashed' | 'missing';
			readonly message: string;
			readonly passed: number;
			readonly total?: number;
			readonly firstFailure?: TestFailure;
			readonly output: string;
			readonly durationMs: number;
	  };

/** A place to run code that nobody trusts. */
export interface Sandbox {
	readonly languages: readonly Language[];
	/**
	 * Says whether the tests can be read, before any candidate is run.
	 *
	 * @throws InvalidTestsError with the line and what is wrong there.
	 */
	checkTests(language: Language, tests: Tests, signal: AbortSignal): Promise<void>;
	/**
	 * Runs one candidate against the tests in an instance of its own.
	 *
	 * @throws SandboxUnavailableError when the sandbox itself is not there: never the candidate's fault.
	 * @throws InvalidTestsError when the tests cannot be read.
	 */
	test(job: TestJob, signal: AbortSignal): Promise<TestReport>;
	close(): Promise<void>;
}
