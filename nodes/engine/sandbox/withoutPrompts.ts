import type { Language } from './sandbox';

/** How an interpreter's session marks what was typed; what it answered has no mark. */
const sessions: Readonly<Record<'script' | 'python', ReadonlyArray<{ readonly first: RegExp; readonly next: RegExp }>>> = {
	python: [
		{ first: /^>>>(?: |$)/, next: /^\.\.\.(?: |$)/ },
		{ first: /^In \[\d{1,4}\]: ?/, next: /^[ \t]{1,12}\.{3}: ?/ },
	],
	script: [{ first: /^>(?: |$)/, next: /^(?:\.{3}|…|\|)(?: |$)/ }],
};

/** Of a session of an interpreter, what was typed; other code stays as it is. */
export function withoutPrompts(code: string, language: Language): string {
	const lines = code.split('\n');
	const start = lines.find((line) => line.trim() !== '') ?? '';
	const session = sessions[language === 'python' ? 'python' : 'script'].find(({ first }) =>
		language === 'python' ? lines.some((line) => first.test(line)) : first.test(start),
	);
	if (session === undefined) return code;
	return lines
		.flatMap((line) =>
			session.first.test(line) || session.next.test(line) ? [line.replace(session.first, '').replace(session.next, '')] : [],
		)
		.join('\n');
}
