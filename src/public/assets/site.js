// The one script of the pages: the reader's time zone. Without it every field is there and works.
(function () {
  'use strict';
  var here = '';
  try {
    here = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
  } catch {
    return;
  }
  // A browser may know a zone by its older name; the page lists the names we keep.
  var older = {
    'Asia/Calcutta': 'Asia/Kolkata',
    'Europe/Kiev': 'Europe/Kyiv',
    'Asia/Saigon': 'Asia/Ho_Chi_Minh',
    'Asia/Katmandu': 'Asia/Kathmandu',
    'Asia/Rangoon': 'Asia/Yangon',
    'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  };
  here = older[here] || here;
  // The newsletter asks for no zone: it can be put right on the page that confirms.
  document.querySelectorAll('[data-device-zone]').forEach(function (input) {
    input.value = here;
  });
  var known = Array.prototype.some.call(document.querySelectorAll('#zones option'), function (option) {
    return option.value === here;
  });
  if (!known) here = '';

  document.querySelectorAll('[data-zone]').forEach(function (field) {
    var input = field.querySelector('input');
    var asked = field.querySelector('.zone-asked');
    var said = field.querySelector('.zone-said');
    var offer = field.querySelector('.zone-offer');
    var mode = field.getAttribute('data-zone');

    function say(zone) {
      input.value = zone;
      said.querySelector('strong').textContent = zone;
      offer.querySelector('strong').textContent = here;
      offer.hidden = here === '' || here === zone || mode === 'guess';
      asked.hidden = true;
      said.hidden = false;
    }

    said.querySelector('button').addEventListener('click', function () {
      asked.hidden = false;
      said.hidden = true;
      offer.hidden = true;
      input.focus();
      input.select();
    });
    offer.querySelector('button').addEventListener('click', function () {
      say(here);
      said.querySelector('button').focus();
    });

    if (mode === 'open') return;
    if (mode === 'guess' && here !== '') say(here);
    else if (mode === 'keep') say(input.value);
  });
})();
