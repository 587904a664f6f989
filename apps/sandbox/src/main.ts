import { createSandbox } from '@sky/simulators';

const { env } = process;
const number = (name: string, otherwise: number): number => {
  const value = Number(env[name] ?? otherwise);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number, 0 or more.`);
  return value;
};

const sandbox = await createSandbox({
  port: number('SANDBOX_PORT', 4010),
  // Loopback unless told otherwise: a container has to listen on its own network.
  host: env['SANDBOX_HOST'] || '127.0.0.1',
  publicUrl: env['SANDBOX_PUBLIC_URL'] || undefined,
  stateFile: env['SANDBOX_STATE_FILE'] || undefined,
  buildSeconds: number('SANDBOX_BUILD_SECONDS', 6),
  consoles: env['SANDBOX_CONSOLES'] !== 'false',
  virtfusionToken: env['VIRTFUSION_API_KEY'] || undefined,
  paypalClientId: env['PAYPAL_CLIENT_ID'] || undefined,
  paypalClientSecret: env['PAYPAL_CLIENT_SECRET'] || undefined,
  paypalWebhookId: env['PAYPAL_WEBHOOK_ID'] || undefined,
  paypalWebhookUrl: env['SANDBOX_PAYPAL_WEBHOOK_URL'] || undefined,
  smtp2goApiKey: env['SMTP2GO_API_KEY'] || undefined,
});

let isLeaving = false;
const leave = (): void => {
  if (isLeaving) return;
  isLeaving = true;
  void sandbox.stop().then(() => process.exit(0));
};
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
process.once('disconnect', leave);

console.log(`sandbox ready at ${sandbox.url}`);
process.send?.({ ready: true, url: sandbox.url });
