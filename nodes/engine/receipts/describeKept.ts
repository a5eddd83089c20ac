import type { KeptReceipt, ReceiptKind } from './keptReceipt';
import { formatDuration, formatShare } from './report/formats';

/** What one receipt came to, in one plain sentence. */
export function describeKept(receipt: KeptReceipt): string {
	return `${sentences[receipt.kind](receipt)}.`;
}

/** What is shown as 0.0 s took some time all the same. */
const formatTime = (ms: number): string => (ms < 50 ? 'under 0.1 s' : formatDuration(ms));

const agreementOf = ({ outcome }: KeptReceipt): string =>
	outcome?.agreement === undefined ? '' : `, ${formatShare(outcome.agreement)} agreed`;

const sentences: Readonly<Record<ReceiptKind, (receipt: KeptReceipt) => string>> = {
	fanOut: ({ asked, answered, wallMs, savedMs }) =>
		asked === 0
			? 'The run was refused before any clone was asked'
			: `${answered} of ${asked} clones answered in ${formatTime(wallMs)}${savedMs === undefined ? '' : `; ${formatDuration(savedMs)} saved`}`,
	chatModel: (receipt) =>
		receipt.outcome === undefined
			? `None of ${receipt.asked} clones answered a call`
			: `${receipt.answered} of ${receipt.asked} clones answered a call in ${formatTime(receipt.wallMs)}; picked by ${receipt.outcome.by}${agreementOf(receipt)}`,
	evaluation: (receipt) =>
		`${receipt.outcome?.result === 'accepted' ? 'An answer was accepted' : 'No answer was accepted'} out of ${receipt.asked}, by ${receipt.outcome?.by ?? 'nobody'}${agreementOf(receipt)}`,
	synthesis: ({ asked, outcome }) => `One answer was made of ${asked}, by ${outcome?.by ?? 'nobody'}`,
	cacheLookUp: ({ answered }) => `The answer cache ${answered > 0 ? 'had an answer' : 'had no answer'}`,
};
