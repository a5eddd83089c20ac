/** The part of WebAssembly that the sandbox uses; TypeScript has it only among the browser's types. */
declare namespace WebAssembly {
	interface Module {
		readonly isModule?: true;
	}
	class Memory {
		constructor(descriptor: { initial: number; maximum?: number });
		readonly buffer: ArrayBuffer;
	}
	function compile(bytes: Uint8Array): Promise<Module>;
}
