import { UpstreamHeldBack, UpstreamRateLimited } from '@sky/integrations/upstream';
import type { JobOptions, Jobs, JobTopic, JobTopics } from '@api/platform';

/**
 * Does the work of a job. When VirtFusion is to be left alone for a while, the job comes again after that time and this one ends well:
 * nothing was sent, so it was no try, and jobs that wait do not go to the dead letters because of a long outage.
 */
export async function putOff<Topic extends JobTopic>(
  jobs: Jobs,
  { topic, payload, options = {} }: { topic: Topic; payload: JobTopics[Topic]; options?: JobOptions },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const seconds = secondsToWait(error);
    if (seconds === null) throw error;
    await jobs.add(topic, payload, { ...options, startAfterSeconds: seconds });
  }
}

function secondsToWait(error: unknown): number | null {
  if (error instanceof UpstreamRateLimited || error instanceof UpstreamHeldBack) return error.retryAfterSeconds;
  return null;
}
