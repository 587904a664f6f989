import { CONSOLE_FAULTS } from '../rfb';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';

/** The page on which people look at the sandbox and pull its levers. */
export function controlPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SkyPANEL sandbox</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
  <h1>Sandbox</h1>
  <p>Simulated VirtFusion, PayPal and SMTP2GO. Nothing here reaches the outside.</p>
  <form id="clock-form" class="row">
    <p>Sandbox time <output id="clock"></output></p>
    <label>Hours <input id="hours" type="number" min="0" step="1" value="1" required></label>
    <button>Move the clock</button>
  </form>
</header>
<main id="main">
  <p id="status" role="status"></p>
  <section aria-labelledby="mail-title">
    <div class="row"><h2 id="mail-title">Mailbox</h2><label>To <input id="mail-to" type="search" autocomplete="off" placeholder="any address"></label></div>
    <div id="mail"></div>
    <dialog id="mail-dialog" aria-labelledby="mail-subject">
      <div class="row"><h3 id="mail-subject"></h3><button type="button" id="mail-close">Close</button></div>
      <p id="mail-people"></p>
      <pre id="mail-text" tabindex="0" aria-label="Text of the mail"></pre>
      <iframe id="mail-html" sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as it looks"></iframe>
    </dialog>
  </section>
  <section aria-labelledby="paypal-title"><h2 id="paypal-title">PayPal orders</h2><div id="orders"></div></section>
  <section aria-labelledby="servers-title"><h2 id="servers-title">Servers</h2><div id="servers"></div>
    <dialog id="screen-dialog" aria-labelledby="screen-title">
      <div class="row"><h3 id="screen-title"></h3><button type="button" id="screen-close">Close</button></div>
      <p id="screen-state"></p>
      <pre id="screen-text" tabindex="0" aria-label="Text on the screen"></pre>
      <label>Fault <select id="screen-fault">${CONSOLE_FAULTS.map(fault => `<option>${fault}</option>`).join('')}</select></label>
    </dialog>
  </section>
  <section aria-labelledby="faults-title">
    <h2 id="faults-title">Faults</h2>
    <form id="fault-form" class="row">
      <label>Service <select name="service"><option>virtfusion</option><option>paypal</option><option>smtp2go</option><option value="*">all</option></select></label>
      <label>Fault <select name="fault"><option>status</option><option>delay</option><option>hang</option><option>drop</option><option>garbage</option><option>rate_limit</option></select></label>
      <label>Method <select name="method"><option value="">any</option><option>GET</option><option>POST</option><option>PUT</option><option>DELETE</option></select></label>
      <label>Path <input name="path" placeholder="any, or */capture" autocomplete="off"></label>
      <label>Status <input name="status" type="number" min="200" max="599" value="500"></label>
      <label>Delay in ms <input name="delayMs" type="number" min="0" value="3000"></label>
      <label>Times <input name="times" type="number" min="1" placeholder="until removed"></label>
      <label class="check"><input name="after" type="checkbox"> after the work is done</label>
      <button>Switch on</button>
    </form>
    <div id="faults"></div>
  </section>
  <section aria-labelledby="journal-title">
    <div class="row"><h2 id="journal-title">Journal</h2><label>Service <select id="journal-service"><option value="">all</option><option>virtfusion</option><option>paypal</option><option>smtp2go</option></select></label></div>
    <div id="journal"></div>
  </section>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>`;
}
