import { countDenials, reserves } from './denies';
import { measuresOtherwise } from './measures';
import { saysContrary } from './opposites';
import { swapsNames } from './swapsNames';

/**
 * Whether a claim may say the contrary of its quotes, or be sure of what they leave open, though the words are the same: it denies what they do not or the other way round, has a word of the contrary, another unit or another bound, or its names have changed sides.
 *
 * Told by words alone, and in doubt it may: the quotes can always stand in the place of the claim.
 */
export function mayContradict(claim: string, quotes: readonly string[]): boolean {
	const [claimed, quoted] = [countDenials(claim), quotes.map(countDenials)];
	if (claimed > 0 !== quoted.some((count) => count > 0)) return true;
	// Of two denials one may take back the other.
	if (quotes.length === 1 && claimed !== quoted[0] && Math.max(claimed, ...quoted) > 1) return true;
	if (!reserves(claim) && quotes.some(reserves)) return true;
	return saysContrary(claim, quotes) || measuresOtherwise(claim, quotes) || swapsNames(claim, quotes);
}
