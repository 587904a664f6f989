import type { OrderRow } from './model';

/** The page on which a buyer decides. */
export function checkoutPage(order: OrderRow): string {
  const unit = order.purchaseUnits[0];
  const amount = unit ? `${unit.amount.value} ${unit.amount.currency_code}` : '';
  const isDone = order.status === 'COMPLETED';
  const body = isDone
    ? '<p>This order has been paid. You can close this page.</p>'
    : `<form method="post">
  <input type="hidden" name="token" value="${escapeHtml(order.id)}">
  <button name="act" value="pay" class="first">Pay ${escapeHtml(amount)}</button>
  <button name="act" value="pending">Pay by bank transfer (stays pending)</button>
  <button name="act" value="decline">Pay with a card that is declined</button>
  <button name="act" value="cancel">Cancel and go back</button>
</form>`;
  return pageOf(
    'PayPal checkout (sandbox)',
    `<p class="merchant">${escapeHtml(order.brandName ?? 'Merchant')}</p>
<h1>${escapeHtml(amount)}</h1>
<p>${escapeHtml(unit?.description ?? 'Payment')}</p>
${body}
<p class="note">A simulated PayPal. No money moves. Order ${escapeHtml(order.id)}.</p>`,
  );
}

/** What a buyer sees who comes with a token nobody gave out. */
export function unknownOrderPage(): string {
  return pageOf('Order not found', '<h1>Order not found</h1><p>There is no such order in this sandbox.</p>');
}

/** Where a buyer is left when the merchant named no address to return to. */
export function decidedPage(words: string): string {
  return pageOf('PayPal checkout (sandbox)', `<h1>${escapeHtml(words)}</h1><p>You can close this page.</p>`);
}

function pageOf(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; --page: light-dark(#eef1f6, #11151c); --card: light-dark(#fff, #1a212c); --ink: light-dark(#16202e, #e8edf5);
  --soft: light-dark(#526075, #a9b5c6); --act: light-dark(#0b57a4, #8fc1ff); --act-ink: light-dark(#fff, #0b1a2b); --line: light-dark(#7c8aa0, #6d7c92); }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; width: min(26rem, 100%); padding: 2rem; background: var(--card); border-radius: 1rem; }
h1 { margin: 0 0 .25rem; font-size: 2rem; font-variant-numeric: tabular-nums; }
form { display: grid; gap: .75rem; margin: 1.5rem 0; }
button { min-height: 2.9rem; padding: .5rem 1rem; font: inherit; color: var(--ink); background: none; border: 1px solid var(--line); border-radius: .6rem; cursor: pointer; }
button.first { color: var(--act-ink); background: var(--act); border-color: var(--act); font-weight: 600; }
button:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.merchant { margin: 0 0 1rem; font-weight: 600; } .note { margin: 0; color: var(--soft); font-size: .875rem; }
</style>
</head>
<body><main>
${content}
</main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}
