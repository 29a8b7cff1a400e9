// A course's sign-up form on another site: no cookies, nothing loaded, nothing told but what is typed here.
(course) => {
  const sheet = `
form { max-width: 26em; padding: 1.25em; line-height: 1.5; color: CanvasText; background: Canvas; border: 1px solid #8a7f70;
border-radius: 12px; color-scheme: light; --action: #1f5866; --on: #fff; --wrong: #a5321c }
.dark { color-scheme: dark; --action: #8ccbd4; --on: #0f2126; --wrong: #f2937d }
* { box-sizing: border-box; overflow-wrap: anywhere }
p { margin: 0 0 .8em } label { display: block; margin-bottom: .8em } small { display: block; margin-top: .8em }
.tick { display: flex; gap: .5em } [type=checkbox] { width: 1.25em; height: 1.25em; flex: none; margin: .15em 0 0 }
input:not([type=checkbox]), select, button { width: 100%; min-height: 2.75em; padding: .4em .6em; font: inherit;
color: FieldText; background: Field; border: 1px solid #7d8487; border-radius: 8px }
button { color: var(--on); background: var(--action); border: 0; font-weight: 700 }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px }
.note { color: var(--wrong); font-weight: 600 } [aria-invalid] { border: 2px solid var(--wrong) !important }
[hidden], .note:empty { display: none !important }`;

  const add = (parent, tag, attributes, text = '') => {
    const node = parent.appendChild(document.createElement(tag));
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    node.append(text);
    return node;
  };

  // Dark where the page behind the form is dark, whatever the device likes.
  const isDark = (place) => {
    for (let node = place; node; node = node.parentElement) {
      const [red, green, blue, alpha = 1] = getComputedStyle(node).backgroundColor.match(/[\d.]+/g) ?? [0, 0, 0, 0];
      if (alpha > 0.5) return red * 0.3 + green * 0.6 + blue * 0.1 < 128;
    }
    return /^dark/.test(getComputedStyle(document.documentElement).colorScheme);
  };

  const render = (place) => {
    place.textContent = '';
    const root = place.attachShadow({ mode: 'open' });
    const styles = new CSSStyleSheet();
    styles.replaceSync(sheet);
    root.adoptedStyleSheets = [styles];
    const form = add(root, 'form', { action: course.action, method: 'post', lang: 'en', 'aria-label': course.name });
    form.noValidate = true;
    const dress = () => (form.className = isDark(place) ? 'dark' : '');
    dress();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress);
    add(add(form, 'p'), 'strong', {}, course.name);
    if (course.closed) return add(form, 'p', {}, course.closed);

    const summary = add(form, 'p', { class: 'note', role: 'alert' });
    const field = (name, label, tag, attributes) => {
      const control = add(add(form, 'label', {}, label), tag, { name, ...attributes });
      add(form, 'p', { class: 'note', id: name + '-note' });
      return control;
    };
    const email = field('email', 'Your email address', 'input', { type: 'email', required: '', autocomplete: 'email' });
    const first = field('first_name', 'First name (optional)', 'input', { autocomplete: 'given-name' });
    const hour = field('hour', 'Send it at', 'select');
    for (let minute = course.hour % 30; minute < 1440; minute += 30)
      add(hour, 'option', {}, new Date(minute * 6e4).toISOString().slice(11, 16));
    hour.selectedIndex = course.hour / 30;
    const tick = add(form, 'label', { class: 'tick' });
    add(tick, 'input', { type: 'checkbox', name: 'newsletter', value: 'yes' });
    add(tick, 'span', {}, course.newsletter);
    const zone = add(form, 'input', { name: 'zone', hidden: '' });
    zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
    add(form, 'input', { name: 'homepage', hidden: '', autocomplete: 'off' });
    const button = add(form, 'button', {}, 'Sign me up');
    add(form, 'small', {}, `With this you say: “${course.consent}” ${course.privacy}`);

    const tell = ({ detail, fields = {} }) => {
      summary.textContent = detail;
      for (const control of [hour, first, email]) {
        const note = control.name + '-note';
        const wrong = fields[control.name];
        root.getElementById(note).textContent = wrong ?? '';
        control.removeAttribute('aria-invalid');
        if (!wrong) continue;
        control.setAttribute('aria-invalid', true);
        control.setAttribute('aria-describedby', note);
        control.focus();
      }
    };

    const send = async () => {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(new FormData(form)),
        credentials: 'omit',
      });
      const said = await answer.json();
      if (answer.ok) {
        form.textContent = '';
        return add(form, 'p', { role: 'status', tabindex: -1 }, 'Thank you! ' + said.message).focus();
      }
      if (!said.fields?.zone || !zone.value) return tell(said);
      zone.value = ''; // a zone that we do not know: the course's own then, until it is put right on confirming
      return send();
    };

    let sending = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (sending) return;
      sending = true;
      button.textContent = 'One moment …';
      try {
        await send();
      } catch {
        tell({ detail: 'We could not be reached. Nothing is lost: please press once more.' });
      }
      button.textContent = 'Sign me up';
      sending = false;
    });
  };

  const begin = () => document.querySelectorAll(`[data-coursepost="${course.slug}"]`).forEach(render);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
};
