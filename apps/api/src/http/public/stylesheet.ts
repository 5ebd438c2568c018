import { createHash } from 'node:crypto';

// The look is a workshop's: walls painted machine green below and pale above, a ruler along the edge, a red seal on what is published.

const COLOURS = `
:root{--ground:#f2f5f3;--paper:#fff;--ink:#15211c;--soft:#53635b;--line:#d3dcd7;--green:#1d5a47;--band:#1d4d3e;--band-ink:#eef5f1;--red:#b0261c;
--gold-ink:#6e4e00;--gold:#f8e7b4;--silver-ink:#3d4a54;--silver:#e1e7eb;--bronze-ink:#7c3f14;--bronze:#f6dfcd;--green-pale:#dcece4;--red-pale:#fbe4e1;--amber-ink:#6b4700;--amber:#fdeccb}
@media (prefers-color-scheme:dark){:root{--ground:#0e1513;--paper:#16201c;--ink:#e7efeb;--soft:#9fb0a8;--line:#2c3a34;--green:#86cbb0;--band:#143a2f;--band-ink:#e3f0ea;--red:#ff9488;
--gold-ink:#f3d689;--gold:#453609;--silver-ink:#d3dde4;--silver:#35414a;--bronze-ink:#f3c3a0;--bronze:#4a2b15;--green-pale:#1b3b30;--red-pale:#46201c;--amber-ink:#f5d48c;--amber:#43330c}}
`;

