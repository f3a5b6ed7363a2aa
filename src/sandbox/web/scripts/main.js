/** Wires the three panes and the clock to the event stream. */

import { listen } from './api.js';
import { createCall } from './call.js';
import { createClock } from './clock.js';
import { byId } from './dom.js';
import { createHotline } from './hotline.js';
import { createPhone } from './phone.js';
import { createSlack } from './slack.js';

const phone = createPhone({ onFirstText: (at) => clock.setPhoneStart(at) });
const slack = createSlack();
const call = createCall();
const hotline = createHotline();
const clock = createClock();

listen({
  connected(isConnected) {
    const status = byId('connection');
    status.textContent = isConnected ? 'Connected' : 'Connecting again';
    status.classList.toggle('is-lost', !isConnected);
  },
  snapshot(everything) {
    slack.reset(everything);
    phone.reset(everything);
    hotline.reset(everything);
    call.update(everything.phone);
    document.body.dataset.ready = 'true';
  },
  text: phone.addText,
  slack(message) {
    if (phone.ownsDm(message.channel)) phone.addDm(message);
    else slack.add(message);
  },
  screen: slack.setScreen,
  phone: call.update,
  mail: hotline.addMail,
  post: hotline.addPost,
  clock: clock.update,
});
