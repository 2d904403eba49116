/** The look of an HTML report: a column of contents beside the text, one column on a phone and on paper. */
export const reportStyle = `
*{box-sizing:border-box}
:root{color-scheme:light dark;--back:#fff;--soft:#f5f6f8;--line:#d9dde3;--text:#1f2328;--quiet:#57606a;--link:#0b57a4;--info:#e6f1fb;--on-info:#0b4a82;--warning:#fff4ce;--on-warning:#6b4700;--danger:#fde7e9;--on-danger:#8e1a22;--success:#e3f4e5;--on-success:#0f5a1c;--keyword:#0b57a4;--string:#8e3b1f;--comment:#4f6b4f;--name:#5b3a8c;--number:#0f6b5c}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--back:#16181c;--soft:#1f2329;--line:#3a4049;--text:#e7e9ec;--quiet:#a9b1bb;--link:#7cb8f5;--info:#143350;--on-info:#b9dcff;--warning:#453500;--on-warning:#ffe08a;--danger:#4d1a1e;--on-danger:#ffc2c6;--success:#173d1f;--on-success:#b3e6bb;--keyword:#7cb8f5;--string:#e8a787;--comment:#93b593;--name:#c5a8f0;--number:#7fd4c3}}
:root[data-theme=dark]{color-scheme:dark;--back:#16181c;--soft:#1f2329;--line:#3a4049;--text:#e7e9ec;--quiet:#a9b1bb;--link:#7cb8f5;--info:#143350;--on-info:#b9dcff;--warning:#453500;--on-warning:#ffe08a;--danger:#4d1a1e;--on-danger:#ffc2c6;--success:#173d1f;--on-success:#b3e6bb;--keyword:#7cb8f5;--string:#e8a787;--comment:#93b593;--name:#c5a8f0;--number:#7fd4c3}
:root[data-theme=light]{color-scheme:light}
html{scroll-padding-top:16px}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.55 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif}
a{color:var(--link);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
.cover{display:flex;gap:24px;align-items:center;background:var(--accent);color:var(--on-accent);padding:40px max(24px,calc(50vw - 640px))}
.cover h1{margin:0;font-size:32px;line-height:1.2;font-weight:600}
.cover .subtitle{margin:0 0 4px;font-size:17px}
.logo{max-width:200px;max-height:72px;background:#fff;border-radius:6px;padding:8px}
.theme{margin-left:auto;align-self:flex-start;font:inherit;font-size:13px;color:inherit;background:none;border:1px solid currentColor;border-radius:4px;padding:4px 10px;cursor:pointer;white-space:nowrap}
.columns{display:grid;grid-template-columns:300px minmax(0,1fr);gap:40px;max-width:1328px;margin:0 auto;padding:24px}
nav{position:sticky;top:16px;align-self:start;max-height:calc(100vh - 32px);overflow:auto;font-size:13.5px}
nav h2{font-size:12px;text-transform:uppercase;letter-spacing:.06em;color:var(--quiet);margin:16px 0 8px}
nav ol{list-style:none;margin:0;padding:0}
nav li{padding:2px 0;overflow-wrap:anywhere}
nav .level-1{font-weight:600;margin-top:8px}
nav .level-2{padding-left:12px;color:var(--quiet)}
nav .level-3{padding-left:24px}
.search{display:block}
.search span{display:block;color:var(--quiet);margin-bottom:4px}
.search input{width:100%;font:inherit;color:inherit;background:var(--back);border:1px solid var(--line);border-radius:4px;padding:6px 8px}
[hidden]{display:none!important}
main>dl,section>dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:12px 24px;margin:8px 0 20px}
dl div{min-width:0}
dt{color:var(--quiet);font-size:12.5px}
dd{margin:0;overflow-wrap:anywhere}
main :is(h2,h3,h4){line-height:1.3;margin:0;overflow-wrap:anywhere}
main h2{font-size:24px;padding-top:32px;border-bottom:2px solid var(--accent);padding-bottom:6px;margin-bottom:16px}
h3{font-size:18px;color:var(--quiet);padding-top:20px;margin-bottom:8px}
h4{font-size:17px;padding-top:24px;margin-bottom:8px}
.mark{display:inline-block;vertical-align:middle;font-size:12px;font-weight:600;line-height:1.4;border-radius:10px;padding:1px 8px;background:var(--soft);color:var(--quiet)}
.mark.info{background:var(--info);color:var(--on-info)}.mark.success{background:var(--success);color:var(--on-success)}.mark.warning{background:var(--warning);color:var(--on-warning)}.mark.danger{background:var(--danger);color:var(--on-danger)}
.note{border-left:4px solid var(--line);background:var(--soft);padding:8px 12px;margin:0 0 16px;white-space:pre-line}
.note.info{background:var(--info);color:var(--on-info);border-color:currentColor}.note.warning{background:var(--warning);color:var(--on-warning);border-color:currentColor}.note.danger{background:var(--danger);color:var(--on-danger);border-color:currentColor}.note.success{background:var(--success);color:var(--on-success);border-color:currentColor}
.wide{margin-bottom:16px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{text-align:left;font-weight:600;background:var(--soft)}
th,td{border-bottom:1px solid var(--line);padding:6px 10px;vertical-align:top;overflow-wrap:anywhere}
td{white-space:pre-line}
td:first-child,th:first-child{width:42%}
td small{display:block;color:var(--quiet);font-size:12.5px}
.depth-1{padding-left:26px}.depth-2{padding-left:42px}.depth-3{padding-left:58px}.depth-4{padding-left:74px}.depth-5{padding-left:90px}.depth-6{padding-left:106px}
td.info{background:var(--info);color:var(--on-info)}td.success{color:var(--on-success);background:var(--success)}td.warning{background:var(--warning);color:var(--on-warning)}td.danger{background:var(--danger);color:var(--on-danger)}
td.info small,td.success small,td.warning small,td.danger small{color:inherit}
figure{margin:0 0 16px}
figcaption{color:var(--quiet);font-size:13px;margin-bottom:4px}
pre{margin:0;background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:12px;overflow:auto;font:12.5px/1.5 "Cascadia Mono",Consolas,"SF Mono","DejaVu Sans Mono",monospace;max-height:480px;tab-size:4}
i{font-style:normal}
i.keyword{color:var(--keyword)}i.string{color:var(--string)}i.comment{color:var(--comment)}i.name{color:var(--name)}i.number{color:var(--number)}
footer{color:var(--quiet);font-size:12.5px;border-top:1px solid var(--line);margin-top:40px;padding:12px 0}
@media (max-width:900px){.columns{grid-template-columns:minmax(0,1fr);gap:16px;padding:16px}nav{position:static;max-height:none}nav ol{max-height:40vh;overflow:auto;border:1px solid var(--line);border-radius:6px;padding:8px 12px}.cover{padding:24px 16px;flex-wrap:wrap}.cover h1{font-size:25px}td:first-child,th:first-child{width:auto;min-width:120px}}
@media print{:root,:root[data-theme]{color-scheme:light;--back:#fff;--soft:#f5f6f8;--line:#d9dde3;--text:#1f2328;--quiet:#57606a;--info:#e6f1fb;--on-info:#0b4a82;--warning:#fff4ce;--on-warning:#6b4700;--danger:#fde7e9;--on-danger:#8e1a22;--success:#e3f4e5;--on-success:#0f5a1c}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}body{font-size:10.5pt}.theme,.search,.no-hits{display:none!important}.columns{display:block;max-width:none;padding:0 0 12pt}.cover{padding:24pt 0 24pt 16pt;margin-bottom:16pt}nav{position:static;max-height:none;overflow:visible;break-after:page}nav ol{columns:2;column-gap:24pt;max-height:none;border:0;padding:0}h2,h3,h4{break-after:avoid}tr,figcaption{break-inside:avoid}pre{max-height:none;white-space:pre-wrap;overflow-wrap:anywhere}a{color:inherit}}
@page{margin:16mm 14mm}
`

