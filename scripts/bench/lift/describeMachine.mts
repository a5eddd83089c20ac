import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

/** Cores, memory and what the processor can do, without any name that says where it stands. */
export function describeMachine(): string {
	const flags = readCpuInfo();
	const can = ['avx2', 'avx512f', 'avx512_bf16', 'amx_bf16'].filter((flag) => new RegExp(`\\b${flag}\\b`).test(flags));
	return `${availableParallelism()} cores (${process.arch}${can.length === 0 ? '' : `, ${can.join(', ')}`}), ${Math.round(totalmem() / 2 ** 30)} GB`;
}

function readCpuInfo(): string {
	try {
		return /^flags.*$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[0] ?? '';
	} catch {
		return '';
	}
}
