// The page's own script: it reads the answers out of the link, replays them as the kiosk does, and
// shows the same checklist. It asks no server for anything; ticks stay in this browser.
//
// Written for old phones: no syntax later than ES5. Text from the link is never put into the page;
// it only chooses among the ids that the page's own data holds.
(function (root) {
  'use strict';

  var NOT_SURE = '?';
  var NO = 0, MAYBE = 1, YES = 2;

  function has(object, key) { return Object.prototype.hasOwnProperty.call(object, key); }

  // parse reads a fragment as package followup writes it. It returns {error: 'broken' | 'changed'}
  // or {answers, ticket, window}.
  function parse(fragment, page) {
    var text = String(fragment).replace(/^#/, '');
    var parts = text.split('.');
    if (text.length > 400 || parts[0] !== '1' || parts.length < 2 || parts.length > 5) return { error: 'broken' };
    while (parts.length < 5) parts.push('');
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(parts[1]) || !/^([a-z0-9]{4}([a-z0-9]{3}|___))*$/.test(parts[2]) ||
        !/^[A-Za-z0-9-]{0,12}$/.test(parts[3]) || !/^[A-Za-z0-9-]{0,8}$/.test(parts[4])) return { error: 'broken' };
    if (parts[1] !== page.item.id) return { error: 'broken' };
    var answers = {};
    for (var i = 0; i < parts[2].length; i += 7) {
      var questionCode = parts[2].substr(i, 4), optionCode = parts[2].substr(i + 4, 3);
      if (!has(page.codes.questions, questionCode)) return { error: 'changed' };
      var question = page.codes.questions[questionCode], option = NOT_SURE;
      if (optionCode !== '___') {
        if (!has(page.codes.options[question], optionCode)) return { error: 'changed' };
        option = page.codes.options[question][optionCode];
      }
      if (has(answers, question)) return { error: 'broken' };
      answers[question] = option;
    }
    return { answers: answers, ticket: parts[3], window: parts[4] };
  }

  function evaluateClause(clause, answers) {
    var result = YES;
    for (var question in clause) {
      if (!has(clause, question)) continue;
      if (!has(answers, question)) return NO;
      if (answers[question] === NOT_SURE) result = MAYBE;
      else if (clause[question].indexOf(answers[question]) < 0) return NO;
    }
    return result;
  }

  function evaluate(when, answers) {
    if (!when || when.length === 0) return YES;
    return when.reduce(function (best, clause) { return Math.max(best, evaluateClause(clause, answers)); }, NO);
  }

  // fails: the condition cannot hold any more, whatever is answered to open questions.
  function fails(when, answers) {
    if (!when || when.length === 0) return false;
    return when.every(function (clause) {
      return Object.keys(clause).some(function (question) {
        return has(answers, question) && answers[question] !== NOT_SURE && clause[question].indexOf(answers[question]) < 0;
      });
    });
  }

  // can: some answers to askable questions may make the condition hold (guide: Condition.can).
  function can(when, counting, askable, unsure) {
    if (!when || when.length === 0) return true;
    return when.some(function (clause) {
      return Object.keys(clause).every(function (question) {
        if (!has(counting, question)) return has(askable, question);
        if (counting[question] === NOT_SURE) return unsure;
        return clause[question].indexOf(counting[question]) >= 0;
      });
    });
  }

  // outcomeOf is the first outcome that holds, unless one before it can still come to hold.
  function outcomeOf(item, next, counting) {
    var askable = {}, seen = false, outcomes = item.outcomes || [];
    (item.questions || []).forEach(function (question) {
      if (question === next || seen && can(question.when, counting, askable, true)) askable[question.id] = true;
      if (question === next) seen = true;
    });
    for (var i = 0; i < outcomes.length; i++) {
      if (evaluate(outcomes[i].when, counting) === YES) return outcomes[i];
      if (can(outcomes[i].when, counting, askable, false)) return null;
    }
    return null;
  }

  // implied: another question of the clause is asked only where this one was answered as it wants.
  function implied(item, clause, id, tell) {
    return (item.questions || []).some(function (question) {
      if (!has(clause, question.id) || question.id === id || !tell(question.id) || !question.when || !question.when.length) return false;
      return question.when.every(function (when) {
        return has(when, id) && when[id].every(function (option) { return clause[id].indexOf(option) >= 0; });
      });
    });
  }

  function choiceOf(question, ids) {
    return { question: question, options: question.options.filter(function (o) { return ids.indexOf(o.id) >= 0; }) };
  }

  // casesOf are the answers to the questions left at 说不准 that would ask for a material (guide.Cases).
  function casesOf(item, when, counting) {
    var cases = [];
    function tell(id) { return has(counting, id) && counting[id] === NOT_SURE; }
    (when || []).forEach(function (clause) {
      if (evaluateClause(clause, counting) !== MAYBE) return;
      var one = [], joined = false;
      item.questions.forEach(function (question) {
        if (!has(clause, question.id) || !tell(question.id) || implied(item, clause, question.id, tell)) return;
        one.push(choiceOf(question, clause[question.id]));
      });
      cases.forEach(function (old, i) {
        if (joined || old.length !== 1 || one.length !== 1 || old[0].question !== one[0].question) return;
        joined = true;
        cases[i] = [choiceOf(one[0].question, old[0].options.concat(one[0].options).map(function (o) { return o.id; }))];
      });
      if (!joined) cases.push(one);
    });
    return cases;
  }

  function optionOf(question, id) {
    for (var i = 0; i < question.options.length; i++) if (question.options[i].id === id) return question.options[i];
    return null;
  }

  // compute is guide.Compute.
  function compute(item, given) {
    var list = { asked: [], dropped: [], bring: [], certain: 0, skip: [], outcome: null, next: null };
    var counting = {}, open = false;
    (item.questions || []).forEach(function (question) {
      var answer = has(given, question.id) ? given[question.id] : '';
      if (answer !== NOT_SURE && !optionOf(question, answer)) answer = '';
      var applies = !open && evaluate(question.when, counting) !== NO;
      if (!applies && answer !== '' && fails(question.when, counting)) {
        list.dropped.push({ question: question, answer: answer });
      } else if (applies) {
        list.asked.push({ question: question, answer: answer });
        if (answer === '') { open = true; list.next = question; } else counting[question.id] = answer;
      }
    });
    list.outcome = outcomeOf(item, list.next, counting);
    (item.materials || []).forEach(function (material) {
      var truth = evaluate(material.when, counting);
      if (truth === NO) return;
      var named = {};
      (material.when || []).forEach(function (clause) {
        if (evaluateClause(clause, counting) === truth) Object.keys(clause).forEach(function (q) { named[q] = true; });
      });
      (material.waived ? list.skip : list.bring).push({
        material: material,
        maybe: truth === MAYBE,
        cases: truth === MAYBE ? casesOf(item, material.when, counting) : [],
        answers: list.asked.filter(function (a) { return has(named, a.question.id); })
      });
    });
    function certain(line) { return !line.maybe; }
    list.certain = list.bring.filter(certain).length;
    list.bring = list.bring.filter(certain).concat(list.bring.filter(function (line) { return line.maybe; }));
    return list;
  }

  function fill(sentence, value) {
    var values = Array.prototype.slice.call(arguments, 1);
    return sentence.replace(/\{(\d)\}/g, function (place, i) { return i < values.length ? String(values[i]) : place; });
  }

  function answerText(asked, say) {
    return asked.answer === NOT_SURE ? say['question.not-sure'] : optionOf(asked.question, asked.answer).text;
  }

  function shortText(question) { return question.short || question.ask.join('').replace(/[？?]+$/, ''); }

  function saysIt(option) {
    var first = option.split('，')[0];
    return first.length > 3 && !/^[0-9]/.test(first);
  }

  function choiceText(choice, say) {
    var texts = choice.options.map(function (o) { return o.text; });
    if (!texts.every(saysIt)) return fill(say['material.answer'], shortText(choice.question), texts.join(say['material.or']));
    return texts.map(function (text) { return fill(say['material.option'], text); }).join(say['material.or']);
  }

  // casesText is words.Catalogue.Cases.
  function casesText(cases, say) {
    return cases.map(function (one) {
      return one.map(function (choice) { return choiceText(choice, say); }).join(say['material.and']);
    }).join(say['material.or-else']);
  }

  // maybeText says which answers would ask for a line, short enough to be read at a glance.
  function maybeText(cases, say) {
    var longest = 24, whole = fill(say['material.maybe'], casesText(cases, say));
    if (whole.length <= longest || cases.length !== 1) return whole;
    var narrow = cases[0].reduce(function (best, choice) { return choice.options.length < best.options.length ? choice : best; });
    var short = fill(say['material.maybe'], choiceText(narrow, say));
    if (short.length <= longest || narrow.options.length === 1) return short;
    return fill(say['material.maybe-many'], choiceText({ question: narrow.question, options: narrow.options.slice(0, 1) }, say), narrow.options.length);
  }

  // reason is words.Reason.
  function reason(line, say) {
    var m = line.material, last = line.answers[line.answers.length - 1];
    if (line.maybe) return maybeText(line.cases, say);
    if (m.because && last) return m.because;
    if (m.why) return m.why;
    return last ? fill(say['material.because'], answerText(last, say)) : say['material.always'];
  }

  root.daoyin = { parse: parse, compute: compute, reason: reason };
  if (typeof document === 'undefined') return;

  var page = JSON.parse(document.getElementById('page').textContent), say = page.say;
  var live = document.getElementById('live'), general = document.getElementById('general');
  var visit = { answers: {}, ticket: '', window: '', error: '' };
  var key = 'daoyin.' + page.item.id;

  function element(tag, className, text) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.appendChild(document.createTextNode(text));
    for (var i = 3; i < arguments.length; i++) if (arguments[i]) node.appendChild(arguments[i]);
    return node;
  }

  // A browser that keeps nothing (private mode, full storage) only loses the ticks.
  function ticks() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (e) { return {}; }
  }

  function tick(id, on) {
    var all = ticks();
    if (on) all[id] = 1; else delete all[id];
    try { localStorage.setItem(key, JSON.stringify(all)); } catch (e) { return; }
  }

  function read() {
    var hash = location.hash, link = hash.length > 1 ? parse(hash, page) : { answers: {}, ticket: '', window: '' };
    visit = { answers: link.answers || {}, ticket: link.ticket || '', window: link.window || '', error: link.error || '' };
    draw();
  }

  function ticketPanel() {
    if (!visit.ticket) return null;
    var place = has(page.places, visit.window) ? page.places[visit.window] : '';
    return element('section', 'ticket', '', element('p', 'label', say['phone.ticket']), element('p', 'number', visit.ticket),
      place ? element('p', 'place', place) : null, element('p', 'note', say['phone.ticket-note']));
  }

  function outcomePanel(outcome) {
    return element('section', outcome.kind === 'online' ? 'settled' : 'look', '', element('h2', '', say['phone.outcome-' + outcome.kind]),
      element('p', '', outcome.text), outcome.where ? element('p', '', fill(say['phone.outcome-where'], outcome.where)) : null,
      outcome.standing ? element('span', 'pill', say['phone.verify']) : null);
  }

  function questionPanel(question) {
    var panel = element('section', 'question', '', element('h2', '', question.ask.join('')), question.why ? element('p', 'note', question.why) : null);
    var options = question.options.map(function (o) { return { id: o.id, text: o.text, note: o.note }; });
    if (question.not_sure) options.push({ id: NOT_SURE, text: say['question.not-sure'], note: question.not_sure });
    options.forEach(function (o) {
      var button = element('button', 'answer', o.text, o.note ? element('span', 'note', o.note) : null);
      button.type = 'button';
      button.onclick = function () { visit.answers[question.id] = o.id; draw(); };
      panel.appendChild(button);
    });
    return panel;
  }

  function lineRow(line, have) {
    var m = line.material, box = element('input', '');
    box.type = 'checkbox';
    box.checked = has(have, m.id);
    box.onchange = function () { tick(m.id, box.checked); draw(); };
    return element('label', box.checked ? 'row have' : 'row', '', box, element('span', 'text', '',
      element('b', '', m.name), element('span', 'second', page.pieces[m.id]),
      line.maybe ? element('span', 'pill', say['phone.maybe']) : null,
      m.later ? element('span', 'pill', fill(say['phone.later'], m.later)) : null,
      m.standing ? element('span', 'pill', say['phone.verify']) : null,
      element('span', 'note', fill(say['phone.why'], reason(line, say))),
      m.obtain ? element('span', 'note', fill(say['phone.obtain'], m.obtain)) : null));
  }

  function bringPanel(list) {
    var have = ticks(), got = 0, lacking = 0;
    list.bring.forEach(function (line) {
      if (has(have, line.material.id)) got++; else if (!line.material.later && !line.maybe) lacking++;
    });
    var panel = element('section', '', '', element('h2', '', fill(say[!list.bring.length ? 'phone.bring-nothing' : list.certain ? 'phone.bring' : 'phone.bring-maybe'], list.certain || list.bring.length)));
    if (list.certain && list.certain < list.bring.length) panel.appendChild(element('p', 'note', fill(say['phone.and-maybe'], list.bring.length - list.certain)));
    if (list.bring.length) {
      panel.appendChild(element('p', 'count', '', element('b', 'have', fill(say['phone.have'], got)),
        element('span', '', lacking ? fill(say['phone.lack'], lacking) : say['phone.complete'])));
      panel.appendChild(element('p', 'note', say['phone.tick']));
    }
    list.bring.forEach(function (line) { panel.appendChild(lineRow(line, have)); });
    return panel;
  }

  function skipPanel(list) {
    if (!list.skip.length) return null;
    var panel = element('section', 'settled', '', element('h2', '', fill(say['phone.skip'], list.skip.length)));
    list.skip.forEach(function (line) {
      panel.appendChild(element('p', '', '', element('b', '', '✓ ' + line.material.name),
        element('span', 'note', say['phone.' + line.material.waived.by] + '，' + line.material.waived.text)));
    });
    return panel;
  }

  function answersPanel(list) {
    var answered = list.asked.filter(function (a) { return a.answer !== ''; });
    if (!answered.length) return null;
    var panel = element('section', '', '', element('h2', '', say['phone.answers']));
    answered.forEach(function (a) {
      var change = element('button', 'change', say['phone.change']);
      change.type = 'button';
      change.setAttribute('aria-label', say['phone.change'] + '：' + shortText(a.question));
      change.onclick = function () { delete visit.answers[a.question.id]; draw(); };
      panel.appendChild(element('p', 'answered', '', element('span', '', shortText(a.question) + '：' + answerText(a, say)), change));
    });
    return panel;
  }

  function draw() {
    var list = compute(page.item, visit.answers), panels = [ticketPanel()];
    if (visit.error) panels.push(element('section', 'look', '', element('p', '', say['phone.' + visit.error])));
    if (list.outcome) panels.push(outcomePanel(list.outcome));
    if (list.next && !list.outcome) panels.push(element('p', 'note', say['phone.asks']), questionPanel(list.next));
    var complete = !list.next && page.item.materials_entered && !visit.error;
    if (complete && !(list.outcome && list.outcome.kind !== 'online')) panels.push(bringPanel(list), skipPanel(list));
    panels.push(answersPanel(list));
    while (live.firstChild) live.removeChild(live.firstChild);
    panels.forEach(function (panel) { if (panel) live.appendChild(panel); });
    general.hidden = complete;
  }

  window.onhashchange = read;
  read();
})(typeof window !== 'undefined' ? window : this);