const FRAME = `
*{box-sizing:border-box}
html{font:100%/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding:1rem 0 6rem}
body{margin:0;min-height:100vh;display:flex;flex-direction:column}
.wide{width:100%;max-width:62rem;margin-inline:auto;padding-inline:max(1rem,env(safe-area-inset-left))}
main{flex:1;padding-block:1.25rem 3rem;container-type:inline-size;overflow-wrap:break-word}
a{color:var(--green);text-underline-offset:.2em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--red);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem;padding:.75rem 1rem;background:var(--paper);z-index:2}
.skip:focus{left:.5rem;top:.5rem}
.band{background:var(--band) linear-gradient(#0002,#0002) bottom/100% 12px no-repeat;color:var(--band-ink);position:relative}
.band::after{content:"";display:block;height:12px;opacity:.75;background:repeating-linear-gradient(90deg,currentcolor 0 1px,#0000 1px 40px) bottom/100% 12px no-repeat,repeating-linear-gradient(90deg,currentcolor 0 1px,#0000 1px 8px) bottom/100% 6px no-repeat}
.band .wide{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:center;padding-block:.7rem .6rem}
.band a,.band button{color:inherit;text-decoration:none}
.brand{display:flex;gap:.65rem;align-items:center;font-weight:700;font-size:1.05rem;line-height:1.3;min-height:2.75rem}
.brand b{display:grid;place-items:center;flex:none;width:2.2rem;height:2.2rem;border:2px solid;border-radius:4px;font-size:1.25rem;line-height:1}
.brand small{display:block;font-weight:400;font-size:.8125rem;opacity:.88}
.session,.session form{display:flex;gap:.25rem .75rem;align-items:center;flex-wrap:wrap;font-size:.875rem}
.session a,.session button{display:inline-flex;align-items:center;min-height:2.75rem;padding-inline:.35rem}
.session a:hover,.session button:hover{text-decoration:underline}
.session button{background:none;border:0;font:inherit;cursor:pointer}
.crumbs{display:flex;flex-wrap:wrap;font-size:.875rem;margin-bottom:.25rem}
.crumbs a{display:inline-flex;align-items:center;min-height:2rem}
.crumbs a+a{margin-inline-start:1.4rem;position:relative}.crumbs a+a::before{content:"/";position:absolute;left:-.9rem;color:var(--soft)}
h1{font-size:clamp(1.4rem,1.05rem + 1.9vw,2.3rem);line-height:1.25;margin:0 0 .35rem;text-wrap:balance;letter-spacing:.01em}
h2{font-size:1.125rem;line-height:1.4;margin:2.25rem 0 .75rem;text-wrap:balance}
p{margin:0 0 .75rem}
.lead{color:var(--soft);max-width:42rem}
footer{color:var(--soft);font-size:.8125rem;border-top:1px solid var(--line);padding-block:1rem}
footer .wide{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:baseline}
footer p{margin:0}footer a{display:inline-block;padding-block:.25rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

const PARTS = `
.chip{display:inline-flex;gap:.35em;align-items:baseline;white-space:nowrap;font-size:.8125rem;line-height:1.2;font-weight:600;padding:.22em .6em;border-radius:3px;background:var(--line);color:var(--ink)}
.chip i{font-style:normal;font-size:.75em;align-self:center}
.tie{display:block;font-size:.8125rem;font-weight:400;color:var(--soft)}.nb{display:inline-block;margin-inline-end:.35em}.nb:not(:last-child)::after{content:" ·"}
.chip.gold{background:var(--gold);color:var(--gold-ink)}.chip.silver{background:var(--silver);color:var(--silver-ink)}.chip.bronze{background:var(--bronze);color:var(--bronze-ink)}
.chip.green{background:var(--green-pale);color:var(--green)}.chip.red{background:var(--red-pale);color:var(--red)}.chip.amber{background:var(--amber);color:var(--amber-ink)}
.seal{flex:none;display:grid;place-items:center;margin:0;padding:.3em .45em;max-width:min-content;text-align:center;font-weight:700;font-size:1.05rem;line-height:1.25;color:var(--red);border:2px solid;border-radius:5px;outline:1px solid;outline-offset:-5px;word-break:keep-all}
:lang(zh) .seal{width:3.9em;max-width:none;letter-spacing:.12em;text-indent:.12em;word-break:break-all}
.seal.provisional{border-style:dashed;outline:0}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,8.5rem),1fr));gap:.9rem 1.5rem;margin:0}
.facts dt{color:var(--soft);font-size:.8125rem}
.facts dd{margin:0;overflow-wrap:anywhere}
.facts .long{grid-column:1/-1}
code{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.note{border-left:3px solid var(--red);padding:.4rem .9rem;margin:0 0 1.25rem;background:var(--red-pale);max-width:46rem}
.note.calm{border-color:var(--soft);background:var(--paper)}
.signatures{display:none}
.empty{padding:2rem 1rem;border:1px dashed var(--line);text-align:center;color:var(--soft)}
.list{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.list>li{position:relative;display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.15rem 1rem;align-items:start;padding:1rem 0;border-bottom:1px solid var(--line)}
.list h2,.list h3,.list h4{margin:0;font-size:1.0625rem;line-height:1.4}
.list h2 a,.list h3 a{color:var(--ink);text-decoration:none}
.list h2 a::after,.list h3 a::after{content:"";position:absolute;inset:0}
.list li:hover h2 a,.list li:hover h3 a{color:var(--green);text-decoration:underline}
.list p{margin:0;color:var(--soft);font-size:.875rem;grid-column:1}
.list .chip{grid-column:2;grid-row:1;margin-top:.2rem;justify-self:end}
.list .links{display:flex;flex-wrap:wrap;gap:0 1.25rem;grid-column:1/-1}.list .links a{position:relative;display:inline-flex;align-items:center;min-height:2.75rem}
.list .step{color:var(--ink);grid-column:1/-1}.list .step code{white-space:nowrap}
.roles{list-style:none;margin:.6rem 0 .4rem;padding:0;display:grid;grid-template-columns:minmax(0,1fr);gap:.4rem}.roles .chip{white-space:normal}.sign-out{margin-top:2.5rem}
.list .go{grid-column:2;grid-row:2;justify-self:end;color:var(--green)}
.dated>li{grid-template-columns:4.2rem minmax(0,1fr) auto}.dated h2,.dated p{grid-column:2}.dated .chip{grid-column:3}
.year{grid-column:1;grid-row:1/span 2;font-size:1.6rem;font-weight:700;line-height:1.1;color:var(--green)}
@media (max-width:30rem){.dated>li{grid-template-columns:minmax(0,1fr) auto}.year{grid-row:auto;font-size:1.125rem}.dated h2,.dated p{grid-column:1/-1}.dated .chip{grid-column:2;grid-row:1;margin:0}}
.head{display:flex;gap:1rem;align-items:flex-start;margin-bottom:1rem}
.head>div{flex:1;min-width:0}
.head p:not(.seal){margin:0;color:var(--soft);font-size:.9375rem}
.basis{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:1rem 1.1rem;margin-top:2.5rem}
.basis h2{margin-top:0}.basis p{font-size:.875rem;color:var(--soft);margin:.9rem 0 0}
`;

const RESULTS = `
.results,.points{width:100%;border-collapse:collapse}
.results th,.points th{text-align:start;font-size:.8125rem;font-weight:600;color:var(--soft);white-space:nowrap}
.n{font-variant-numeric:tabular-nums}
.results thead th{position:sticky;top:0;background:var(--ground);box-shadow:inset 0 -1px var(--ink);padding:.55rem .75rem .45rem 0;z-index:1}
.results td,.results tbody th{padding:.7rem .75rem .7rem 0;border-bottom:1px solid var(--line);vertical-align:baseline;font-weight:400;font-size:1rem;color:inherit;white-space:normal}
.results .num{text-align:end}
.results .pl{font-size:1.3rem;font-weight:700;line-height:1.2;width:4.5rem;white-space:nowrap}
.results .pl small{font-size:.75rem;font-weight:600;color:var(--red);margin-inline-start:.3em}
.results .nm a{color:var(--ink);font-weight:600;text-decoration-color:var(--line)}
.results .pt{font-weight:700;font-size:1.0625rem}
.results .out .pl,.results .out .nm a,.results .out .pt{font-weight:400;color:var(--soft)}
.results .k{display:none}
.og{color:var(--soft);overflow-wrap:anywhere}
@media (max-width:44rem){
.results thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.results,.results tbody{display:block;border-top:1px solid var(--ink)}
.results tbody{border:0}
.results tr{display:grid;grid-template-columns:2.9rem auto minmax(0,1fr) auto;column-gap:.6rem;padding:.75rem 0;border-bottom:1px solid var(--line);align-items:baseline}
.results thead tr{display:table-row}
.results td,.results tbody th{padding:0;border:0}
.results .pl{grid-row:1/span 3;width:auto}.results .pl small{display:block;margin:0}
.results .nm{grid-column:2/4;grid-row:1;overflow-wrap:anywhere}
.results .bb{grid-column:2;grid-row:2;font-size:.875rem;color:var(--soft)}
.results .og{grid-column:3;grid-row:2;font-size:.875rem}
.results .pt{grid-column:4;grid-row:1;font-size:1.125rem}
.results .sc{grid-column:4;grid-row:2;font-size:.875rem;color:var(--soft)}
.results .aw{grid-column:2/-1;grid-row:3;margin-top:.3rem}.results .aw:empty{display:none}
.results .k{display:inline}
}
.score{display:flex;flex-wrap:wrap;gap:.9rem 2.25rem;align-items:flex-end;border-block:1px solid var(--line);padding:.9rem 0;margin:1.25rem 0}
.score p{margin:0;line-height:1.2}.score .first{flex:1 0 100%;display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-end;gap:1rem}.score p:not(.first)>span{display:block;font-size:.8125rem;color:var(--soft);margin-bottom:.2rem}
.score b{font-size:2rem;line-height:1.1}.score .chip{font-size:1.0625rem}@media (min-width:44rem){.score .first{flex:0 1 auto}}
.points td,.points tbody th{padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:baseline;font-size:1rem;color:inherit;white-space:normal}
.points thead th{padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--ink)}
.points tbody th{font-weight:400}.points .top>*{font-weight:700;padding-top:1rem}
.points .sub th{padding-inline-start:1.25rem;font-size:.9375rem}
.points .num{text-align:end;white-space:nowrap;padding-inline-end:0}
.points small{font-weight:400;color:var(--soft)}
.points .w{width:34%}
.bar{display:block;width:100%;height:1rem;border-bottom:1px solid var(--soft);background:linear-gradient(var(--soft),var(--soft)) right bottom/1px 7px no-repeat,repeating-linear-gradient(90deg,var(--soft) 0 1px,#0000 1px 10%) bottom/100% 4px no-repeat}
.bar rect{fill:var(--green)}.sub .bar{height:.8rem}.sub .bar rect{opacity:.55}
@media (max-width:34rem){.points .w{width:22%}}
@container (max-width:19rem){.points .w{display:none}.points th,.points td{white-space:normal!important;overflow-wrap:anywhere}
.results tr{grid-template-columns:2.2rem minmax(0,1fr)}.results tr>*{grid-row:auto!important;grid-column:2!important;text-align:start}.results .pl{grid-row:1/span 6!important;grid-column:1!important;font-size:1.1rem}.head{flex-direction:column-reverse}}
`;

const CHECK = `
.verdict{border-radius:6px;padding:1.4rem 1.25rem 1.1rem;margin-bottom:1.5rem;background:var(--paper);border:2px solid var(--soft)}
.verdict h1{display:flex;flex-wrap:wrap;overflow-wrap:anywhere;gap:.1em .4em;align-items:center;font-size:min(clamp(2.25rem,1.6rem + 4vw,3.5rem),17cqi);line-height:1.15;margin:0 0 .4rem}:lang(zh) .verdict h1{letter-spacing:.06em}
.verdict h1 i{font-style:normal;display:grid;place-items:center;flex:none;width:1.15em;height:1.15em;border-radius:50%;background:currentcolor;line-height:1}
.verdict h1 i::before{content:attr(data-mark);color:var(--paper);font-size:.72em}
.verdict p{margin:0;font-size:1.0625rem}
.verdict.genuine{border-color:var(--green)}.verdict.genuine h1{color:var(--green)}
.verdict.revoked{border-color:var(--red)}.verdict.revoked h1{color:var(--red)}
.verdict.superseded,.verdict.suspended{border-color:var(--amber-ink)}.verdict.superseded h1,.verdict.suspended h1{color:var(--amber-ink)}
.checks{list-style:none;margin:0;padding:0}
.checks li{display:grid;grid-template-columns:1.75rem 1fr;padding:.45rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.checks i{font-style:normal;font-weight:700;color:var(--green)}.checks .no i{color:var(--red)}
`;

const FORMS = `
label,legend{font-weight:600}
input,textarea,.button,select{font:inherit;font-size:1rem;color:inherit;min-height:2.75rem;padding:.45rem .7rem;border:1px solid var(--soft);border-radius:4px;background:var(--paper);max-width:100%}
.button{display:inline-flex;align-items:center;justify-content:center;gap:.4em;background:var(--green);border-color:var(--green);color:var(--paper);font-weight:700;cursor:pointer;text-decoration:none;padding-inline:1.25rem}
.button.quiet{background:none;color:var(--green)}
.form{display:grid;gap:1rem;max-width:24rem}.form label{display:grid;gap:.3rem}.form input{width:100%;font-weight:400}
.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end}.row input{flex:1;min-width:min(100%,14rem)}
.problems{border:2px solid var(--red);border-radius:6px;background:var(--red-pale);padding:.8rem 1rem;margin:0 0 1.25rem}
.problems h2{margin:0 0 .3rem;font-size:1rem}.problems ul{margin:0;padding-inline-start:1.2rem}.problems a{color:var(--red)}.problems p{margin:0}
.done{border-left:3px solid var(--green);background:var(--green-pale);padding:.5rem .9rem;margin:0 0 1.25rem}
.wrong{color:var(--red);font-weight:600;font-size:.9375rem;margin:.25rem 0 0}
[aria-invalid=true]{border:2px solid var(--red)}
.demo{width:100%;border-collapse:collapse;font-size:.9375rem;max-width:40rem}.demo code{display:block}.demo th,.demo td{text-align:start;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;vertical-align:baseline}
.group{border:0;margin:0;padding:0;min-width:0}
.group>h2{display:flex;gap:.6em;border-bottom:1px solid var(--ink);padding-bottom:.4rem;margin-bottom:0}
.aspect{border:0;border-bottom:1px solid var(--line);margin:0;padding:.9rem 0;min-width:0;display:grid;grid-template-columns:minmax(0,1fr) 15rem;gap:.35rem 1.25rem}
.aspect>legend{float:left;width:100%;padding:0;grid-column:1;display:flex;gap:.6em;align-items:baseline}
.aspect .id{color:var(--soft);font-weight:400;flex:none}
.aspect .about{grid-column:1;font-size:.9375rem;color:var(--soft);white-space:pre-line}.aspect .about p{margin:0 0 .15rem}
.aspect .entry{grid-column:2;grid-row:1/span 3}.aspect .entry label{font-size:.875rem}
.aspect .entry input{width:100%;font-size:1.25rem;font-variant-numeric:tabular-nums}
.aspect .hint{display:block;margin-top:.2rem;font-size:.8125rem;color:var(--soft);font-weight:400}
.levels{grid-column:1/-1;display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:.5rem}
.levels label{display:flex;gap:.5rem;align-items:baseline;border:1px solid var(--soft);border-radius:4px;background:var(--paper);padding:.6rem .7rem;min-height:3.5rem;font-weight:400;font-size:.9375rem;line-height:1.4;cursor:pointer}
.levels label:has(:checked){border:2px solid var(--green);background:var(--green-pale);padding:calc(.6rem - 1px) calc(.7rem - 1px)}
.levels label:focus-within{outline:3px solid var(--red);outline-offset:2px}
.levels input{width:1.25rem;height:1.25rem;min-height:0;flex:none;margin:0;accent-color:var(--green);position:relative;top:.25rem}.levels b{font-size:1.125rem}
.reason{grid-column:1/-1;font-size:.875rem}.reason input{width:100%}
@supports selector(:has(*)){.aspect:not(.asks):not(:has(input[inputmode]:not(:placeholder-shown))):not(:has([type=radio]:checked:not(:default))) .reason{display:none}}
.acts{position:sticky;bottom:0;display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:center;background:var(--ground);border-top:1px solid var(--ink);padding:.75rem 0 max(.75rem,env(safe-area-inset-bottom));margin-top:1rem}
.signing{margin:1.25rem 0 0;font-size:.9375rem}
.acts .next{margin-inline-start:auto}
@media (max-width:44rem){.aspect{grid-template-columns:minmax(0,1fr)}.aspect .entry{grid-column:1;grid-row:auto}.levels{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:24rem){.levels{grid-template-columns:minmax(0,1fr)}.levels label{min-height:2.75rem}}
`;

const PRINT = `
@page{size:A4;margin:12mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
@media print{
:root{--ground:#fff;--paper:#fff;--ink:#000;--soft:#333;--line:#999;--green:#000;--red:#900;--gold:#fff;--gold-ink:#000;--silver:#fff;--silver-ink:#000;--bronze:#fff;--bronze-ink:#000;--green-pale:#fff;--red-pale:#fff;--amber:#fff;--amber-ink:#000}
html{font-size:10pt}main{padding:0}.wide{max-width:none;padding:0}
.band{background:none;color:#000}.band::after,.session,.skip,.go,.acts,.signing,footer{display:none}.crumbs a{color:#000}
.results td,.results tbody th{padding-block:.28rem;font-size:1rem}.results .pl{font-size:1.1rem}
.signatures{list-style:none;display:grid;grid-template-columns:repeat(3,1fr);gap:8mm;margin:8mm 0 0;padding:0;break-inside:avoid}.signatures li{border-top:1px solid;padding-top:1mm;margin-top:16mm;font-size:9pt}
a{text-decoration:none}.chip{border:1px solid #666}
.results thead th{position:static}.results thead{display:table-header-group}tr,.basis,.aspect{break-inside:avoid}
}
`;

function minified(css: string): string {
  return css.replace(/\s*\n\s*/g, '').trim();
}

/** The one style sheet, inside every page: a page that is saved or archived stays whole, and a phone asks once. */
export const STYLE: string = minified(COLOURS + FRAME + PARTS + RESULTS + CHECK + FORMS + PRINT);

/** The `Content-Security-Policy` that all public pages are sent with: no script at all, this style sheet only, forms to this origin. */
export const PAGE_SECURITY_POLICY: string = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
