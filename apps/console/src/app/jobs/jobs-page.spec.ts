import { MatButtonHarness } from '@angular/material/button/testing';

import { getJobSummary, listJobs, retryJob } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { JobsPage } from './jobs-page';

const queue = { topic: 'server.build', queued: 2, active: 1, retrying: 0, dead: 1, oldestQueuedAt: null };

describe('jobs', () => {
  it('shows a dead letter with its cause and tries it again', async () => {
    const api = new FakeApi()
      .on(getJobSummary, () => ({ topics: [queue] }))
      .on(listJobs, () => make.page(make.job()))
      .on(retryJob, () => undefined);
    const { loader, text } = await openPage(JobsPage, api, { route: 'jobs' });
    expect(text()).toContain('VirtFusion answered 500');
    expect(text()).toContain('6 of 6 tries');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(api.sentTo(retryJob)).toEqual([{ id: make.job().id }]);
    expect(api.sentTo(listJobs)).toHaveLength(2);
  });

  it('offers no second try of a job that is still trying by itself', async () => {
    const api = new FakeApi().on(listJobs, () => make.page(make.job({ state: 'retrying' })));

    const { loader } = await openPage(JobsPage, api, { route: 'jobs' });

    expect(await loader.getAllHarnesses(MatButtonHarness.with({ text: 'Try again' }))).toEqual([]);
  });

  it('asks for the state and queue of the address, and says when nothing matches', async () => {
    const api = new FakeApi().on(listJobs, () => make.page());

    const { text } = await openPage(JobsPage, api, { route: 'jobs', url: '/jobs?state=dead&topic=mail.send' });

    expect(api.sentTo(listJobs)).toEqual([{ page: 1, limit: 20, topic: 'mail.send', state: 'dead' }]);
    expect(text()).toContain('No job matches');
  });

  it('keeps the queues readable when the list fails', async () => {
    const api = new FakeApi()
      .on(getJobSummary, () => ({ topics: [queue] }))
      .on(listJobs, () => {
        throw make.refusal(500, 'internal_error');
      });

    const { text } = await openPage(JobsPage, api, { route: 'jobs' });

    expect(text()).toContain('The jobs could not be loaded');
    expect(text()).toContain('server.build');
  });
});
