import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless/index.mjs';

setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });

// Tests begin with somebody who may be signed in; the session's own tests say otherwise.
document.cookie = 'XSRF-TOKEN=of-a-session';
