import 'reflect-metadata';

// Jobs are worked off by hand, in step with the clock that the story moves.
process.env['SKYPANEL_ROLES'] = 'web';
const { commandContext } = await import('./application-context');
const { tellStory } = await import('./demo/story');

const app = await commandContext();
try {
  await tellStory(app);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await app.close();
}
