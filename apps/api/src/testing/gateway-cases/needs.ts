import type { Need } from '../gateway-contract';

/** Only a gateway that is asked over the network can answer wrongly, late or not at all. */
export const ASKED: Need = {
  capability: 'redirects',
  is: true,
  because: 'nobody outside is asked: its books are what staff recorded, in the store currency and for one payment',
};

export const REFUNDS_ITSELF: Need = {
  capability: 'refundsItself',
  is: true,
  because: 'a person pays refunds out, and records that they did',
};

export const BY_HAND: Need = {
  capability: 'refundsItself',
  is: false,
  because: 'the gateway carries refunds out itself, and nobody records them by hand',
};

export const HAS_DISPUTES: Need = {
  capability: 'hasDisputes',
  is: true,
  because: 'a transfer that has arrived cannot be taken back by its buyer',
};
