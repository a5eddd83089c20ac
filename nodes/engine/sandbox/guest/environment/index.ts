import { bufferSource } from './buffer';
import { bytesSource } from './bytes';
import { cloneSource } from './clone';
import { consoleSource } from './console';
import { eventsSource } from './events';
import { intlDatesSource } from './intlDates';
import { intlNumbersSource } from './intlNumbers';
import { modulesSource } from './modules';
import { urlSource } from './url';
import { utilSource } from './util';

/** Guest source: what an ordinary answer finds in Node beside the language. Nothing of it reaches out of the guest. */
export const environmentSource = `${cloneSource}${bytesSource}${bufferSource}${urlSource}${eventsSource}${consoleSource}${utilSource}${intlNumbersSource}${intlDatesSource}${modulesSource}`;