/** Search and theme. Without scripts, as in many mail programs, the report is complete but for these. */
export const reportScript = `
(function(){
var root=document.documentElement,theme=document.querySelector('.theme'),search=document.querySelector('.search'),input=search.querySelector('input');
theme.hidden=false;search.hidden=false;
theme.addEventListener('click',function(){var dark=root.dataset.theme?root.dataset.theme==='dark':matchMedia('(prefers-color-scheme:dark)').matches;root.dataset.theme=dark?'light':'dark'});
var sections=[].map.call(document.querySelectorAll('main section'),function(section){return{section:section,level:Number(section.className.slice(6)),link:null,words:null}});
sections.forEach(function(entry,index){entry.link=document.querySelectorAll('nav li')[index]});
var none=document.querySelector('.no-hits'),timer;
input.addEventListener('input',function(){clearTimeout(timer);timer=setTimeout(find,120)});
function find(){
var words=input.value.toLowerCase().split(/\\s+/).filter(Boolean),shown=sections.map(function(entry){
if(!words.length)return true;
if(entry.words===null)entry.words=entry.section.textContent.toLowerCase();
return words.every(function(word){return entry.words.indexOf(word)>=0})});
for(var index=sections.length-1;index>=0;index--)if(!shown[index])for(var next=index+1;next<sections.length&&sections[next].level>sections[index].level;next++)if(shown[next]){shown[index]='heading';break}
var hits=0;
sections.forEach(function(entry,index){entry.section.hidden=!shown[index];entry.link.hidden=!shown[index];if(shown[index])hits++});
none.hidden=hits>0;
if(words.length)window.scrollTo(0,0);
}
})();
`
