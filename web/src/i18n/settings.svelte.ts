// What has this reader chosen (language, zone, theme, single-key shortcuts) and already understood?
import type { TimeBasis } from '../api/types';
import type { Clockwork, Language } from '../time/instant';
import { ianaZone, ZONE_CHOICES, type ZoneChoice } from '../time/zone';
import { en, type Messages } from './en';
import { ja } from './ja';

export type Theme = 'system' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
export const LANGUAGES: Record<Language, string> = { en: 'English', ja: '日本語' };

const MESSAGES: Record<Language, Messages> = { en, ja };
const BASES: readonly TimeBasis[] = ['exact', 'anchored', 'estimated', 'order-only'];
const KEPT_UNDER = 'sekisho.settings';

interface Kept {
  language: Language;
  zone: ZoneChoice;
  theme: Theme;
  singleKeys: boolean;
  /** Kinds of times that need no more explaining. */
  understood: readonly TimeBasis[];
}

class Settings implements Kept {
  language = $state<Language>('en');
  zone = $state<ZoneChoice>('local');
  theme = $state<Theme>('system');
  singleKeys = $state(true);
  understood = $state.raw<readonly TimeBasis[]>([]);

  constructor() {
    Object.assign(this, defaults(), kept());
  }

  get messages(): Messages {
    return MESSAGES[this.language];
  }

  get clock(): Clockwork {
    return { zone: ianaZone(this.zone), language: this.language };
  }

  understand(basis: TimeBasis): void {
    this.understood = [...this.understood.filter((each) => each !== basis), basis];
  }

  /** Remembers the choices and tells the document about them; call it inside an effect. */
  apply(): void {
    const { language, zone, theme, singleKeys, understood } = this;
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(
        KEPT_UNDER,
        JSON.stringify({ language, zone, theme, singleKeys, understood }),
      );
    } catch {
      // A browser that forbids storage still shows everything; it only forgets the choice.
    }
  }
}

export const settings = new Settings();

/** The messages of the chosen language; reactive wherever it is read. */
export function t(): Messages {
  return settings.messages;
}

function defaults(): Kept {
  const language = navigator.language.startsWith('ja') ? 'ja' : 'en';
  return { language, zone: 'local', theme: 'system', singleKeys: true, understood: [] };
}

/** Only values this version knows are taken over: an older or newer version may have written others. */
function kept(): Partial<Kept> {
  let stored: Partial<Kept>;
  try {
    stored = JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '{}') as Partial<Kept>;
  } catch {
    return {};
  }
  const known: Partial<Kept> = {};
  if (stored.language && stored.language in LANGUAGES) known.language = stored.language;
  if (stored.zone && ZONE_CHOICES.includes(stored.zone)) known.zone = stored.zone;
  if (stored.theme && THEMES.includes(stored.theme)) known.theme = stored.theme;
  if (typeof stored.singleKeys === 'boolean') known.singleKeys = stored.singleKeys;
  const { understood } = stored;
  if (Array.isArray(understood))
    known.understood = understood.filter((each) => BASES.includes(each));
  return known;
}
