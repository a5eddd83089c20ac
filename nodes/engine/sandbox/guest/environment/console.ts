/** Guest source: a bounded console, and the module that a candidate fills. */
export const consoleSource = String.raw`
const print = (values) => {
	let line = '';
	for (let index = 0; index < values.length && line.length < maxOutput; index++) line += (index ? ' ' : '') + (typeof values[index] === 'string' ? values[index] : inspect(values[index]));
	hostPrint(slice(line + '\n', 0, maxOutput + 1));
};
const consoleMember = () => { const log = (...values) => print(values); return log; };
const guestConsole = {
	log: consoleMember(), info: consoleMember(), warn: consoleMember(), error: consoleMember(), debug: consoleMember(), table: consoleMember(), dir: consoleMember(), dirxml: consoleMember(), trace: consoleMember(),
	assert() {}, clear() {}, time() {}, timeEnd() {}, timeLog() {}, group() {}, groupCollapsed() {}, groupEnd() {}, count() {}, countReset() {},
};

const moduleObject = { exports: {}, id: '.', loaded: true };
const untouchedExports = moduleObject.exports;
const candidateExports = { __proto__: null };
`;
