// How the page looks: the style sheet and the signs of the outcomes, one long constant each.
#include "report/html_parts.h"

namespace imprint_conform::html {

// Contrast of every text colour on its ground is 4.5:1 or more.
const std::string_view kStyle = R"css(
:root{--ink:#1c2430;--soft:#4d5968;--line:#d5dbe3;--ground:#f4f6f8;--paper:#fff;--navy:#16304d;--pass:#17663a;--fail:#a8201a;--review:#7a4a00;--gap:#5a3d8a;--error:#8c1859;--none:#55606e}
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.6 "Noto Sans","Segoe UI","Helvetica Neue",Arial,"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:break-word}
bdi,code,h1,h3,p,dd,summary,figcaption,td>div{overflow-wrap:anywhere}
html[data-language=en] .zh,html[data-language=zh] .en{display:none}
html:not([data-language]) .en+.zh::before{content:" / "}
[hidden]{display:none!important}
.inside{max-width:1180px;margin:0 auto;padding:0 24px}
.skip{position:absolute;left:-999em}.skip:focus{left:8px;top:8px;z-index:9;background:var(--paper);padding:8px 12px}
header{background:var(--navy);color:#fff}
header .inside{display:flex;justify-content:space-between;align-items:center;gap:24px;padding-top:22px;padding-bottom:22px}
header .kind{margin:0;font-size:13px;color:#c9d6e4}
h1,header .inside>div{min-width:0}
h1{margin:2px 0 0;font-size:26px;line-height:1.3;font-weight:600}
.languages{display:flex;flex:none;border:1px solid #8fa6bf;border-radius:4px;overflow:hidden}
.languages button{font:inherit;font-size:14px;color:#fff;background:transparent;border:0;padding:6px 14px;cursor:pointer}
.languages button[aria-pressed=true]{background:#fff;color:var(--navy);font-weight:600}
nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line)}
nav ul{list-style:none;display:flex;gap:2px 22px;flex-wrap:nowrap;overflow-x:auto;scrollbar-width:thin}
nav a{display:block;padding:10px 0;color:var(--navy);text-decoration:none;white-space:nowrap;font-size:14px}
nav a:hover{text-decoration:underline}
:focus-visible{outline:3px solid #2f6fb5;outline-offset:2px}
section:focus{outline:none}
section{background:var(--paper);border:1px solid var(--line);border-radius:6px;margin:22px 0;padding:20px 24px 22px}
h2{margin:0 0 12px;font-size:20px;line-height:1.35;font-weight:600;color:var(--navy)}
h3{margin:22px 0 8px;font-size:16px;line-height:1.4;font-weight:600}
p{margin:8px 0;max-width:78ch}
.verdict{border-left:8px solid var(--none)}
.verdict.conforming_as_judged{border-left-color:var(--pass)}.verdict.not_conforming{border-left-color:var(--fail)}.verdict.undecided{border-left-color:var(--review)}
.state .badge{font-size:21px;padding:5px 16px 5px 12px}.state .badge svg{width:20px;height:20px}
.headline{font-size:17px;font-weight:600}
.meaning{color:var(--soft);font-size:14px}
.caution{display:flex;gap:12px;align-items:flex-start;border:2px solid var(--fail);background:#fdf1f0;color:#8a1a15;border-radius:4px;padding:10px 14px;margin:14px 0;font-weight:600}
.caution svg{flex:none;width:22px;height:22px;margin-top:2px}.caution ul{margin:0;padding:0;list-style:none}
.caution-line{color:var(--fail);font-weight:600}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:4px 24px;margin:16px 0}
.facts div{border-top:1px solid var(--line);padding:6px 0}.facts dt{font-size:13px;color:var(--soft)}.facts dd{margin:0}
.badge{display:inline-flex;align-items:center;gap:6px;padding:1px 9px 1px 7px;border:1px solid currentColor;border-radius:4px;font-weight:600;font-size:13.5px;line-height:1.6;white-space:nowrap;background:#fff}
.badge svg{width:14px;height:14px;flex:none}
.pass{color:var(--pass)}.fail{color:var(--fail)}.needs_review{color:var(--review)}.not_judged{color:var(--gap)}.error{color:var(--error)}.not_applicable{color:var(--none)}
.badge.fail{background:var(--fail);color:#fff;border-color:var(--fail)}.badge.error{background:var(--error);color:#fff;border-color:var(--error)}
.badge.not_judged,.badge.needs_review{border-style:dashed}
code{font:13px/1.5 "Noto Sans Mono","SFMono-Regular",Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere;color:#33404f}
pre{font:13px/1.55 "Noto Sans Mono","SFMono-Regular",Consolas,"Liberation Mono",monospace;background:var(--ground);border:1px solid var(--line);border-radius:4px;padding:12px 14px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
small{display:block;font-size:12.5px;color:var(--soft);font-weight:400}
table{border-collapse:collapse;width:100%;margin:10px 0 16px;font-size:14px}
caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 6px}
th,td{text-align:left;vertical-align:top;padding:8px 10px;border-top:1px solid var(--line);font-weight:400}
thead th,.rules td:nth-child(3)>div{overflow-wrap:normal}
thead th{font-size:13px;color:var(--soft);font-weight:600;border-top:0;border-bottom:2px solid var(--line);vertical-align:bottom}
tbody th{font-weight:600}
td p,th p{margin:0 0 4px}
.column{display:none}
.counts td,.counts thead th:not(:first-child){text-align:right}
.pairs{table-layout:fixed}.pairs thead th:first-child{width:32%}
.number{font-variant-numeric:tabular-nums;font-weight:600;font-size:15px}.number.none{color:var(--soft);font-weight:400}
table.rules{table-layout:fixed}
.rules>thead th:nth-child(1){width:14%}.rules>thead th:nth-child(2){width:30%}.rules>thead th:nth-child(3){width:11%}.rules>thead th:nth-child(4){width:14%}
.rules>caption,.steps>caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.rules tr[data-outcome=fail]>th:first-child,.rules tr[data-outcome=error]>th:first-child{box-shadow:inset 4px 0 var(--fail)}
.open,.files,.reason{font-size:13px;color:var(--soft)}
.waived{color:var(--review);font-weight:600}
.evidence{list-style:none;margin:6px 0;padding:0;font-size:13px}
.evidence li{border-top:1px solid var(--line);padding:6px 0}
.evidence p{margin:2px 0}
.evidence .badge{font-size:12px;padding:0 6px 0 5px;float:right;margin-left:8px}
details{margin:6px 0}summary{cursor:pointer;color:var(--navy);font-size:14px;padding:2px 0}
.thumbnails{display:flex;flex-wrap:wrap;gap:10px;margin:8px 0}.thumbnails figure{margin:0;max-width:160px}.thumbnails img{max-width:160px;max-height:160px;border:1px solid var(--line);display:block}.thumbnails figcaption{font-size:12px;color:var(--soft);overflow-wrap:anywhere}
.filters{display:flex;flex-wrap:wrap;gap:10px 28px;margin:0 0 8px}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center}
legend{float:left;font-size:13px;color:var(--soft);margin-right:8px;padding:0}
label{display:inline-flex;align-items:center;gap:6px;font-size:14px;cursor:pointer}
label input{width:16px;height:16px;margin:0;accent-color:var(--navy)}
.count{color:var(--soft);font-variant-numeric:tabular-nums}
.hidden-rules{border-left:4px solid var(--review);padding-left:10px;font-weight:600;color:var(--review)}
.ladders{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:8px 36px}
figure.ladder{margin:0;min-width:0;max-width:100%;break-inside:avoid}
.ladder h3{margin:16px 0 2px}
.limits{display:flex;flex-wrap:wrap;gap:0 22px;font-size:14px;margin:0 0 6px}
.plot{display:block;width:100%;height:auto}
.plot .grid{stroke:#dfe4ea;stroke-width:1}.plot .held{stroke:#6b7785;stroke-width:1;stroke-dasharray:5 4}
.plot .tick{font-size:12px;fill:#4d5968}
.plot .band{fill:#2f6fb5;fill-opacity:.17}.plot .curve{fill:none;stroke:#1f5a99;stroke-width:2;stroke-linejoin:round}
.plot .mark{fill:#fff;stroke:#1f5a99;stroke-width:2}.plot .curve.second{stroke:#8a4b08;stroke-dasharray:2 4}.plot .mark.second{stroke:#8a4b08}
.plot .untried{fill:url(#hatch)}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:13px;padding:14px 0 28px}
.signs{position:absolute;width:0;height:0}
@media (max-width:760px){
.inside{padding:0 14px}header .inside{flex-direction:column;align-items:flex-start;gap:12px;padding-top:16px;padding-bottom:16px}h1{font-size:21px}
main.inside{padding:0 8px}section{padding:16px 14px;margin:12px 0}
.facts{grid-template-columns:1fr}
table,thead,tbody,tr,th,td,caption{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{border-top:2px solid var(--line);padding:8px 0}tbody th,tbody td{border:0;padding:3px 0}
tbody td{display:grid;grid-template-columns:minmax(84px,30%) 1fr;gap:10px}.column{display:block;font-size:13px;color:var(--soft)}
td>div{min-width:0}
.counts td{text-align:left}.counts tbody tr{display:grid;grid-template-columns:repeat(3,1fr);gap:6px 12px}.counts tbody th{grid-column:1/-1}
.counts tbody td{display:block}
.rules>tbody>tr>td{grid-template-columns:1fr}.rules>tbody>tr>td>.column{display:none}
.rules>tbody>tr{display:flex;flex-direction:column;padding:12px 0}
.rules>tbody>tr>:nth-child(4){order:1}.rules>tbody>tr>:nth-child(2){order:2}.rules>tbody>tr>:nth-child(3){order:3}.rules>tbody>tr>:nth-child(5){order:4}
.rules tr[data-outcome=fail],.rules tr[data-outcome=error]{box-shadow:inset 4px 0 var(--fail);padding-left:12px}
.rules tr[data-outcome=fail]>th:first-child,.rules tr[data-outcome=error]>th:first-child{box-shadow:none}
.rules>tbody>tr>td small{display:inline;margin-left:10px}
.pairs tbody td{grid-template-columns:1fr}.pairs .column{display:none}
}
@media print{
body{background:#fff;font-size:10pt}nav,.languages,.filters,.skip{display:none!important}
header{background:#fff;color:#000;border-bottom:2pt solid #000}header .kind{color:#333}
section{border:0;border-radius:0;padding:0;margin:14pt 0}.verdict{padding-left:12pt;border-left:6pt solid #000}
tr,figure,li,.caution{break-inside:avoid}h2,h3{break-after:avoid}
.badge,.caution,.plot{print-color-adjust:exact;-webkit-print-color-adjust:exact}
pre{white-space:pre-wrap;font-size:8.5pt}
table{font-size:9.5pt}th,td{padding:4pt 5pt}.badge{font-size:8.5pt;padding:0 4pt}thead th,small,.open,.files,.reason,.evidence{font-size:8.5pt}
.rules>thead th:nth-child(1){width:15%}.rules>thead th:nth-child(2){width:27%}.rules>thead th:nth-child(3){width:14%}.rules>thead th:nth-child(4){width:17%}
}
)css";

// The signs tell outcomes apart without their colours: tick, cross, dash, question mark, open ring, exclamation mark.
const std::string_view kSigns = R"svg(<svg class="signs" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#f1edf7"/><line x1="0" y1="0" x2="0" y2="7" stroke="#8d7ab0" stroke-width="2"/></pattern>
<symbol id="s-pass" viewBox="0 0 16 16"><path d="M2.5 8.5l3.6 3.7L13.5 4" fill="none" stroke="currentColor" stroke-width="2.4"/></symbol>
<symbol id="s-fail" viewBox="0 0 16 16"><path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" stroke-width="2.4"/></symbol>
<symbol id="s-not_applicable" viewBox="0 0 16 16"><path d="M3 8h10" fill="none" stroke="currentColor" stroke-width="2.4"/></symbol>
<symbol id="s-needs_review" viewBox="0 0 16 16"><path d="M4.5 5.6C4.5 3.4 6 2.2 8 2.2s3.5 1.2 3.5 3c0 2.4-3.4 2.6-3.4 5" fill="none" stroke="currentColor" stroke-width="2.1"/><circle cx="8.1" cy="13.4" r="1.4" fill="currentColor"/></symbol>
<symbol id="s-not_judged" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" stroke-width="2.1" stroke-dasharray="3.2 2.4"/></symbol>
<symbol id="s-error" viewBox="0 0 16 16"><path d="M8 1.8v8" fill="none" stroke="currentColor" stroke-width="2.8"/><circle cx="8" cy="13.2" r="1.7" fill="currentColor"/></symbol>
</defs></svg>
)svg";

// Language, contents and filters. Nothing is fetched, and nothing of the report is evaluated.
const std::string_view kScript = R"js(
(function () {
  'use strict';
  var root = document.documentElement;
  var buttons = document.querySelectorAll('[data-language]');
  var boxes = document.querySelectorAll('input[data-filter]');
  var place = '';
  function fromAddress() {
    var parts = /^#(zh|en)(?:\/([\w-]*))?$/.exec(location.hash);
    if (parts) { place = parts[2] || ''; return parts[1]; }
    place = location.hash.slice(1);
    return '';
  }
  function remember(language) {
    history.replaceState(null, '', '#' + language + (place ? '/' + place : ''));
  }
  function show(language) {
    root.dataset.language = language;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = language === 'zh' ? root.dataset.titleZh : root.dataset.titleEn;
    buttons.forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.language === language));
    });
  }
  function go() {
    var target = place && document.getElementById(place);
    if (target) { target.scrollIntoView(); target.focus({preventScroll: true}); }
  }
  function filter() {
    var hide = {outcome: {}, level: {}}, count = 0;
    boxes.forEach(function (box) { if (!box.checked) { hide[box.dataset.filter][box.value] = true; } });
    document.querySelectorAll('tr[data-outcome]').forEach(function (row) {
      row.hidden = hide.outcome[row.dataset.outcome] === true || hide.level[row.dataset.level] === true;
      count += row.hidden ? 1 : 0;
    });
    document.querySelectorAll('.document').forEach(function (part) {
      part.hidden = !part.querySelector('tr[data-outcome]:not([hidden])');
    });
    document.querySelector('.hidden-rules').hidden = count === 0;
    document.querySelector('.how-many').textContent = String(count);
  }
  function readAddress() {
    var wanted = fromAddress() || root.dataset.language || (/^zh/i.test(navigator.language || '') ? 'zh' : 'en');
    show(wanted);
    remember(wanted);
    go();
  }
  buttons = Array.prototype.filter.call(buttons, function (button) { return button !== root; });
  buttons.forEach(function (button) {
    button.addEventListener('click', function () { show(button.dataset.language); remember(button.dataset.language); });
  });
  boxes.forEach(function (box) { box.addEventListener('change', filter); });
  document.querySelectorAll('nav a, a.skip').forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      place = link.getAttribute('href').slice(1);
      remember(root.dataset.language);
      go();
    });
  });
  window.addEventListener('hashchange', readAddress);
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (part) { part.dataset.was = part.open ? '1' : ''; part.open = true; });
  });
  window.addEventListener('afterprint', function () {
    document.querySelectorAll('details').forEach(function (part) { part.open = part.dataset.was === '1'; });
  });
  document.querySelectorAll('.languages, .filters').forEach(function (part) { part.hidden = false; });
  readAddress();
  filter();
})();
)js";

}  // namespace imprint_conform::html
