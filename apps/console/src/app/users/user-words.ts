import type { PersonDto } from '@sky/api-client';
import { countInWords, type Tone } from '@sky/ui';

/** A word and its tone for a tag. */
export interface TagWords {
  readonly word: string;
  readonly tone: Tone;
}

/** How an account stands; what is worst is told first. */
export function accountWords({ state, isVerified }: Pick<PersonDto, 'state' | 'isVerified'>): TagWords {
  if (state === 'deleted') return { word: 'Deleted', tone: 'neutral' };
  if (state === 'suspended') return { word: 'Suspended', tone: 'error' };
  return isVerified ? { word: 'Active', tone: 'neutral' } : { word: 'Not verified', tone: 'info' };
}

const LINKS: Record<PersonDto['virtfusion']['state'], TagWords> = {
  linked: { word: 'Linked', tone: 'neutral' },
  pending: { word: 'Pending', tone: 'info' },
  failed: { word: 'Failed', tone: 'error' },
  none: { word: 'None yet', tone: 'neutral' },
};

/** How the person's link to VirtFusion stands. */
export function linkWords({ virtfusion }: Pick<PersonDto, 'virtfusion'>): TagWords {
  return LINKS[virtfusion.state];
}

/** "1 person", "3 people". */
export function peopleInWords(count: number): string {
  return count === 1 ? '1 person' : `${countInWords(count)} people`;
}

/** What a tag may be: small letters, digits and dashes. */
export const TAG_PATTERN = /^[a-z0-9][a-z0-9-]{0,29}$/;
