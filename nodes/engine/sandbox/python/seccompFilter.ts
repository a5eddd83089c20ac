import { arch, endianness } from 'node:os';

/** Numbers of system calls: x64, arm64. */
const refused: Record<string, readonly [number | undefined, number]> = {
	// Memory that belongs to no process, so that no sum finds it.
	memfd_create: [319, 279],
	memfd_secret: [447, 447],
	shmget: [29, 194],
	msgget: [68, 186],
	semget: [64, 190],
	mq_open: [240, 180],
	// Other processes: the one that knows what is expected runs beside the candidate.
	ptrace: [101, 117],
	process_vm_readv: [310, 270],
	process_vm_writev: [311, 271],
	process_madvise: [440, 440],
	pidfd_getfd: [438, 438],
	kcmp: [312, 272],
	// More namespaces, and what can be done in them.
	unshare: [272, 97],
	setns: [308, 268],
	mount: [165, 40],
	umount2: [166, 39],
	open_tree: [428, 428],
	move_mount: [429, 429],
	fsopen: [430, 430],
	fsmount: [432, 432],
	// Wide doors into the kernel that no answer needs.
	add_key: [248, 217],
	request_key: [249, 218],
	keyctl: [250, 219],
	bpf: [321, 280],
	perf_event_open: [298, 241],
	userfaultfd: [323, 282],
	io_uring_setup: [425, 425],
	fanotify_init: [300, 262],
	name_to_handle_at: [303, 264],
	open_by_handle_at: [304, 265],
	personality: [135, 92],
};
const places = { x64: 0, arm64: 1 } as const;
const architectures = { x64: 0xc000003e, arm64: 0xc00000b7 };
const others = {
	x64: { clone: 56, clone3: 435, fcntl: 72, rt_sigaction: 13 },
	arm64: { clone: 220, clone3: 435, fcntl: 25, rt_sigaction: 134 },
};

const [load, jumpIfEqual, jumpIfAtLeast, jumpIfSet, giveBack] = [0x20, 0x15, 0x35, 0x45, 0x06];
const [allow, kill, error] = [0x7fff0000, 0x80000000, 0x00050000];
const [notPermitted, notThere, silent] = [error | 1, error | 38, error];
/** Where the kernel shows number, architecture and values of a call; a value has two halves, the lower one first. */
const [numberAt, architectureAt, valuesAt] = [0, 4, 16];
const namespaceFlags = 0x7e020080;
const setPipeSize = 1031;

type Instruction = readonly [code: number, value: number, ifTrue?: number, ifFalse?: number];

/**
 * Writes the filter that bubblewrap hands to the kernel: system calls that an answer never needs are refused.
 *
 * Handlers of signals are accepted and never called, as Python shows them the frames of whatever runs. Undefined for processors that are not known here.
 */
export function seccompFilter(): Buffer | undefined {
	const processor = arch() as keyof typeof places;
	if (!(processor in places) || endianness() !== 'LE') return undefined;
	const { clone, clone3, fcntl, rt_sigaction } = others[processor];
	const numbers = Object.values(refused).map((pair) => pair[places[processor]]!);
	const program: Instruction[] = [
		[load, architectureAt],
		[jumpIfEqual, architectures[processor], 1, 0],
		[giveBack, kill],
		[load, numberAt],
		// The numbers of another way of calling the same kernel begin here.
		[jumpIfAtLeast, 0x40000000, 0, 1],
		[giveBack, notThere],
		...numbers.flatMap((number): Instruction[] => [
			[jumpIfEqual, number, 0, 1],
			[giveBack, notPermitted],
		]),
		// Without this one, clone is asked, whose flags can be seen.
		[jumpIfEqual, clone3, 0, 1],
		[giveBack, notThere],
		...whereValue(clone, 0, [jumpIfSet, namespaceFlags], notPermitted),
		...whereValue(fcntl, 1, [jumpIfEqual, setPipeSize], notPermitted),
		...whereValue(rt_sigaction, 1, [jumpIfAtLeast, 1], silent),
		[giveBack, allow],
	];
	return Buffer.concat(program.map(toBytes));
}

/** Answers a call where one of its values is so. Afterwards the number is looked at again. */
function whereValue(call: number, index: number, [code, value]: readonly [number, number], answer: number): Instruction[] {
	return [
		[jumpIfEqual, call, 0, 4],
		[load, valuesAt + 8 * index],
		[code, value, 0, 1],
		[giveBack, answer],
		[giveBack, allow],
	];
}

function toBytes([code, value, ifTrue = 0, ifFalse = 0]: Instruction): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeUInt16LE(code, 0);
	bytes.writeUInt8(ifTrue, 2);
	bytes.writeUInt8(ifFalse, 3);
	bytes.writeUInt32LE(value >>> 0, 4);
	return bytes;
}
