import type { KeptReceipt } from './keptReceipt';
import type { ReceiptLimits, ReceiptStore } from './receiptStore';

/** Long enough for many runs to share one write, short enough for a look at the report. */
const DELAY_MS = 1_000;
const PATIENCE_MS = 60_000;
/** More than these wait for no store. */
const MOST_WAITING = 10_000;

/** What is kept by default. */
export const receiptLimits: ReceiptLimits = { most: 100_000, maxAgeMs: 90 * 24 * 3_600_000 };

/**
 * Writes receipts in batches, some time after they came, so that no run waits for a disk.
 *
 * What cannot be kept is dropped, and `takeTrouble` says why, once. The last second is lost with the process: a receipt decides over nothing.
 */
export class ReceiptQueue {
	private waiting: KeptReceipt[] = [];
	private timer: NodeJS.Timeout | undefined;
	private writing: Promise<void> = Promise.resolve();
	private trouble: string | undefined;

	constructor(
		private readonly store: ReceiptStore,
		private readonly onTrouble: () => void = () => {},
		private readonly limits = receiptLimits,
	) {}

	add(receipt: KeptReceipt): void {
		if (this.waiting.length >= MOST_WAITING) return;
		this.waiting.push(receipt);
		this.timer ??= setTimeout(() => void this.settle(), DELAY_MS).unref();
	}

	/** Resolves when everything added before is written or dropped. */
	async settle(): Promise<void> {
		clearTimeout(this.timer);
		this.timer = undefined;
		const batch = this.waiting.splice(0);
		if (batch.length > 0) this.writing = this.writing.then(async () => await this.write(batch));
		await this.writing;
	}

	/** Why the last batch could not be kept; undefined where it could, and when asked again. */
	takeTrouble(): string | undefined {
		const { trouble } = this;
		this.trouble = undefined;
		return trouble;
	}

	private async write(batch: readonly KeptReceipt[]): Promise<void> {
		try {
			await this.store.keep(batch, this.limits, AbortSignal.timeout(PATIENCE_MS));
		} catch (error) {
			this.trouble = error instanceof Error ? error.message : String(error);
			this.onTrouble();
		}
	}
}
